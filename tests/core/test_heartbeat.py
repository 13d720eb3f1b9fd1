"""Signs of life."""

from datetime import UTC, datetime

import pytest
import time_machine

from core.heartbeat import ALIVE_WITHIN, beat, is_alive
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
