"""AES-256-GCM envelopes: what a sealed value looks like and how it is opened."""

import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from core.errors import PermanentError

VERSION = b"\x01"
NONCE_BYTES = 12
KEY_BYTES = 32


class SealedError(PermanentError):
    """A sealed value cannot be opened: wrong key, moved row, damaged bytes, or no key any more."""

    code = "sealed_error"


@dataclass(frozen=True, slots=True, repr=False)
class Sealed:
    """Ciphertext as it lies in a column: version byte, 12-byte nonce, ciphertext with tag."""

    data: bytes

    def __repr__(self) -> str:
        """Show nothing of the content."""
        return "<sealed>"


def seal(key: bytes, plain: bytes, context: bytes) -> Sealed:
    """Seal `plain` under `key` (32 bytes); `context` is authenticated but not stored."""
    nonce = os.urandom(NONCE_BYTES)
    return Sealed(VERSION + nonce + AESGCM(key).encrypt(nonce, plain, context))


def open_sealed(key: bytes, sealed: Sealed, context: bytes) -> bytes:
    """Return the plain bytes.

    Raises:
        SealedError: the key or the context is not the one it was sealed with, or the bytes are
            damaged.
    """
    version, nonce = sealed.data[:1], sealed.data[1 : 1 + NONCE_BYTES]
    if version != VERSION:
        raise SealedError
    try:
        return AESGCM(key).decrypt(nonce, sealed.data[1 + NONCE_BYTES :], context)
    except InvalidTag:
        raise SealedError from None
