"""Running the deliveries of synthetic people at once, at the time the demo pretends it is."""

import structlog
from django.db import transaction

from core.clock import utc_now
from core.errors import error_code
from events.choices import DeliveryStatus
from events.models import Delivery
from events.reading import event_of
from events.registry import HANDLERS

log = structlog.get_logger(__name__)


def deliver(stream: str) -> None:
    """Run what is pending for one person, and what follows from that, until nothing is left.

    Real handlers in the order of the relay, without it: it would work at the real time. What fails
    stays pending, and the relay takes it over later.
    """
    failed: set[int] = set()
    while delivery := _next(stream, failed):
        try:
            with transaction.atomic():
                _run(delivery)
        except Exception as error:  # noqa: BLE001 - whatever a handler raises, the relay tries again
            log.info("demo_delivery_left", handler=delivery.handler, code=error_code(error))
            failed.add(delivery.pk)


def _next(stream: str, failed: set[int]) -> Delivery | None:
    pending = Delivery.objects.filter(stream=stream, status=DeliveryStatus.PENDING)
    return pending.select_related("event").exclude(pk__in=failed).order_by("pk").first()


def _run(delivery: Delivery) -> None:
    handler, event = HANDLERS[delivery.handler], event_of(delivery.event)
    prepared = (handler.prepare(event),) if handler.prepare else ()
    handler.run(event, *prepared)
    Delivery.objects.filter(pk=delivery.pk).update(
        status=DeliveryStatus.DONE, attempts=1, done_at=utc_now()
    )
