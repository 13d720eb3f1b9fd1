"""What is not done yet: how much stands where, and how long the oldest has been waiting."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from core.clock import utc_now
from events.catalogue import Priority
from events.choices import UNFINISHED, DeliveryStatus

STATUSES = (*UNFINISHED, DeliveryStatus.DEAD)
#: Takes `now`; its rows are for `standings`.
BACKLOG_SQL = """
    SELECT priority, status, count(*),
        min(available_at) FILTER (WHERE status = 'pending' AND available_at <= %(now)s)
    FROM event_deliveries WHERE status IN ('pending', 'queued', 'running', 'dead')
    GROUP BY priority, status
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """The deliveries of one queue that stand at one status.

    Attributes:
        queue: name of the queue.
        status: where they stand; never `done`.
        count: how many, 0 or more.
        due_since: since when the oldest that is due waits to be queued; None where none is due.
            A retry is due when its pause is over.
    """

    queue: str
    status: DeliveryStatus
    count: int
    due_since: datetime | None = None


def backlog() -> list[Standing]:
    """Return every queue's unfinished and dead deliveries, in one query; zeros are included."""
    with connection.cursor() as cursor:
        cursor.execute(BACKLOG_SQL, {"now": utc_now()})
        return standings(cursor.fetchall())


def standings(rows: Iterable[Sequence[Any]]) -> list[Standing]:
    """Return what the rows of `BACKLOG_SQL` say, zeros included."""
    found = {(priority, status): tuple(rest) for priority, status, *rest in rows}
    return [
        Standing(priority.queue, status, *found.get((priority.value, status.value), (0, None)))
        for priority in Priority
        for status in STATUSES
    ]


def waiting_seconds(standings: Iterable[Standing]) -> float:
    """Return how long the oldest due delivery of `standings` has been waiting; 0 for none."""
    since = [standing.due_since for standing in standings if standing.due_since]
    return max(0.0, (utc_now() - min(since)).total_seconds()) if since else 0.0
