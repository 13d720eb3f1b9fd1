"""The health of the backlog."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from core.clock import utc_now
from core.health import HEALTHY, Health, Report
from events.choices import DeliveryStatus
from events.health import DEGRADED_AFTER, UNHEALTHY_AFTER, backlog_health
from events.models import Delivery
from tests.events.conftest import Subscribe, delivery_of, published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_handler(subscribe: Subscribe) -> None:
    subscribe(lambda _event: None)


def after(waited: timedelta) -> Report:
    with time_machine.travel(utc_now() + waited):
        return backlog_health()


def change(delivery: Delivery, **changes: Any) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(**changes)


def test_nothing_to_do_is_healthy() -> None:
    assert after(UNHEALTHY_AFTER) == HEALTHY


def test_the_longer_the_oldest_event_waits_the_worse() -> None:
    published()

    assert after(timedelta(seconds=50)) == HEALTHY
    assert after(DEGRADED_AFTER + timedelta(seconds=1)).health is Health.DEGRADED
    report = after(UNHEALTHY_AFTER + timedelta(seconds=1))
    assert report.health is Health.UNHEALTHY
    assert str(report) == "the oldest event has been waiting for 301 s"


def test_what_lies_in_a_queue_that_nobody_works_off_waits_too() -> None:
    change(delivery_of(published()), status=DeliveryStatus.QUEUED, lease_until=utc_now())

    assert after(2 * DEGRADED_AFTER).health is Health.DEGRADED


@pytest.mark.parametrize(
    "status", [DeliveryStatus.PENDING, DeliveryStatus.DEAD, DeliveryStatus.DONE]
)
def test_what_was_taken_up_does_not_wait(status: DeliveryStatus) -> None:
    change(delivery_of(published()), attempts=1, status=status, done_at=utc_now())

    assert after(UNHEALTHY_AFTER) == HEALTHY


def test_what_keeps_its_place_behind_a_failing_one_does_not_wait() -> None:
    first = published()
    published(2, first.payload["person_id"])
    change(delivery_of(first), attempts=1)

    assert after(2 * UNHEALTHY_AFTER) == HEALTHY


def test_what_may_only_begin_later_does_not_wait() -> None:
    change(delivery_of(published()), available_at=utc_now() + timedelta(days=1))

    assert after(2 * UNHEALTHY_AFTER) == HEALTHY
