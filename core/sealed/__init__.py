"""Personal words at rest: sealed with a key per owner, opened only on access.

`SealedTextField` and `SealedJSONField` are the only fields that may hold personal words.
Their column holds AES-256-GCM ciphertext under the owner's data key; the data key is wrapped by
a ring of master keys from the environment. Destroying the data key makes every sealed word of
that owner unreadable, also in old backups.
"""

from core.sealed.cipher import Sealed, SealedError
from core.sealed.fields import SealedJSONField, SealedTextField
from core.sealed.keys import SERVICE, destroy_key

__all__ = [
    "SERVICE",
    "Sealed",
    "SealedError",
    "SealedJSONField",
    "SealedTextField",
    "destroy_key",
]
