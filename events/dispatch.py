"""Running deliveries: the RQ job that every worker executes."""

import random
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID, uuid4

import structlog
from django.db import transaction

from core.clock import utc_now
from core.errors import error_code, is_permanent
from events.backoff import retry_delay
from events.choices import DeliveryStatus
from events.errors import LeaseLostError, UnknownHandlerError
from events.models import Delivery
from events.outbox import wake_relay
from events.reading import event_of
from events.registry import HANDLERS, Handler

LEASE_GRACE = timedelta(seconds=30)
UNKNOWN_HANDLER_LEASE = timedelta(seconds=60)
UNKNOWN_HANDLER_MAX_ATTEMPTS = 20

log = structlog.get_logger(__name__)
_rng = random.SystemRandom()


def run_deliveries(delivery_ids: Sequence[int]) -> None:
    """Run each delivery on its own: own claim, own lease, own transaction, own failure."""
    for delivery_id in delivery_ids:
        run_delivery(delivery_id)


def run_delivery(delivery_id: int) -> None:
    """Run one delivery unless it is finished or in other hands.

    1. Claim it in a transaction of its own, so that an attempt that kills the worker counts.
    2. Do the handler's slow work outside any transaction.
    3. Commit the handler's effects and "done" together.
    """
    delivery = Delivery.objects.select_related("event").filter(pk=delivery_id).first()
    if delivery is None:
        return
    handler = HANDLERS.get(delivery.handler)
    token = uuid4()
    lease = handler.timeout + LEASE_GRACE if handler else UNKNOWN_HANDLER_LEASE
    if not Delivery.objects.claim(delivery_id, token, lease):
        log.info("delivery_skipped", delivery=delivery_id)
        return
    delivery.attempts += 1
    try:
        _attempt(delivery, handler, token)
    except Exception as error:  # noqa: BLE001 - whatever a handler raises must end in a state
        _fail(delivery, handler, token, error)


def _attempt(delivery: Delivery, handler: Handler | None, token: UUID) -> None:
    if handler is None:
        raise UnknownHandlerError
    event = event_of(delivery.event)
    prepared = (handler.prepare(event),) if handler.prepare else ()
    with transaction.atomic(durable=True):
        handler.run(event, *prepared)
        _finish(delivery, token)


def _finish(delivery: Delivery, token: UUID) -> None:
    """Mark the delivery done, or roll the effects back if it is no longer ours."""
    finished = Delivery.objects.filter(
        pk=delivery.pk, lease_token=token, status=DeliveryStatus.RUNNING
    ).update(status=DeliveryStatus.DONE, done_at=utc_now(), lease_until=None, last_error="")
    if not finished:
        raise LeaseLostError
    wake_relay()


def _fail(delivery: Delivery, handler: Handler | None, token: UUID, error: Exception) -> None:
    """Give the delivery back for later, or bury it with the code of its error."""
    code = error_code(error)
    log.warning(
        "delivery_failed",
        delivery=delivery.pk,
        handler=delivery.handler,
        attempt=delivery.attempts,
        code=code,
        exc_info=error,
    )
    most = handler.max_attempts if handler else UNKNOWN_HANDLER_MAX_ATTEMPTS
    is_dead = is_permanent(error) or delivery.attempts >= most
    with transaction.atomic():
        Delivery.objects.filter(
            pk=delivery.pk, lease_token=token, status=DeliveryStatus.RUNNING
        ).update(
            status=DeliveryStatus.DEAD if is_dead else DeliveryStatus.PENDING,
            available_at=utc_now() + retry_delay(delivery.attempts, _rng),
            lease_until=None,
            last_error=code[:80],
        )
        wake_relay()
