"""What is not done yet: how much stands where, and how long the oldest has been waiting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q

from core.clock import utc_now
from events.catalogue import Priority
from events.choices import UNFINISHED, DeliveryStatus
from events.models import Delivery


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
    due = Q(status=DeliveryStatus.PENDING, available_at__lte=utc_now())
    rows = (
        Delivery.objects.filter(status__in=STATUSES)
        .order_by()
        .values_list("priority", "status")
        .annotate(count=Count("pk"), due_since=Min("available_at", filter=due))
    )
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


STATUSES = (*UNFINISHED, DeliveryStatus.DEAD)
