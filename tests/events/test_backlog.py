"""What is not done yet, as staff and Prometheus see it."""

from datetime import timedelta

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from core.clock import utc_now
from events.backlog import Standing, backlog, waiting_seconds
from events.catalogue import Priority
from events.choices import DeliveryStatus
from events.models import Delivery
from tests.events.conftest import Subscribe, delivery_of, published

pytestmark = pytest.mark.django_db


def nothing(_event: object) -> None:
    """Handle an event by doing nothing."""


def standing(queue: str, status: DeliveryStatus) -> Standing:
    [found] = [each for each in backlog() if (each.queue, each.status) == (queue, status)]
    return found


def set_status(delivery: Delivery, status: DeliveryStatus) -> None:
    now = utc_now()
    Delivery.objects.filter(pk=delivery.pk).update(status=status, lease_until=now, done_at=now)


def test_an_empty_backlog_names_every_queue_and_status_with_zero() -> None:
    standings = backlog()

    assert len(standings) == len(Priority) * 4
    assert {each.count for each in standings} == {0}
    assert waiting_seconds(standings) == 0


def test_deliveries_are_counted_by_queue_and_status_in_one_query(
    subscribe: Subscribe, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    subscribe(nothing)
    subscribe(nothing, name="slow", priority=Priority.LOW)
    events = [published(number) for number in range(3)]
    set_status(delivery_of(events[0]), DeliveryStatus.DEAD)
    set_status(delivery_of(events[1]), DeliveryStatus.DONE)
    set_status(delivery_of(events[2]), DeliveryStatus.RUNNING)

    with django_assert_num_queries(1):
        found = {(each.queue, each.status.value): each.count for each in backlog() if each.count}

    assert found == {("critical", "dead"): 1, ("critical", "running"): 1, ("low", "pending"): 3}


def test_the_oldest_due_delivery_tells_how_long_is_waited(subscribe: Subscribe) -> None:
    subscribe(nothing)
    published(1)
    published(2)

    with time_machine.travel(utc_now() + timedelta(seconds=90), tick=False):
        assert 90 <= waiting_seconds(backlog()) < 100


def test_a_retry_that_is_not_due_yet_keeps_nobody_waiting(subscribe: Subscribe) -> None:
    subscribe(nothing)
    delivery = delivery_of(published())
    Delivery.objects.filter(pk=delivery.pk).update(available_at=utc_now() + timedelta(minutes=5))

    assert standing("critical", DeliveryStatus.PENDING) == Standing(
        "critical", DeliveryStatus.PENDING, 1
    )
    assert waiting_seconds(backlog()) == 0


def test_what_runs_does_not_wait(subscribe: Subscribe) -> None:
    subscribe(nothing)
    set_status(delivery_of(published()), DeliveryStatus.RUNNING)

    assert standing("critical", DeliveryStatus.RUNNING).due_since is None
