from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import time_machine
from redis import ConnectionPool, Redis
from redis.exceptions import RedisError

from core.clock import utc_now
from telegram_bot.limits import LIMIT, InboundLimiter, inbound_limiter

CHAT = 9


@pytest.fixture
def limiter(redis: "Redis") -> InboundLimiter:
    """Return a limiter that has counted nothing."""
    return InboundLimiter()


def spend(limiter: InboundLimiter, chat_id: int = CHAT) -> None:
    """Use up all that is allowed in a minute."""
    assert [limiter.wait_before(chat_id) for _ in range(LIMIT.amount)] == [None] * LIMIT.amount


@contextmanager
def redis_away() -> Iterator[None]:
    """Let every use of Redis fail."""

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise RedisError

    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(ConnectionPool, "get_connection", refuse)
        yield


def test_thirty_a_minute_go_through_and_the_next_waits(limiter: InboundLimiter) -> None:
    spend(limiter)

    wait = limiter.wait_before(CHAT)

    assert wait is not None
    assert timedelta(seconds=1) <= wait <= timedelta(minutes=1)


def test_chats_are_counted_apart(limiter: InboundLimiter) -> None:
    spend(limiter)

    assert limiter.wait_before(CHAT + 1) is None


def test_after_the_wait_updates_go_through_again(limiter: InboundLimiter) -> None:
    spend(limiter)
    wait = limiter.wait_before(CHAT)
    assert wait is not None

    with time_machine.travel(utc_now() + wait + timedelta(seconds=1)):
        assert limiter.wait_before(CHAT) is None


def test_the_count_is_shared_between_processes(limiter: InboundLimiter) -> None:
    spend(limiter)

    assert InboundLimiter().wait_before(CHAT) is not None


def test_a_person_is_told_once_in_a_minute(limiter: InboundLimiter) -> None:
    assert [limiter.may_tell(CHAT) for _ in range(3)] == [True, False, False]
    with time_machine.travel(utc_now() + timedelta(seconds=61)):
        assert limiter.may_tell(CHAT)


def test_what_was_counted_can_be_forgotten(limiter: InboundLimiter) -> None:
    spend(limiter)
    limiter.may_tell(CHAT)

    limiter.forget(CHAT)

    assert limiter.wait_before(CHAT) is None
    assert limiter.may_tell(CHAT)


def test_without_redis_the_process_counts_in_its_own_memory(limiter: InboundLimiter) -> None:
    with redis_away():
        spend(limiter)

        assert limiter.wait_before(CHAT) is not None
        assert limiter.wait_before(CHAT + 1) is None


def test_without_redis_nothing_is_forgotten_and_nothing_fails(limiter: InboundLimiter) -> None:
    with redis_away():
        assert limiter.may_tell(CHAT)

        limiter.forget(CHAT)

        assert not limiter.may_tell(CHAT)


def test_redis_is_left_alone_for_a_while_and_then_counts_again(
    limiter: InboundLimiter, monkeypatch: pytest.MonkeyPatch
) -> None:
    with redis_away():
        spend(limiter)
    assert limiter.wait_before(CHAT) is not None

    monkeypatch.setattr(limiter, "_redis_away_until", 0.0)

    assert limiter.wait_before(CHAT) is None


def test_a_process_has_one_limiter(redis: "Redis") -> None:
    assert inbound_limiter() is inbound_limiter()
