"""How people are spoken to, copied beside PostgreSQL: language and form of address, for 24 hours.

PostgreSQL is the truth, and a turn reads nothing else. The copies are for the one message that goes
out without it: the fixed text of a crisis. They hold no words, only codes under the id of a chat,
and are written after the commit of a turn. While Redis is away this process remembers for itself,
and hands over what it remembers when Redis is back; the newest update wins, whoever wrote it last.
"""

import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from threading import Lock
from typing import Any

from cachetools import TTLCache

from core.redis import RedisError, redis_client
from core.vocabulary import Language
from people.choices import AddressForm
from people.selectors import PersonRef

KEPT = timedelta(hours=24)
REMEMBERED = 10_000
RETRY_REDIS_AFTER_SECONDS = 10.0
KEY = "selfology:manner:{}"

_SET_UNLESS_NEWER = """
    local known = redis.call('HGET', KEYS[1], 'update')
    if not known or tonumber(known) <= tonumber(ARGV[1]) then
        redis.call('HSET', KEYS[1], 'update', ARGV[1], 'language', ARGV[2], 'form', ARGV[3])
        redis.call('EXPIRE', KEYS[1], ARGV[4])
    end
"""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a person is spoken to, as of the update `update_id`."""

    update_id: int
    language: Language
    form: AddressForm


class MannerCopies:
    """Copies that outlive PostgreSQL for a while; nothing here fails, at worst nothing is known."""

    def __init__(self) -> None:
        self._own: TTLCache[int, Manner] = TTLCache(REMEMBERED, KEPT.total_seconds())
        self._unshared: TTLCache[int, Manner] = TTLCache(REMEMBERED, KEPT.total_seconds())
        self._lock = Lock()
        self._redis_away_until = 0.0

    def write(self, chat_id: int, person: PersonRef, update_id: int) -> None:
        """Remember how the person is spoken to since that update."""
        manner = Manner(update_id, person.language, person.address_form)
        with self._lock:
            self._own[chat_id] = self._unshared[chat_id] = manner
            waiting = list(self._unshared.items())
        with suppress(RedisError):
            for waiting_id, waiting_manner in waiting:
                self._share(waiting_id, waiting_manner)

    def read(self, chat_id: int) -> Manner | None:
        """Return the newest that is known of the chat; None when nothing is."""
        with self._lock:
            own = self._own.get(chat_id)
        with suppress(RedisError, KeyError, ValueError):
            shared = _unpacked(self._ask("hgetall", KEY.format(chat_id)))
            return shared if own is None or shared.update_id >= own.update_id else own
        return own

    def forget(self, chat_id: int) -> None:
        """Remove what is known of the chat; without Redis its copy expires within a day."""
        with self._lock:
            self._own.pop(chat_id, None)
            self._unshared.pop(chat_id, None)
        with suppress(RedisError):
            self._ask("delete", KEY.format(chat_id))

    def _share(self, chat_id: int, manner: Manner) -> None:
        values = (manner.update_id, manner.language, manner.form, int(KEPT.total_seconds()))
        self._ask("eval", _SET_UNLESS_NEWER, 1, KEY.format(chat_id), *values)
        with self._lock:
            if self._unshared.get(chat_id) is manner:
                del self._unshared[chat_id]

    def _ask(self, command: str, *args: Any) -> Any:
        """Ask Redis, and leave it alone for a while after it failed.

        Raises:
            RedisError: it failed now or not long ago.
        """
        if time.monotonic() < self._redis_away_until:
            raise RedisError
        try:
            return getattr(redis_client(), command)(*args)
        except RedisError:
            self._redis_away_until = time.monotonic() + RETRY_REDIS_AFTER_SECONDS
            raise


@cache
def manner_copies() -> MannerCopies:
    """Return this process's copies."""
    return MannerCopies()


def _unpacked(fields: dict[bytes, bytes]) -> Manner:
    return Manner(
        int(fields[b"update"]),
        Language(fields[b"language"].decode()),
        AddressForm(fields[b"form"].decode()),
    )
