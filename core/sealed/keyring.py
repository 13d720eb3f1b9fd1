"""The ring of master keys: the first one wraps, all of them unwrap."""

import base64
from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured

from core.sealed.cipher import KEY_BYTES, Sealed, SealedError, open_sealed, seal

FORM = (
    "FIELD_ENCRYPTION_KEYS must be a list like id:base64,id:base64 of 32-byte keys, newest first,"
    " every id once."
)


@dataclass(frozen=True, slots=True, repr=False)
class Keyring:
    """Master keys by their ids, newest first."""

    keys: dict[str, bytes]

    @property
    def newest(self) -> str:
        """Return the id of the key that wraps new data keys."""
        return next(iter(self.keys))

    def wrap(self, data_key: bytes, owner: str) -> tuple[str, bytes]:
        """Return (master key id, wrapped data key), bound to `owner`."""
        return self.newest, seal(self.keys[self.newest], data_key, owner.encode()).data

    def unwrap(self, master_id: str, wrapped: bytes, owner: str) -> bytes:
        """Return the data key.

        Raises:
            SealedError: the ring has no such master key, or the wrapped key belongs to another
                owner.
        """
        if master_id not in self.keys:
            raise SealedError
        return open_sealed(self.keys[master_id], Sealed(wrapped), owner.encode())


def parse_keyring(text: str) -> Keyring:
    """Read `id:base64,id:base64` (32-byte keys, newest first).

    Raises:
        ImproperlyConfigured: the text is not of that form.
    """
    keys: dict[str, bytes] = {}
    for item in text.split(","):
        name, _, encoded = item.strip().partition(":")
        if not name or name in keys:
            raise ImproperlyConfigured(FORM)
        keys[name] = _decode_key(encoded)
    return Keyring(keys)


def _decode_key(encoded: str) -> bytes:
    try:
        key = base64.b64decode(encoded, validate=True)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise ImproperlyConfigured(FORM)
    return key
