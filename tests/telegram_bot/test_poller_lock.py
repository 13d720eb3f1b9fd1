"""Who may poll, also when connections break and PostgreSQL is away."""

import asyncio
from collections.abc import Iterator
from threading import Event

import psycopg
import pytest

from core.listen import plain_connection
from telegram_bot import poller_lock
from telegram_bot.poller_lock import NAME, PollerLock
from tests.waiting import until

pytestmark = pytest.mark.django_db(transaction=True)

HOLDERS = """
    SELECT pid FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
    WHERE datname = current_database() AND locktype = 'advisory' AND granted
      AND (classid::bigint << 32) | objid::bigint = hashtextextended(%s, 0)
"""


@pytest.fixture
def mine() -> Iterator[PollerLock]:
    lock = PollerLock()
    yield lock
    lock.close()


@pytest.fixture
def other() -> Iterator[PollerLock]:
    lock = PollerLock()
    yield lock
    lock.close()


def may_poll(lock: PollerLock) -> bool:
    return asyncio.run(lock.may_poll())


def holders() -> list[int]:
    """Return the PostgreSQL processes that hold the lock."""
    with plain_connection() as connection:
        return [pid for (pid,) in connection.execute(HOLDERS, [NAME])]


def break_connection() -> None:
    """End the connection that holds the lock, as a restart of PostgreSQL does."""
    with plain_connection() as connection:
        for pid in holders():
            connection.execute("SELECT pg_terminate_backend(%s)", [pid])
    until(lambda: not holders())


def fail() -> psycopg.Connection:
    raise psycopg.OperationalError


def test_one_may_poll_and_the_other_stands_by(mine: PollerLock, other: PollerLock) -> None:
    assert [may_poll(mine), may_poll(other), may_poll(mine)] == [True, False, True]


def test_the_other_takes_over_at_the_end(mine: PollerLock, other: PollerLock) -> None:
    may_poll(mine)

    mine.close()

    assert may_poll(other)


def test_a_lock_that_broke_is_taken_again(mine: PollerLock, other: PollerLock) -> None:
    may_poll(mine)
    break_connection()

    assert may_poll(mine)
    assert len(holders()) == 1
    assert not may_poll(other)


def test_who_lost_the_lock_to_another_stands_by(mine: PollerLock, other: PollerLock) -> None:
    may_poll(mine)
    break_connection()

    assert may_poll(other)
    assert not may_poll(mine)


def test_without_postgresql_everybody_polls_and_afterwards_one(
    mine: PollerLock, other: PollerLock, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_poll(mine)
    with monkeypatch.context() as away:
        away.setattr(poller_lock, "plain_connection", fail)
        break_connection()
        assert (may_poll(mine), may_poll(other)) == (True, True)

    assert (may_poll(other), may_poll(mine)) == (True, False)


def test_a_postgresql_that_does_not_answer_is_not_waited_for(
    mine: PollerLock, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = Event()
    monkeypatch.setattr(poller_lock, "KNOW_WITHIN_SECONDS", 0.05)
    monkeypatch.setattr(poller_lock, "_try_lock", lambda _connection: answers.wait(10.0) and False)

    assert may_poll(mine)
    answers.set()
