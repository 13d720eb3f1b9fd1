"""The one way to Redis."""

import pytest
from pytest_django import Settings
from redis import Redis

from core.redis import RedisError, hasty_redis_client, redis_client


@pytest.mark.redis
def test_a_process_has_one_client_that_works(redis: "Redis") -> None:
    redis.set("key", "value")
    assert redis_client() is redis
    assert redis_client().get("key") == b"value"


@pytest.mark.redis
def test_tests_never_use_the_first_database(redis: "Redis") -> None:
    assert redis.connection_pool.connection_kwargs["db"] >= 1


def test_a_dead_redis_raises_our_error(settings: Settings) -> None:
    settings.REDIS_URL = "unix:///nowhere/redis?db=1"
    with pytest.raises(RedisError):
        redis_client.__wrapped__().ping()


@pytest.mark.redis
def test_there_is_a_client_for_those_in_haste(redis: "Redis") -> None:
    redis.set("key", "value")
    assert hasty_redis_client().get("key") == b"value"
