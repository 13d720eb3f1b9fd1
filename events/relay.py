"""The relay: due deliveries become RQ jobs. Any number of relays may run."""

import time
from collections import defaultdict
from collections.abc import Sequence
from threading import Event

import psycopg
import structlog
from django.db import DatabaseError, close_old_connections, connection
from rq import Queue
from rq.queue import EnqueueData
from rq.serializers import JSONSerializer

from core.clock import utc_now
from core.errors import error_code
from core.heartbeat import BEAT_EVERY_SECONDS, beat
from core.listen import Listener
from core.redis import RedisError, redis_client
from events.catalogue import Priority
from events.choices import QUEUE_LEASE
from events.claims import bury, release
from events.leases import lease_of
from events.outbox import CHANNEL
from events.picking import HEADS, Due, jobs_of, take_due
from events.redrive import redrive_abandoned, redrive_after_redis_loss
from events.registry import HANDLERS

POLL_SECONDS = 1.0
REDRIVE_EVERY_SECONDS = 5.0
MAX_BACKOFF_SECONDS = 10.0
JOB_GRACE_SECONDS = 30
PROCESS = "relay"

log = structlog.get_logger(__name__)


def run(stopping: Event) -> None:
    """Relay until `stopping` is set, outliving the loss of Redis and of PostgreSQL."""
    listener = Listener(CHANNEL)
    rounds = _Rounds()
    backoff = POLL_SECONDS
    while not stopping.is_set():
        try:
            close_old_connections()
            while relay_batch() >= HEADS and not stopping.is_set():
                pass
            rounds.run_due()
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
    """Enqueue a batch of due deliveries and return how many were taken.

    They are marked before they are enqueued: a crash in between leaves them to their lease.

    Raises:
        RedisError: nothing more was enqueued; all of them are pending again.
    """
    now = utc_now()
    jobs = jobs_of(take_due(now, now + QUEUE_LEASE))
    ids = [due.id for job in jobs for due in job]
    try:
        for queue, batch in _by_queue(jobs).items():
            _enqueue(queue, batch)
    except RedisError:
        release(ids)
        raise
    return len(ids)


def _by_queue(jobs: Sequence[Sequence[Due]]) -> dict[str, list[EnqueueData]]:
    """Return the jobs as RQ wants them; what cannot be one is buried and keeps no other back."""
    queues: dict[str, list[EnqueueData]] = defaultdict(list)
    for job in jobs:
        try:
            queues[Priority(job[0].priority).queue].append(_job(job))
        except Exception as error:
            log.exception("delivery_cannot_be_queued", delivery=job[0].id, exc_info=error)
            bury([due.id for due in job], error_code(error))
    return queues


def _enqueue(name: str, jobs: list[EnqueueData]) -> None:
    Queue(name, connection=redis_client(), serializer=JSONSerializer).enqueue_many(jobs)


def _job(deliveries: Sequence[Due]) -> EnqueueData:
    first = deliveries[0]
    return Queue.prepare_data(
        "events.dispatch.run_deliveries",
        args=([due.id for due in deliveries], lease_of(first.handler).total_seconds()),
        timeout=sum(_timeout_seconds(due) for due in deliveries) + JOB_GRACE_SECONDS,
        result_ttl=0,
        failure_ttl=3600,
        description=first.handler,
        job_id=f"delivery-{first.id}-{first.attempts}-{len(deliveries)}",
    )


def _timeout_seconds(due: Due) -> int:
    handler = HANDLERS.get(due.handler)
    return int(handler.timeout.total_seconds()) if handler else JOB_GRACE_SECONDS
