"""The sandbox never runs in production."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error


def check_sandbox_is_off_in_production(**_kwargs: Any) -> list[CheckMessage]:
    """Report an error where production has the sandbox switched on."""
    if not (settings.IS_PRODUCTION and settings.SANDBOX_ENABLED):
        return []
    hint = "Set TELEGRAM_TOKEN to a real bot's token, or SELFOLOGY_ENV to development."
    return [Error("The Telegram sandbox is enabled in production.", hint, id="sandbox.E001")]
