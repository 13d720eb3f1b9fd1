"""Driving again what was lost: expired leases, and everything queued when Redis lost its data."""

from collections.abc import Iterable

import structlog
from django.db import transaction
from rq import Queue
from rq.job import Job
from rq.serializers import JSONSerializer

from core.clock import utc_now
from core.metrics import DELIVERIES_REDRIVEN
from core.redis import redis_client
from events.catalogue import Priority
from events.choices import QUEUE_LEASE, DeliveryStatus
from events.dispatch import UNKNOWN_HANDLER_MAX_ATTEMPTS
from events.models import Delivery
from events.outbox import wake_relay
from events.registry import HANDLERS

EPOCH_KEY = "selfology:events:epoch"
WORKER_LOST = "worker_lost"
AT_ONCE = 1000
QUEUED = DeliveryStatus.QUEUED

log = structlog.get_logger(__name__)


def redrive_abandoned() -> int:
    """Give back every delivery whose lease ran out; return how many.

    A running one counts as a failed attempt, so a delivery that kills its workers ends dead. A
    queued one whose job still waits for a worker is late, not lost: it gets another lease.

    Raises:
        RedisError: Redis does not say what waits.
    """
    with transaction.atomic():
        rows = list(Delivery.objects.abandoned().select_for_update(skip_locked=True)[:AT_ONCE])
        late = _waiting_in_redis({row.priority for row in rows if row.status == QUEUED})
        lost = [row for row in rows if row.status != QUEUED or row.pk not in late]
        _prolong(row for row in rows if row not in lost)
        for row in lost:
            _give_back(row)
        if lost:
            wake_relay()
            DELIVERIES_REDRIVEN.inc(len(lost))
            log.warning("deliveries_redriven", count=len(lost))
    return len(lost)


def _waiting_in_redis(priorities: Iterable[int]) -> set[int]:
    """Return the ids of the deliveries in all jobs that wait on the queues of `priorities`."""
    waiting: set[int] = set()
    for priority in priorities:
        queue = Queue(Priority(priority).queue, redis_client(), serializer=JSONSerializer)
        for job in filter(None, Job.fetch_many(queue.job_ids, redis_client(), JSONSerializer)):
            waiting.update(job.args[0])
    return waiting


def _prolong(rows: Iterable[Delivery]) -> None:
    Delivery.objects.filter(pk__in=[row.pk for row in rows]).update(
        lease_until=utc_now() + QUEUE_LEASE
    )


def _give_back(row: Delivery) -> None:
    handler = HANDLERS.get(row.handler)
    most = handler.max_attempts if handler else UNKNOWN_HANDLER_MAX_ATTEMPTS
    was_running = row.status == DeliveryStatus.RUNNING
    is_dead = was_running and row.attempts >= most
    row.status = DeliveryStatus.DEAD if is_dead else DeliveryStatus.PENDING
    row.last_error = WORKER_LOST if was_running else row.last_error
    row.available_at, row.lease_until = utc_now(), None
    row.save(update_fields=["status", "last_error", "available_at", "lease_until"])


def redrive_after_redis_loss() -> int:
    """Give back everything queued if Redis came up empty; return how many.

    Raises:
        RedisError: Redis does not answer.
    """
    client = redis_client()
    if client.exists(EPOCH_KEY):
        return 0
    with transaction.atomic():
        count = Delivery.objects.filter(status=DeliveryStatus.QUEUED).update(
            status=DeliveryStatus.PENDING, lease_until=None
        )
        if count:
            wake_relay()
            DELIVERIES_REDRIVEN.inc(count)
            log.warning("deliveries_redriven_after_redis_loss", count=count)
    # Only now: were it set first and PostgreSQL failed, the loss would be forgotten.
    client.set(EPOCH_KEY, utc_now().isoformat())
    return count
