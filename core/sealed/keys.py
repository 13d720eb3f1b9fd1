"""Data keys of owners: made on first use, cached for a minute, destroyed on erasure."""

import secrets
from collections.abc import MutableMapping
from functools import cache, partial
from threading import Lock
from uuid import UUID

from cachetools import TTLCache
from django.conf import settings
from django.db import transaction

from core.models import DataKey
from core.sealed.cipher import KEY_BYTES, SealedError
from core.sealed.keyring import Keyring, parse_keyring

SERVICE = "service"
CACHED_KEYS = 2048
CACHE_SECONDS = 60

_cache: MutableMapping[str, bytes] = TTLCache(maxsize=CACHED_KEYS, ttl=CACHE_SECONDS)
#: Owners whose key this process has made in a transaction not known to be committed.
_made: set[str] = set()
_cache_lock = Lock()


def owner_name(person_id: UUID | None) -> str:
    """Return the owner of words: one person, or the service itself where there is no person."""
    return SERVICE if person_id is None else f"person:{person_id}"


def key_for_sealing(owner: str) -> bytes:
    """Return the owner's data key (32 bytes), making it on first use."""
    return _cached(owner) or _remember(owner, _load(owner) or _make(owner))


def key_for_opening(owner: str) -> bytes:
    """Return the owner's data key.

    Raises:
        SealedError: the owner has none (any more).
    """
    key = _cached(owner) or _load(owner)
    if key is None:
        raise SealedError
    return _remember(owner, key)


def destroy_key(person_id: UUID) -> None:
    """Make every sealed word of this person unreadable, wherever a copy of it lies.

    Other processes forget their cached copy within `CACHE_SECONDS`.
    """
    owner = owner_name(person_id)
    DataKey.objects.filter(owner=owner).delete()
    _forget(owner)
    # At commit again: until then others read the key that is still there, and remember it.
    transaction.on_commit(partial(_forget, owner))


def forget_cached_keys() -> None:
    """Empty this process's cache of data keys."""
    with _cache_lock:
        _cache.clear()


@cache
def _keyring() -> Keyring:
    return parse_keyring(settings.FIELD_ENCRYPTION_KEYS)


def _cached(owner: str) -> bytes | None:
    with _cache_lock:
        return _cache.get(owner)


def _remember(owner: str, key: bytes) -> bytes:
    # Only a committed key may be cached: after a rollback it would seal words nobody can open.
    # Whatever key we can read is committed, unless we made it ourselves.
    if owner in _made:
        transaction.on_commit(partial(_put, owner, key))
    else:
        _put(owner, key)
    return key


def _put(owner: str, key: bytes) -> None:
    with _cache_lock:
        _cache[owner] = key
        _made.discard(owner)


def _forget(owner: str) -> None:
    with _cache_lock:
        _cache.pop(owner, None)


def _load(owner: str) -> bytes | None:
    row = DataKey.objects.filter(owner=owner).first()
    return _keyring().unwrap(row.master_id, bytes(row.wrapped), owner) if row else None


def _make(owner: str) -> bytes:
    """Insert a new key, or take the one that another transaction inserted first."""
    master_id, wrapped = _keyring().wrap(secrets.token_bytes(KEY_BYTES), owner)
    row = DataKey(owner=owner, master_id=master_id, wrapped=wrapped)
    _made.add(owner)
    DataKey.objects.bulk_create([row], ignore_conflicts=True)
    return key_for_opening(owner)
