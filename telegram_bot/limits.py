"""The inbound limit: 30 updates in a sliding minute per person. Over it an update waits."""

import time
from contextlib import suppress
from datetime import timedelta
from functools import cache

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import MovingWindowRateLimiter
from redis.exceptions import RedisError

from core.redis import redis_client

LIMIT = RateLimitItemPerMinute(30, namespace="inbound")
TELL = RateLimitItemPerMinute(1, namespace="inbound-told")
RETRY_REDIS_AFTER_SECONDS = 10.0


class InboundLimiter:
    """Counts in Redis; in this process's memory while Redis is away."""

    def __init__(self) -> None:
        pool = redis_client().connection_pool
        self._shared = MovingWindowRateLimiter(RedisStorage("redis://", connection_pool=pool))
        self._own = MovingWindowRateLimiter(MemoryStorage())
        self._redis_away_until = 0.0

    def wait_before(self, chat_id: int) -> timedelta | None:
        """Count one update of the chat; return how long it must wait, or None to go on."""
        if self._hit(LIMIT, chat_id):
            return None
        reset = self._limiter().get_window_stats(LIMIT, str(chat_id)).reset_time
        return timedelta(seconds=max(1.0, reset - time.time()))

    def may_tell(self, chat_id: int) -> bool:
        """Return whether to tell the person about the limit: once in a window."""
        return self._hit(TELL, chat_id)

    def forget(self, chat_id: int) -> None:
        """Remove what is counted for a chat; without Redis it expires within the window."""
        with suppress(RedisError):
            for item in (LIMIT, TELL):
                self._shared.clear(item, str(chat_id))

    def _limiter(self) -> MovingWindowRateLimiter:
        return self._own if time.monotonic() < self._redis_away_until else self._shared

    def _hit(self, item: RateLimitItem, chat_id: int) -> bool:
        try:
            return self._limiter().hit(item, str(chat_id))
        except RedisError:
            self._redis_away_until = time.monotonic() + RETRY_REDIS_AFTER_SECONDS
            return self._own.hit(item, str(chat_id))


@cache
def inbound_limiter() -> InboundLimiter:
    """Return this process's limiter."""
    return InboundLimiter()
