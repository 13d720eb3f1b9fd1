"""What the bot tells Telegram about itself: its webhook, its commands."""

import asyncio
from itertools import count

import structlog
from django.conf import settings
from telegram import BotCommand
from telegram.error import BadRequest, InvalidToken, TelegramError

from core.vocabulary import Language
from telegram_bot.texts import say
from telegram_bot.transport import ALLOWED_UPDATES, Bot

WEBHOOK_PATH = "telegram/webhook/"
MENU = ("start", "profile", "coach", "settings", "help")
LONGEST_PAUSE_SECONDS = 60.0

log = structlog.get_logger(__name__)


async def attach(bot: Bot) -> None:
    """Make Telegram call our webhook, or make sure that nothing stands in the way of polling.

    Goes on trying while Telegram is away; a refusal is final.
    """
    for attempt in count():
        try:
            if settings.TELEGRAM_MODE == "webhook":
                await bot.set_webhook(
                    f"{(settings.PUBLIC_URL or '').rstrip('/')}/{WEBHOOK_PATH}",
                    secret_token=settings.TELEGRAM_WEBHOOK_SECRET,
                    allowed_updates=ALLOWED_UPDATES,
                )
            else:
                await bot.delete_webhook()
        except (BadRequest, InvalidToken) as error:
            log.warning("webhook_refused", code=type(error).__name__)
            return
        except TelegramError as error:
            log.warning("webhook_not_changed", code=type(error).__name__)
            await asyncio.sleep(min(2.0**attempt, LONGEST_PAUSE_SECONDS))
        else:
            return


async def announce_commands(bot: Bot) -> None:
    """Name the commands in both languages; the menu is a convenience and may be missing."""
    for language in Language:
        commands = [BotCommand(name, say(f"command_{name}", language)) for name in MENU]
        code = "" if language is Language.EN else language.value
        try:
            await bot.set_my_commands(commands, language_code=code or None)
        except TelegramError as error:
            log.warning("commands_not_set", code=type(error).__name__)
