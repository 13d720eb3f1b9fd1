"""What can go wrong with an event, with codes that the monitor shows."""

from core.errors import PermanentError, SelfologyError, TransientError


class PublishOutsideTransactionError(PermanentError):
    """An event was published outside a transaction, so it could be lost or lie."""

    code = "publish_outside_transaction"


class UnknownEventError(PermanentError):
    """A stored event has a name that the catalogue does not know."""

    code = "unknown_event"


class UnknownHandlerError(TransientError):
    """A delivery is for a handler that this version of the code does not have (yet)."""

    code = "unknown_handler"


class InvalidPayloadError(PermanentError):
    """A stored payload does not fit its event."""

    code = "invalid_payload"


class NewerVersionError(TransientError):
    """A stored event was written by a newer version of the code."""

    code = "newer_version"


class LeaseLostError(SelfologyError):
    """Somebody else took the delivery over while it was running; its effects are rolled back."""

    code = "lease_lost"
