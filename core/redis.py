"""The one way to reach Redis: short timeouts, so that a dead Redis costs little."""

from functools import cache

from django.conf import settings
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError
from redis.retry import Retry

SOCKET_TIMEOUT_SECONDS = 2.0
CONNECT_TIMEOUT_SECONDS = 1.0
HASTY_TIMEOUT_SECONDS = 0.5

__all__ = ["RedisError", "hasty_redis_client", "redis_client"]


@cache
def redis_client() -> "Redis":
    """Return this process's client. Its calls raise `RedisError` within seconds, never hang."""
    return Redis.from_url(
        settings.REDIS_URL,
        socket_timeout=SOCKET_TIMEOUT_SECONDS,
        socket_connect_timeout=CONNECT_TIMEOUT_SECONDS,
        retry=Retry(NoBackoff(), retries=1),
        health_check_interval=15,
    )


@cache
def hasty_redis_client() -> "Redis":
    """Return the client for what can do without Redis: one that hangs costs half a second."""
    return Redis.from_url(
        settings.REDIS_URL,
        socket_timeout=HASTY_TIMEOUT_SECONDS,
        socket_connect_timeout=HASTY_TIMEOUT_SECONDS,
        # A connection that broke is opened anew; what hung once is not asked again.
        retry=Retry(NoBackoff(), retries=1, supported_errors=(RedisConnectionError,)),
        health_check_interval=15,
    )
