"""What other rooms and staff may do with deliveries."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from core.clock import utc_now
from events.choices import UNFINISHED, DeliveryStatus
from events.models import Delivery, OutboxEvent
from events.outbox import wake_relay

PRUNE_BATCH = 5000


@transaction.atomic
def redrive_dead(delivery_ids: Iterable[int] | None = None) -> int:
    """Give dead deliveries (all, or those named) another full set of attempts; return how many."""
    dead = Delivery.objects.filter(status=DeliveryStatus.DEAD)
    if delivery_ids is not None:
        dead = dead.filter(pk__in=list(delivery_ids))
    count = dead.update(status=DeliveryStatus.PENDING, attempts=0, available_at=utc_now())
    wake_relay()
    return count


@transaction.atomic
def discard_dead(delivery_ids: Iterable[int]) -> int:
    """Let dead deliveries rest unrun, for good; return how many. What they held up goes on."""
    dead = Delivery.objects.filter(status=DeliveryStatus.DEAD, pk__in=list(delivery_ids))
    count = dead.update(status=DeliveryStatus.DISCARDED)
    wake_relay()
    return count


@transaction.atomic
def events_prune(*, older_than: timedelta) -> int:
    """Delete events all of whose deliveries are over, `older_than` a time; return how many.

    Dead deliveries keep their event until a person decides.
    """
    kept = (*UNFINISHED, DeliveryStatus.DEAD)
    old = OutboxEvent.objects.filter(created_at__lt=utc_now() - older_than)
    ids = list(
        old.exclude(deliveries__status__in=kept)
        .order_by("id")
        .values_list("pk", flat=True)[:PRUNE_BATCH]
    )
    OutboxEvent.objects.filter(pk__in=ids).delete()
    return len(ids)


def events_erase(person_id: UUID) -> None:
    """Delete every event of this person's stream, with its deliveries."""
    OutboxEvent.objects.filter(stream=str(person_id)).delete()
