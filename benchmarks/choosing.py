"""Reading a person's state and choosing their next question. `python -m benchmarks.choosing`.

Everything from the tables to the record that is stored with the question, against PostgreSQL, for
somebody who was asked sixty questions, from banks of two sizes. Measured in turn with an empty
statement, so that what else the machine does hits both alike.
"""

import json
import os
import platform
import sys
import tempfile
from pathlib import Path

from benchmarks.backbone_place import OURS, Place
from benchmarks.figures import Measured, table

#: Largest p95 in milliseconds on a quiet machine, by the number of published questions.
TARGETS = {700: 5.0, 10_000: 8.0}
INSIDE = "from benchmarks.choosing_inside import show; show({sizes})"


def main() -> int:
    """Print the figures; return 1 when a target is missed."""
    with tempfile.TemporaryDirectory(prefix="selfology-choosing-") as folder:
        place = Place(Path(folder))
        place.stack.ensure()
        try:
            place.run([*OURS, "migrate", "-v0"])
            _say(f"{platform.python_version()}, {os.cpu_count()} CPUs, load {_load()}")
            rows = _measured(place)
        finally:
            place.stack.release()
    _say(f"\nState read and question chosen, load {_load()}\n")
    _say(table(rows, rows[0]))
    return _verdict({row.name: row.at(0.95) for row in rows})


def _measured(place: Place) -> list[Measured]:
    """Return the times by what was measured, the empty statement first."""
    printed = place.run([*OURS, "shell", "-v0", "-c", INSIDE.format(sizes=[*TARGETS])])
    found: dict[str, list[float]] = json.loads(printed.strip().splitlines()[-1])
    return [Measured(name, tuple(times)) for name, times in found.items()]


def _verdict(p95s: dict[str, float]) -> int:
    reached = {size: p95s[f"{size} questions"] for size in TARGETS}
    for size, limit in TARGETS.items():
        word = "met" if reached[size] <= limit else "MISSED"
        _say(f"\n{size} questions: p95 {reached[size]:.1f} ms, target {limit:.0f} ms: {word}")
    return int(any(reached[size] > limit for size, limit in TARGETS.items()))


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}"


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
