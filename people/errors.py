"""What people cannot do, and why."""

from core.errors import PermanentError


class ConsentMissingError(PermanentError):
    """Something was asked that the person did not agree to."""

    code = "consent_missing"
    message_key = "consent_missing"
