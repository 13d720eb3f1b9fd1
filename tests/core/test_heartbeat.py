"""Signs of life."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from core.clock import utc_now
from core.heartbeat import (
    ALIVE_WITHIN,
    FORGOTTEN_AFTER,
    Pulse,
    beat,
    heartbeats_forget,
    is_alive,
    pulses,
)
from core.models import Heartbeat

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_a_process_that_never_beat_is_not_alive() -> None:
    assert not is_alive("relay")


def test_a_process_is_alive_for_a_while_after_its_beat() -> None:
    with time_machine.travel(MOMENT, tick=False) as clock:
        beat("relay")
        clock.shift(ALIVE_WITHIN)
        assert is_alive("relay")
        clock.shift(1)
        assert not is_alive("relay")


def test_a_process_keeps_one_row() -> None:
    beat("relay")
    beat("relay")
    assert Heartbeat.objects.count() == 1


def test_of_several_relays_those_that_live_are_counted() -> None:
    with time_machine.travel(MOMENT, tick=False) as clock:
        Heartbeat.objects.create(process="relay there:1", kind="relay", beat_at=utc_now())
        beat("relay")
        both = pulses()
        clock.shift(ALIVE_WITHIN + timedelta(seconds=1))
        beat("relay")
        one = pulses()

    later = MOMENT + ALIVE_WITHIN + timedelta(seconds=1)
    assert both == [Pulse("relay", alive=2, at=MOMENT)]
    assert one == [Pulse("relay", alive=1, at=later)]


def test_a_process_that_fell_silent_is_forgotten_after_a_day() -> None:
    with time_machine.travel(MOMENT, tick=False) as clock:
        Heartbeat.objects.create(process="relay there:1", kind="relay", beat_at=utc_now())
        clock.shift(FORGOTTEN_AFTER)
        beat("relay")
        kept = heartbeats_forget()
        clock.shift(timedelta(seconds=1))
        assert (kept, heartbeats_forget()) == (0, 1)
    assert Heartbeat.objects.count() == 1
