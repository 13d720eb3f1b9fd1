"""Connects the gateway."""

from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _

from telegram_bot.sandbox.checks import check_sandbox_is_off_in_production


class TelegramBotConfig(AppConfig):
    """Names the app and registers its system checks."""

    name = "telegram_bot"
    verbose_name = _("Telegram")

    def ready(self) -> None:
        """Refuse to run with a sandbox in production."""
        register(check_sandbox_is_off_in_production)
