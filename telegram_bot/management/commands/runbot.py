"""Run the gateway."""

import asyncio
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from telegram_bot.gateway import run_gateway


class Command(BaseCommand):
    """Poll or serve the webhook's inbox, take turns, send messages."""

    help = "Run the Telegram gateway. Any number may run; one of them polls."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Run in the foreground."""
        if not settings.TELEGRAM_TOKEN:
            message = "Set TELEGRAM_TOKEN to the token of your bot."
            raise CommandError(message)
        if settings.TELEGRAM_MODE == "webhook" and not settings.PUBLIC_URL:
            message = "TELEGRAM_MODE=webhook needs PUBLIC_URL, the address Telegram shall call."
            raise CommandError(message)
        asyncio.run(run_gateway())
