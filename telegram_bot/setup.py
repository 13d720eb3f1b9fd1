"""What the bot tells Telegram about itself: its webhook, its commands."""

from dataclasses import replace

import structlog
from django.conf import settings
from telegram import BotCommand
from telegram.error import BadRequest, InvalidToken, TelegramError

from core.retry import TELEGRAM
from core.vocabulary import Language
from telegram_bot.texts import say
from telegram_bot.transport import ALLOWED_UPDATES, Bot

WEBHOOK_PATH = "telegram/webhook/"
MENU = ("start", "profile", "coach", "settings", "help")

log = structlog.get_logger(__name__)


async def attach(bot: Bot) -> None:
    """Make Telegram call our webhook, or make sure that nothing stands in the way of polling.

    Goes on trying while Telegram is away; a refusal is final.
    """
    try:
        await _set_or_delete_webhook(bot)
    except (BadRequest, InvalidToken) as error:
        log.warning("webhook_refused", code=type(error).__name__)


def _may_pass(error: BaseException) -> bool:
    return isinstance(error, TelegramError) and not isinstance(error, BadRequest | InvalidToken)


@replace(TELEGRAM, is_worth_it=_may_pass, attempts=None, deadline_seconds=None)
async def _set_or_delete_webhook(bot: Bot) -> None:
    if settings.TELEGRAM_MODE == "webhook":
        await bot.set_webhook(
            f"{(settings.PUBLIC_URL or '').rstrip('/')}/{WEBHOOK_PATH}",
            secret_token=settings.TELEGRAM_WEBHOOK_SECRET,
            allowed_updates=ALLOWED_UPDATES,
        )
    else:
        await bot.delete_webhook()


async def announce_commands(bot: Bot) -> None:
    """Name the commands in both languages; the menu is a convenience and may be missing."""
    for language in Language:
        commands = [BotCommand(name, say(f"command_{name}", language)) for name in MENU]
        code = "" if language is Language.EN else language.value
        try:
            await bot.set_my_commands(commands, language_code=code or None)
        except TelegramError as error:
            log.warning("commands_not_set", code=type(error).__name__)
