"""Identifiers that sort by time."""

from datetime import UTC, datetime, timedelta
from uuid import RFC_4122

import time_machine

from core.ids import uuid7

MOMENT = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_an_id_is_a_uuid_of_version_7() -> None:
    made = uuid7()
    assert (made.version, made.variant) == (7, RFC_4122)


def test_ids_are_all_different() -> None:
    assert len({uuid7() for _ in range(2000)}) == 2000


def test_an_id_begins_with_its_millisecond() -> None:
    with time_machine.travel(MOMENT, tick=False):
        assert uuid7().int >> 80 == int(MOMENT.timestamp() * 1000)


def test_later_ids_sort_after_earlier_ones() -> None:
    with time_machine.travel(MOMENT, tick=False) as clock:
        earlier = uuid7()
        clock.shift(timedelta(milliseconds=1))
        assert earlier < uuid7()
