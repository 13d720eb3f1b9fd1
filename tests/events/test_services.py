"""What may be done with events and deliveries afterwards."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from core.clock import utc_now
from core.errors import PermanentError
from events.choices import DeliveryStatus
from events.dispatch import run_deliveries
from events.models import Delivery, OutboxEvent
from events.picking import take_due
from events.services import discard_dead, events_erase, events_prune, redrive_dead
from tests.events.conftest import Subscribe, delivery_of, published

pytestmark = pytest.mark.django_db(transaction=True)
AGE = timedelta(days=30)


def ignore(_event: object) -> None:
    """Do nothing about an event."""


def refuse(_event: object) -> None:
    """Fail for good."""
    raise PermanentError


def ran(event: OutboxEvent) -> OutboxEvent:
    run_deliveries([delivery_of(event).pk])
    return event


def grow_old() -> None:
    OutboxEvent.objects.update(created_at=utc_now() - 2 * AGE)


def test_old_finished_events_are_pruned_with_their_deliveries(subscribe: Subscribe) -> None:
    subscribe(ignore)
    ran(published())
    grow_old()
    assert events_prune(older_than=AGE) == 1
    assert not Delivery.objects.exists()


def test_old_events_that_nobody_handles_are_pruned(subscribe: Subscribe) -> None:
    subscribe(ignore)
    OutboxEvent.objects.filter(pk=published().pk).get().deliveries.all().delete()
    grow_old()
    assert events_prune(older_than=AGE) == 1


def test_young_events_are_kept(subscribe: Subscribe) -> None:
    subscribe(ignore)
    ran(published())
    assert events_prune(older_than=AGE) == 0


def test_dead_letters_are_kept_however_old(subscribe: Subscribe) -> None:
    subscribe(refuse)
    ran(published())
    grow_old()
    assert events_prune(older_than=AGE) == 0


@pytest.mark.parametrize("status", [DeliveryStatus.PENDING, DeliveryStatus.QUEUED])
def test_an_event_with_one_unfinished_delivery_is_kept(
    subscribe: Subscribe, status: DeliveryStatus
) -> None:
    subscribe(ignore, name="first")
    subscribe(ignore, name="second")
    event = ran(published())
    Delivery.objects.filter(event=event, handler="tests.second").update(
        status=status, lease_until=utc_now()
    )
    grow_old()
    assert events_prune(older_than=AGE) == 0


def test_dead_letters_get_a_full_set_of_attempts_again(subscribe: Subscribe) -> None:
    subscribe(refuse)
    first, second = ran(published()), ran(published())
    assert redrive_dead([delivery_of(first).pk]) == 1
    assert (delivery_of(first).status, delivery_of(first).attempts) == ("pending", 0)
    assert delivery_of(second).status == DeliveryStatus.DEAD
    assert redrive_dead() == 1


def test_a_living_delivery_is_not_driven_again(subscribe: Subscribe) -> None:
    subscribe(ignore)
    event = ran(published())
    assert redrive_dead([delivery_of(event).pk]) == 0
    assert delivery_of(event).status == DeliveryStatus.DONE


def test_a_discarded_delivery_never_runs_and_is_not_driven_again(subscribe: Subscribe) -> None:
    runs: list[object] = []
    subscribe(refuse)
    event = ran(published())
    assert discard_dead([delivery_of(event).pk]) == 1
    subscribe(runs.append, name="first")
    run_deliveries([delivery_of(event).pk])
    assert redrive_dead() == 0
    assert delivery_of(event).status == DeliveryStatus.DISCARDED
    assert runs == []


def test_only_the_dead_are_discarded(subscribe: Subscribe) -> None:
    subscribe(ignore)
    event = published()
    assert discard_dead([delivery_of(event).pk]) == 0
    assert delivery_of(event).status == DeliveryStatus.PENDING


def test_old_events_with_discarded_deliveries_are_pruned(subscribe: Subscribe) -> None:
    subscribe(refuse)
    discard_dead([delivery_of(ran(published())).pk])
    grow_old()
    assert events_prune(older_than=AGE) == 1


def test_what_waits_behind_a_dead_head_goes_on_when_it_is_discarded(subscribe: Subscribe) -> None:
    subscribe(refuse, dead_holds_line=True)
    stream = uuid4()
    head = ran(published(1, stream))
    behind = published(2, stream)
    with transaction.atomic():
        held = take_due(utc_now(), utc_now())
    discard_dead([delivery_of(head).pk])
    with transaction.atomic():
        [[due]] = take_due(utc_now(), utc_now())
    assert held == []
    assert due.id == delivery_of(behind).pk


def test_erasing_takes_the_events_of_one_person_only(subscribe: Subscribe) -> None:
    subscribe(ignore)
    gone, stays = uuid4(), published()
    published(1, gone)
    events_erase(gone)
    assert list(OutboxEvent.objects.all()) == [stays]
    assert Delivery.objects.count() == 1
