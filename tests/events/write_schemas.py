"""Write the snapshot that `test_catalogue` compares the events with."""

import json

from tests.events.test_catalogue import SNAPSHOT, schemas

if __name__ == "__main__":
    text = json.dumps(schemas(), indent=1, sort_keys=True) + "\n"
    SNAPSHOT.write_text(text, encoding="utf-8")
