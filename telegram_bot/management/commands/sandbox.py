"""Run the local Telegram."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from telegram_bot.sandbox.server import serve
from telegram_bot.sandbox.store import StoreInUseError


class Command(BaseCommand):
    """Serve the Bot API and the chat page on the loopback address."""

    help = "Run a local Telegram: Bot API server and chat page. Never in production."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the port."""
        parser.add_argument("--port", type=int, default=settings.SANDBOX_PORT)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Serve until stopped.

        Raises:
            CommandError: in production, or while another sandbox works with the same data.
        """
        if settings.IS_PRODUCTION:
            problem = "The sandbox does not run in production."
            raise CommandError(problem)
        path = settings.DATA_DIR / "sandbox.sqlite3"
        try:
            serve(path, settings.SANDBOX_TOKEN, options["port"])
        except StoreInUseError as error:
            problem = f"Another sandbox already uses {path}."
            raise CommandError(problem) from error
