"""Tell Telegram about the bot."""

import asyncio
from typing import Any

from django.core.management.base import BaseCommand

from telegram_bot.setup import announce_commands, attach
from telegram_bot.transport import build_bot


class Command(BaseCommand):
    """Set the webhook or remove it, and name the commands in both languages."""

    help = "Set the webhook (or remove it for polling) and the menu of commands."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Do it once; repeating it changes nothing."""
        asyncio.run(self._set_up())

    async def _set_up(self) -> None:
        async with build_bot() as bot:
            await attach(bot)
            await announce_commands(bot)
            self.stdout.write(f"@{bot.username} is set up.")
