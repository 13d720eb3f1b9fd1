"""Errors with a code for machines and, where one is due, a message key for a person."""

from typing import ClassVar


class SelfologyError(Exception):
    """Something the product itself refuses or cannot do.

    Attributes:
        code: stable machine-readable name, safe to store and to log; never personal text.
        permanent: whether trying again can never help.
        message_key: key in the message catalogue of what a person is told, or None.
    """

    code: ClassVar[str] = "selfology_error"
    permanent: ClassVar[bool] = False
    message_key: ClassVar[str | None] = None


class PermanentError(SelfologyError):
    """Trying again can never help."""

    code = "permanent_error"
    permanent = True


class NotFoundError(PermanentError):
    """The thing an event or a command speaks of does not exist (any more)."""

    code = "not_found"


class TransientError(SelfologyError):
    """Trying again later may help."""

    code = "transient_error"


def error_code(error: BaseException) -> str:
    """Return what may be stored about `error`: our own code, or the class name. Never its text."""
    if isinstance(error, SelfologyError):
        return error.code
    return type(error).__name__


def is_permanent(error: BaseException) -> bool:
    """Return whether a retry of what raised `error` is pointless."""
    return isinstance(error, SelfologyError) and error.permanent
