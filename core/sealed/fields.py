"""Model fields whose column holds only ciphertext."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import FieldError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Combinable
from django.db.models.lookups import IsNull, Lookup
from django.db.models.query_utils import DeferredAttribute

from core.sealed.cipher import Sealed, open_sealed, seal
from core.sealed.keys import key_for_opening, key_for_sealing, owner_name


class SealedAttribute(DeferredAttribute):
    """Opens the sealed value on access; until then the instance holds ciphertext."""

    field: "SealedField"

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        """Return the plain value, or the descriptor itself on the class."""
        value = super().__get__(instance, cls)
        return self.field.open_for(instance, value) if isinstance(value, Sealed) else value

    def __set__(self, instance: models.Model, value: Any) -> None:
        """Keep what is given: plain text, or `Sealed` as loaded."""
        instance.__dict__[self.field.attname] = value


if TYPE_CHECKING:
    Base = models.Field[Any, Any]
else:
    Base = models.Field


class SealedField(Base):
    """A value sealed with the key of the row's owner; see `core.sealed`.

    Args:
        owner: name of the attribute with the person's id (UUID or None), or None for words that
            belong to the service itself.

    Assigning and reading work as with a plain field. `update()` with plain text, `bulk_update()`
    and every lookup but `isnull` raise: nothing searches personal words in SQL.
    """

    descriptor_class = SealedAttribute

    def __init__(self, *args: Any, owner: str | None = "person_id", **kwargs: Any) -> None:
        super().__init__(*args, **{"editable": False, **kwargs})
        self.owner = owner

    def get_internal_type(self) -> str:
        """Lie in the database as bytes."""
        return "BinaryField"

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Keep `owner` in migrations."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("editable", None)
        return name, path, args, {**kwargs, "owner": self.owner}

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: FBT001 - Django's
        """Seal what was assigned; pass on what is already ciphertext."""
        value = model_instance.__dict__.get(self.attname)
        if value is None or isinstance(value, Sealed):
            return value
        return self.seal_for(model_instance, value)

    def from_db_value(self, value: bytes | None, *_: Any) -> Sealed | None:
        """Load the column as `Sealed`."""
        return None if value is None else Sealed(bytes(value))

    def get_db_prep_value(
        self,
        value: Any,
        connection: BaseDatabaseWrapper,
        prepared: bool = False,  # noqa: FBT001, FBT002 - Django's
    ) -> Any:
        """Let only ciphertext through to the database.

        Raises:
            TypeError: plain text would have been written or compared.
        """
        if value is None:
            return None
        if not isinstance(value, Sealed):
            message = f"{self} takes words only through save() and create()."
            raise TypeError(message)
        return value.data

    def get_lookup(self, lookup_name: str) -> "type[Lookup[Any]] | None":
        """Allow `isnull` only.

        Raises:
            FieldError: any other lookup on personal words.
        """
        if lookup_name == "isnull":
            return IsNull
        message = f"{self} is sealed; nothing can be looked up in it."
        raise FieldError(message)

    def value_to_string(self, obj: models.Model) -> str:
        """Refuse serialisation, which would write plain words to a fixture.

        Raises:
            TypeError: always.
        """
        message = f"{self} is sealed and is not serialised."
        raise TypeError(message)

    def seal_for(self, instance: models.Model, value: Any) -> Sealed:
        """Return `value` sealed for the owner of `instance`."""
        owner = self._owner_of(instance)
        return seal(key_for_sealing(owner), self.encode(value), self._context(owner))

    def open_for(self, instance: models.Model, sealed: Sealed) -> Any:
        """Return the plain value of `sealed`.

        Raises:
            SealedError: the row was moved to another owner, or the key is wrong or destroyed.
        """
        owner = self._owner_of(instance)
        return self.decode(open_sealed(key_for_opening(owner), sealed, self._context(owner)))

    def encode(self, value: Any) -> bytes:
        """Return the bytes of a plain value."""
        raise NotImplementedError

    def decode(self, plain: bytes) -> Any:
        """Return the plain value of bytes."""
        raise NotImplementedError

    def _owner_of(self, instance: models.Model) -> str:
        person_id: UUID | None = getattr(instance, self.owner) if self.owner else None
        return owner_name(person_id)

    def _context(self, owner: str) -> bytes:
        return f"{self.model._meta.db_table}.{self.column}:{owner}".encode()


class SealedTextField(SealedField):
    """Sealed text."""

    _pyi_private_set_type: str | Combinable
    _pyi_private_get_type: str

    def encode(self, value: str) -> bytes:
        """Return UTF-8; lone surrogates, which Telegram may send, become question marks."""
        return value.encode("utf-8", "replace")

    def decode(self, plain: bytes) -> str:
        """Return the text."""
        return plain.decode()


class SealedJSONField(SealedField):
    """Sealed JSON: objects, lists, numbers, text."""

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def encode(self, value: Any) -> bytes:
        """Return compact JSON in UTF-8."""
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(
            "utf-8", "replace"
        )

    def decode(self, plain: bytes) -> Any:
        """Return the parsed JSON."""
        return json.loads(plain)
