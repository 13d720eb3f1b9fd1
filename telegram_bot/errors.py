"""What can go wrong in the gateway."""

from core.errors import PermanentError


class UnknownTemplateError(PermanentError):
    """Background work asked for a message that the gateway does not know."""

    code = "unknown_template"
