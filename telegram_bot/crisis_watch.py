"""The last net under a person in crisis: the fixed text goes out even when PostgreSQL is away.

Whoever receives updates spreads it: the poller, and the web process that serves the webhook.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import structlog
from cachetools import TTLCache
from telegram.error import TelegramError

from core.crisis import Assessment, CrisisLevel, assess, bundled_contacts, fixed_text
from people.choices import AddressForm
from telegram_bot.incoming import Incoming, understand
from telegram_bot.manner_copies import Manner, manner_copies
from telegram_bot.transport import HTML, Bot

#: A turn takes well under a second; after this time nobody waits for it any longer.
ANSWER_WITHIN_SECONDS = 2.0
KNOW_WITHIN_SECONDS = 1.0
REMEMBER_SECONDS = 3600
#: How often the text is sent again when Telegram did not take it.
TRIES = 10

log = structlog.get_logger(__name__)


class CrisisWatch:
    """Watches over updates in which the guard hears a crisis until a turn has answered them.

    `send` sends the fixed text and returns whether Telegram took it. `was_handled` says whether a
    turn, of this or another process, has handled an update; what it cannot say counts as no.
    """

    def __init__(
        self,
        send: Callable[[Incoming, Assessment], Awaitable[bool]],
        was_handled: Callable[[int], Awaitable[bool]],
    ) -> None:
        self._send = send
        self._was_handled = was_handled
        self._handled: TTLCache[int, bool] = TTLCache(10_000, REMEMBER_SECONDS)
        self._watched: TTLCache[int, bool] = TTLCache(10_000, REMEMBER_SECONDS)
        self._watching: set[asyncio.Task[None]] = set()

    def over(self, updates: Iterable[dict[str, Any]]) -> None:
        """Begin to watch over those of `updates` that need it and are not watched already."""
        for raw in updates:
            incoming = understand(raw)
            if incoming.chat_id is None or incoming.update_id in self._watched:
                continue
            assessment = assess(incoming.text)
            if assessment.level >= CrisisLevel.PASSIVE:
                self._watched[incoming.update_id] = True
                task = asyncio.create_task(self._watch(incoming, assessment))
                self._watching.add(task)
                task.add_done_callback(self._watching.discard)

    def handled(self, update_id: int) -> None:
        """A turn has answered the update."""
        self._handled[update_id] = True

    async def _watch(self, incoming: Incoming, assessment: Assessment) -> None:
        for _ in range(TRIES):
            await asyncio.sleep(ANSWER_WITHIN_SECONDS)
            if await self._is_answered(incoming.update_id):
                return
            if await self._send(incoming, assessment):
                return
        # When the update is delivered again we try again.
        self._watched.pop(incoming.update_id, None)

    async def _is_answered(self, update_id: int) -> bool:
        if update_id in self._handled:
            return True
        try:
            return await asyncio.wait_for(self._was_handled(update_id), KNOW_WITHIN_SECONDS)
        except Exception:  # noqa: BLE001 - whatever it is, nobody knows; help goes out
            return False


async def send_help(bot: Bot, incoming: Incoming, assessment: Assessment) -> bool:
    """Send the bundled fixed text, past the database; return whether Telegram took it.

    In the language and form of address of the person, if a copy of them is left.
    """
    manner = await _manner_of(incoming.chat_id or 0)
    language = manner.language if manner else assessment.language
    familiar = manner is not None and manner.form is AddressForm.TY
    text = fixed_text(assessment.level, language, bundled_contacts(language), familiar=familiar)
    try:
        await bot.send_message(incoming.chat_id or 0, text, parse_mode=HTML)
    except TelegramError as error:
        log.warning("crisis_text_not_sent", code=type(error).__name__)
        return False
    log.warning("crisis_answered_past_the_database", update=incoming.update_id)
    return True


async def _manner_of(chat_id: int) -> Manner | None:
    """Return how the person is spoken to; None when it is not known soon: help does not wait."""
    try:
        return await asyncio.wait_for(
            asyncio.to_thread(manner_copies().read, chat_id), KNOW_WITHIN_SECONDS
        )
    except TimeoutError:
        return None
