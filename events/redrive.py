"""Driving again what was lost: expired leases, and everything queued when Redis lost its data."""

import structlog
from django.db import transaction

from core.clock import utc_now
from core.redis import redis_client
from events.choices import DeliveryStatus
from events.dispatch import UNKNOWN_HANDLER_MAX_ATTEMPTS
from events.models import Delivery
from events.outbox import wake_relay
from events.registry import HANDLERS

EPOCH_KEY = "selfology:events:epoch"
WORKER_LOST = "worker_lost"

log = structlog.get_logger(__name__)


def redrive_abandoned() -> int:
    """Give back every delivery whose lease ran out; return how many.

    A running one counts as a failed attempt, so a delivery that kills its workers ends dead.
    """
    with transaction.atomic():
        rows = list(Delivery.objects.abandoned().select_for_update(skip_locked=True)[:1000])
        for row in rows:
            _give_back(row)
        if rows:
            wake_relay()
            log.warning("deliveries_redriven", count=len(rows))
    return len(rows)


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
            log.warning("deliveries_redriven_after_redis_loss", count=count)
    # Only now: were it set first and PostgreSQL failed, the loss would be forgotten.
    client.set(EPOCH_KEY, utc_now().isoformat())
    return count
