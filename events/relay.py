"""The relay: due deliveries become RQ jobs. Any number of relays may run."""

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from threading import Event

import psycopg
import structlog
from django.db import DatabaseError, close_old_connections, connection, transaction
from rq import Queue
from rq.queue import EnqueueData
from rq.serializers import JSONSerializer

from core.clock import utc_now
from core.heartbeat import BEAT_EVERY_SECONDS, beat
from core.listen import Listener
from core.redis import RedisError, redis_client
from events.catalogue import Priority
from events.choices import DeliveryStatus
from events.models import Delivery
from events.outbox import CHANNEL
from events.redrive import redrive_abandoned, redrive_after_redis_loss
from events.registry import HANDLERS

BATCH = 100
DELIVERIES_PER_SHORT_JOB = 8
QUEUE_LEASE = timedelta(seconds=60)
POLL_SECONDS = 1.0
REDRIVE_EVERY_SECONDS = 5.0
MAX_BACKOFF_SECONDS = 10.0
JOB_GRACE_SECONDS = 30
PROCESS = "relay"

# A delivery is due when it is the first unfinished one of its handler in its stream: that keeps
# order within (handler, stream) and lets nothing else wait.
DUE_SQL = """
    SELECT d.id FROM event_deliveries d
    WHERE d.status = 'pending' AND d.available_at <= %s
      AND NOT EXISTS (
        SELECT 1 FROM event_deliveries earlier
        WHERE earlier.handler = d.handler AND earlier.stream = d.stream AND earlier.id < d.id
          AND earlier.status IN ('pending', 'queued', 'running'))
    ORDER BY d.priority, d.id LIMIT %s
    FOR UPDATE SKIP LOCKED
"""

log = structlog.get_logger(__name__)


def run(stopping: Event) -> None:
    """Relay until `stopping` is set, outliving the loss of Redis and of PostgreSQL."""
    listener = Listener(CHANNEL)
    rounds = _Rounds()
    backoff = POLL_SECONDS
    while not stopping.is_set():
        try:
            close_old_connections()
            rounds.run_due()
            while relay_batch() == BATCH and not stopping.is_set():
                pass
            listener.wait(POLL_SECONDS)
            backoff = POLL_SECONDS
        except (RedisError, DatabaseError, psycopg.Error) as error:
            log.warning("relay_waits", error=type(error).__name__, seconds=backoff)
            connection.close()
            stopping.wait(backoff)
            backoff = min(backoff * 2, MAX_BACKOFF_SECONDS)
    listener.close()


class _Rounds:
    """What the relay does now and then besides relaying."""

    def __init__(self) -> None:
        self._next_redrive = self._next_beat = 0.0

    def run_due(self) -> None:
        now = time.monotonic()
        if now >= self._next_beat:
            beat(PROCESS)
            redrive_after_redis_loss()
            self._next_beat = now + BEAT_EVERY_SECONDS
        if now >= self._next_redrive:
            redrive_abandoned()
            self._next_redrive = now + REDRIVE_EVERY_SECONDS


def relay_batch() -> int:
    """Enqueue up to `BATCH` due deliveries and return how many.

    Jobs are enqueued before the commit: a crash in between repeats a job, which its claim drops,
    and never loses one.

    Raises:
        RedisError: nothing was marked; the deliveries stay pending.
    """
    with transaction.atomic():
        deliveries = _due()
        for queue, batch in _by_queue(deliveries).items():
            _enqueue(queue, batch)
        Delivery.objects.filter(pk__in=[delivery.pk for delivery in deliveries]).update(
            status=DeliveryStatus.QUEUED, lease_until=utc_now() + QUEUE_LEASE
        )
    return len(deliveries)


def _due() -> list[Delivery]:
    return list(Delivery.objects.raw(DUE_SQL, [utc_now(), BATCH]))


def _by_queue(deliveries: Sequence[Delivery]) -> dict[str, list[Delivery]]:
    queues: dict[str, list[Delivery]] = defaultdict(list)
    for delivery in deliveries:
        queues[Priority(delivery.priority).queue].append(delivery)
    return queues


def _enqueue(name: str, deliveries: Sequence[Delivery]) -> None:
    """Hand the deliveries to RQ: short ones several to a job, AI work one by one."""
    is_short = name in (Priority.CRITICAL.queue, Priority.HIGH.queue)
    size = DELIVERIES_PER_SHORT_JOB if is_short else 1
    queue = Queue(name, connection=redis_client(), serializer=JSONSerializer)
    queue.enqueue_many([_job(chunk) for chunk in _chunks(deliveries, size)])


def _job(deliveries: Sequence[Delivery]) -> EnqueueData:
    first = deliveries[0]
    return Queue.prepare_data(
        "events.dispatch.run_deliveries",
        args=([delivery.pk for delivery in deliveries],),
        timeout=sum(_timeout_seconds(delivery) for delivery in deliveries) + JOB_GRACE_SECONDS,
        result_ttl=0,
        failure_ttl=3600,
        description=first.handler,
        job_id=f"delivery-{first.pk}-{first.attempts}-{len(deliveries)}",
    )


def _timeout_seconds(delivery: Delivery) -> int:
    handler = HANDLERS.get(delivery.handler)
    return int(handler.timeout.total_seconds()) if handler else JOB_GRACE_SECONDS


def _chunks(deliveries: Sequence[Delivery], size: int) -> Iterator[Sequence[Delivery]]:
    for start in range(0, len(deliveries), size):
        yield deliveries[start : start + size]
