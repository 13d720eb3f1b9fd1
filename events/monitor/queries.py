"""What the monitor reads: ids, codes and numbers, in statements that indexes answer."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from events.catalogue import Priority

#: Events that a page is shown at once, and how far back a search looks, in events.
SHOWN = 60
SEARCHED = 20_000
DEAD_SHOWN = 50

EVENTS_SQL = """
    SELECT e.id, e.created_at, e.name, e.priority, e.stream, (e.payload->'answer_id')::json,
        (SELECT coalesce(json_agg(json_build_array(d.handler, d.status, d.priority) ORDER BY d.id),
            '[]'::json) FROM event_deliveries d WHERE d.event_id = e.id)
    FROM event_outbox e
    WHERE e.id > (SELECT coalesce(max(id), 0) FROM event_outbox) - %(searched)s
      AND (%(name)s = '' OR e.name = %(name)s)
      AND (%(code)s = '' OR lower(right(e.stream, 8)) = %(code)s)
      AND (%(priority)s < 0 OR e.priority = %(priority)s OR EXISTS (
        SELECT 1 FROM event_deliveries d
        WHERE d.event_id = e.id AND d.priority = %(priority)s))
      AND (%(status)s = '' OR EXISTS (
        SELECT 1 FROM event_deliveries d WHERE d.event_id = e.id AND d.status = %(status)s))
    ORDER BY e.id DESC LIMIT %(shown)s
"""
DEAD_SQL = """
    SELECT d.id, e.created_at, e.name, d.handler, d.priority, d.stream, d.last_error, d.attempts
    FROM event_deliveries d JOIN event_outbox e ON e.id = d.event_id
    WHERE d.status = 'dead' ORDER BY d.id DESC LIMIT %(shown)s
"""
RATES_SQL = """
    SELECT floor(extract(epoch FROM created_at) / %(slot)s)::bigint, count(*)
    FROM event_outbox WHERE created_at >= to_timestamp(%(since)s) GROUP BY 1
"""


@dataclass(frozen=True, slots=True)
class Sought:
    """Which events to show; an empty field wants all.

    Attributes:
        name: of the event.
        queue: of the event, or of one of its deliveries.
        status: of one of its deliveries.
        code: of the person, as the page shows it.
    """

    name: str = ""
    queue: str = ""
    status: str = ""
    code: str = ""

    @classmethod
    def of(cls, given: Any) -> "Sought":
        """Return what a mapping, such as the query of a request, asks for."""
        return cls(**{field.name: given.get(field.name, "").strip() for field in fields(cls)})

    @property
    def parameters(self) -> dict[str, Any]:
        """Return what `EVENTS_SQL` takes."""
        priorities = {priority.queue: priority.value for priority in Priority}
        return {
            "name": self.name,
            "priority": priorities.get(self.queue, -1),
            "status": self.status,
            "code": self.code.lower().removeprefix("#"),
            "shown": SHOWN,
            "searched": SEARCHED,
        }


def event_row(row: Sequence[Any]) -> dict[str, Any]:
    """Return one row of `EVENTS_SQL` as the page is told it."""
    number, at, name, priority, stream, answer, deliveries = row
    return {
        "id": number,
        "at": _seconds(at),
        "name": name,
        "queue": Priority(priority).queue,
        "code": _code(stream),
        "answer": answer,
        "deliveries": [
            {"handler": handler, "status": status, "queue": Priority(own).queue}
            for handler, status, own in deliveries
        ],
    }


def dead_row(row: Sequence[Any]) -> dict[str, Any]:
    """Return one row of `DEAD_SQL` as the page is told it."""
    number, at, name, handler, priority, stream, error, attempts = row
    return {
        "id": number,
        "at": _seconds(at),
        "name": name,
        "handler": handler,
        "queue": Priority(priority).queue,
        "code": _code(stream),
        "error": error,
        "attempts": attempts,
    }


def _seconds(at: datetime) -> float:
    return at.timestamp()


def _code(stream: str) -> str:
    return stream[-8:].upper()
