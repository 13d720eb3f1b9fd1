"""The page about events, made from the models, the handlers and the golden payloads."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

from events.catalogue import EVENT_TYPES, DomainEvent
from events.registry import Handler, handlers_of
from selfology_site.env import BASE_DIR

PAGE = BASE_DIR / "docs" / "EVENTS.md"
GOLDEN = Path(__file__).with_name("golden_events.json")
APPS = ("people", "onboarding", "analysis", "profiles", "coach", "telegram_bot")
CLASSES = {event.__name__: name for name, event in EVENT_TYPES.items()}
INTRODUCTION = """\
# Events

Every fact the product publishes. Payloads hold ids, numbers and codes, never words of a person.
The stream, within which order is kept for each handler, is the person; of an event about nobody it
is the object. How events travel is told in `docs/ARCHITECTURE.md`; what becomes of a delivery that
fails, in `events/dispatch.py`.

This page is made from the code by `python -m tests.events.write_page`; a test fails when it is
out of date. What is stored changes only with a new version and an upcaster
(`events/upcasters.py`).
"""
NOBODY = "nobody; it is kept for the monitor and for what comes"


def golden() -> dict[str, dict[str, dict[str, object]]]:
    """Return a payload of every version of every event, as it was stored."""
    stored: dict[str, dict[str, dict[str, object]]] = json.loads(GOLDEN.read_text(encoding="utf-8"))
    return stored


def published_by(app: str) -> Iterator[str]:
    """Yield the names of events that the app's code makes."""
    for path in sorted((BASE_DIR / app).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield from filter(None, [CLASSES.get(node.func.id)])


def page() -> str:
    """Return the whole page."""
    publishers = {app: set(published_by(app)) for app in APPS}
    parts = [INTRODUCTION]
    for name, event in sorted(EVENT_TYPES.items()):
        apps = [app for app in APPS if name in publishers[app]]
        parts.append(_part(event, apps))
    return "\n".join(parts)


def _part(event: type[DomainEvent], apps: list[str]) -> str:
    payload = json.dumps(golden()[event.name][str(event.version)], ensure_ascii=False)
    return f"""\
## {event.name}

{_prose(event)}

- version {event.version}, priority {event.priority.name}
- published by: {", ".join(apps) or "nobody yet"}
- handled by: {", ".join(map(_handling, handlers_of(event))) or NOBODY}

```json
{payload}
```
"""


def _prose(event: type[DomainEvent]) -> str:
    lines = (event.__doc__ or "").strip().splitlines()
    return "\n".join(line.strip() for line in lines)


def _handling(handler: Handler) -> str:
    return f"`{handler.name}` ({handler.priority.queue})"
