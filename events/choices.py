"""Words of the event backbone."""

from datetime import timedelta
from enum import StrEnum


class DeliveryStatus(StrEnum):
    """Where a delivery stands."""

    PENDING = "pending"
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead"
    #: Was dead, and a person decided that it need not run. (The column takes eight characters.)
    DISCARDED = "discard"


UNFINISHED = (DeliveryStatus.PENDING, DeliveryStatus.QUEUED, DeliveryStatus.RUNNING)
LEASED = (DeliveryStatus.QUEUED, DeliveryStatus.RUNNING)
#: How long a queued delivery may wait for a worker before somebody asks whether it is lost.
QUEUE_LEASE = timedelta(seconds=30)
