"""What can go wrong in the gateway."""

from core.errors import PermanentError, SelfologyError


class UnknownTemplateError(PermanentError):
    """Background work asked for a message that the gateway does not know."""

    code = "unknown_template"


class UnreadableUpdateError(SelfologyError):
    """A stored update cannot be opened: the key that sealed it is not in the ring (any more)."""

    code = "unreadable_update"


class DeadlyUpdateError(PermanentError):
    """An update was claimed again and again, and nobody lived to say what became of it."""

    code = "deadly_update"
