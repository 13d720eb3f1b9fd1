"""The one clock."""

from datetime import UTC, datetime, timedelta

import time_machine

from core.clock import utc_now


def test_now_is_aware_and_in_utc() -> None:
    assert utc_now().utcoffset() == timedelta(0)


def test_the_clock_can_be_stopped() -> None:
    moment = datetime(2026, 3, 1, 12, tzinfo=UTC)
    with time_machine.travel(moment, tick=False):
        assert utc_now() == moment
