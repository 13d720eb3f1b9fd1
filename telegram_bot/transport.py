"""Talking to Telegram: the one client, and what its errors mean for a message."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
LONG_POLL_SECONDS = 25
MAX_BACKOFF = timedelta(seconds=300)
#: A refused key is no fault of the messages: they wait until the key is put right.
KEY_WAIT = timedelta(seconds=30)


class Bot(ExtBot[None]):
    """A bot that also returns updates as Telegram sent them: the inbox stores them raw."""

    async def raw_updates(self, offset: int, timeout_seconds: int) -> list[dict[str, Any]]:
        """Return the updates from `offset` on; asking for them confirms the ones before.

        `getUpdates` parses what it fetches, and an update that does not parse would be fetched
        for ever; so the request is made without the parsing.
        """
        data = {
            "offset": offset,
            "timeout": timeout_seconds,
            "allowed_updates": ALLOWED_UPDATES,
        }
        updates: list[dict[str, Any]] = await self._post(
            "getUpdates", data, read_timeout=timeout_seconds + 5.0
        )
        return updates


def build_bot() -> Bot:
    """Return a bot for the configured token and server; it still has to be initialised."""
    url = settings.TELEGRAM_API_URL.rstrip("/")
    # A proxy of the environment must not stand between us and a server on this machine.
    options = {"trust_env": not url.startswith("http://127.0.0.1")}
    return Bot(
        settings.TELEGRAM_TOKEN,
        base_url=f"{url}/bot",
        base_file_url=f"{url}/file/bot",
        request=HTTPXRequest(connection_pool_size=64, pool_timeout=10.0, httpx_kwargs=options),
        get_updates_request=HTTPXRequest(connection_pool_size=2, httpx_kwargs=options),
    )


def markup(keyboard: list[list[dict[str, str]]]) -> InlineKeyboardMarkup | None:
    """Return the buttons of a stored message."""
    if not keyboard:
        return None
    return InlineKeyboardMarkup([[_inline_button(button) for button in row] for row in keyboard])


def _inline_button(button: dict[str, str]) -> InlineKeyboardButton:
    return InlineKeyboardButton(
        button["label"], callback_data=button["data"], style=button["style"] or None
    )


HTML = ParseMode.HTML


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do about a message that Telegram did not take.

    Attributes:
        code: what to remember, without personal text.
        retry_after: try again after this time; None is never.
        is_attempt: whether the try counts; a 429 or a refused key does not.
        is_blocked: the person does not want messages any more.
        pauses_everything: nothing else would be taken now either.
    """

    code: str
    retry_after: timedelta | None = None
    is_attempt: bool = True
    is_blocked: bool = False
    pauses_everything: bool = False


def judge(error: TelegramError, attempts: int) -> Verdict:
    """Return what `error` means for a message after `attempts` attempts.

    The order matters: `BadRequest` is a `NetworkError` to python-telegram-bot.
    """
    code = type(error).__name__
    match error:
        case RetryAfter():
            wait = _seconds(error.retry_after)
            return Verdict(code, wait, is_attempt=False, pauses_everything=True)
        case Forbidden():
            return Verdict(code, is_blocked=True)
        case InvalidToken():
            return Verdict(code, KEY_WAIT, is_attempt=False, pauses_everything=True)
        case BadRequest() | ChatMigrated():
            return Verdict(code)
        case _:
            return Verdict(code, _backoff(attempts))


def means_away(error: Exception) -> bool:
    """Return whether `error` says that Telegram is away, and not that it refused a message."""
    return isinstance(error, NetworkError) and not isinstance(error, BadRequest)


def is_markup_error(error: TelegramError) -> bool:
    """Return whether Telegram could not read our HTML."""
    return isinstance(error, BadRequest) and "parse entities" in str(error).lower()


def _backoff(attempts: int) -> timedelta:
    """Return 2, 4, 8 … seconds, at most `MAX_BACKOFF`, for any number of attempts."""
    return min(timedelta(seconds=2 ** min(attempts, 20)), MAX_BACKOFF)


def _seconds(value: int | timedelta) -> timedelta:
    return value if isinstance(value, timedelta) else timedelta(seconds=value)
