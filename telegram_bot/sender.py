"""The sender: outgoing rows become Telegram messages, in order per chat, within its limits."""

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any, ParamSpec, TypeVar

import psycopg
import structlog
from aiolimiter import AsyncLimiter
from cachetools import TTLCache
from django.db import DatabaseError, InterfaceError
from telegram import InputFile, LinkPreviewOptions
from telegram.error import RetryAfter, TelegramError

from core.breaker import Breaker, BreakerOpenError, Rules
from core.errors import error_code
from core.metrics import ERRORS, MESSAGES_SENT, RATE_LIMITED
from core.retry import DATABASE
from core.tracing import trace_failed, traced
from telegram_bot import outgoing
from telegram_bot.choices import OutgoingKind
from telegram_bot.export_document import export_document
from telegram_bot.outgoing import TRACE, Claimed
from telegram_bot.plain_text import without_tags
from telegram_bot.threads import Database
from telegram_bot.transport import HTML, Bot, is_markup_error, judge, markup, means_away

#: Telegram asks for about 30 messages a second over all chats; we stay below.
ALL_CHATS_PER_SECOND = 25
#: In one chat a short burst is tolerated, a message a second on average.
CHAT_BURST, CHAT_BURST_SECONDS = 6, 6.0
CHATS_REMEMBERED = 10_000
EXPORT_NAME = "selfology.json"
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

#: Messages claimed at once: few enough to be sent well within their lease.
MOST_IN_HAND = outgoing.BATCH
STUMBLE_DELAY = timedelta(seconds=5)

P = ParamSpec("P")
T = TypeVar("T")


def _is_database_error(error: BaseException) -> bool:
    """Return whether trying again is worth it: a table may also be missing for a moment."""
    return isinstance(error, DatabaseError | InterfaceError | psycopg.Error)


NOTING = replace(
    DATABASE,
    is_worth_it=_is_database_error,
    attempts=None,
    longest_seconds=2.0,
    deadline_seconds=None,
)
#: Soon again: somebody is waiting, and one message at a time does Telegram no harm.
BREAKER = Breaker("telegram", counts=means_away, rules=Rules(open_ms=5_000, longest_open_ms=30_000))
log = structlog.get_logger(__name__)


class Sender:
    """Sends what is waiting whenever it is woken, and at least once a second."""

    def __init__(self, bot: Bot, database: Database) -> None:
        self._bot = bot
        self._database = database
        self._wake = asyncio.Event()
        self._sending: dict[int, asyncio.Task[None]] = {}
        self._stopping = asyncio.Event()
        self._everybody = AsyncLimiter(ALL_CHATS_PER_SECOND, 1.0)
        self._chats: TTLCache[int, AsyncLimiter] = TTLCache(
            CHATS_REMEMBERED, CHAT_BURST_SECONDS * 4
        )
        self._paused_until = 0.0

    def wake(self) -> None:
        """Look for something to send now. Call from the event loop."""
        self._wake.set()

    async def run(self, stopping: asyncio.Event) -> None:
        """Send until `stopping` is set; what was claimed by then is still sent."""
        self._stopping = stopping
        while not stopping.is_set():
            self._wake.clear()
            await self._wait(await self._send_due())
        await asyncio.gather(*self._sending.values(), return_exceptions=True)

    async def _send_due(self) -> float:
        """Start sending what is due; return for how many seconds there is nothing more of it."""
        pause = self._paused_until - time.monotonic()
        room = MOST_IN_HAND - len(self._sending)
        if pause > 0 or room <= 0:
            # Not for all of a pause at once: a stop does not wake us.
            return min(pause, 1.0) if pause > 0 else 1.0
        try:
            due = await self._database.call(outgoing.take_due, room)
        except Exception as error:  # noqa: BLE001 - PostgreSQL is away: messages wait in it
            log.warning("sender_waits", error=type(error).__name__)
            await asyncio.sleep(1.0)
            return 1.0
        for message in due.messages:
            self._begin(message)
        return due.seconds_to_next

    def _begin(self, message: Claimed) -> None:
        if message.id in self._sending:
            # It is in our hands still: its lease ran out while nobody could write down its end.
            return
        task = asyncio.create_task(self._send(message))
        self._sending[message.id] = task
        task.add_done_callback(lambda _task: self._finished(message))

    def _finished(self, message: Claimed) -> None:
        del self._sending[message.id]
        # The next message of the same chat may go now.
        self.wake()

    async def _send(self, message: Claimed) -> None:
        ids = {"message": message.id, "attempt": message.attempts}
        with traced("message", headers=message.body.get(TRACE, {}), attributes=ids):
            await self._send_in_its_time(message)

    async def _send_in_its_time(self, message: Claimed) -> None:
        async with self._chat(message.chat_id), self._everybody:
            try:
                async with BREAKER.guard():
                    message_id = await self._deliver(message)
            except BreakerOpenError as error:
                await self._hold_back(message, error)
                return
            except TelegramError as error:
                await self._refused(message, error)
                return
            except Exception as error:  # noqa: BLE001 - whatever it is, this message must end too
                await self._stumbled(message, error)
                return
        MESSAGES_SENT.labels(kind=message.kind).inc()
        retired = await self._note(outgoing.mark_sent, message, message_id)
        if retired is not None:
            await self._retire(message.chat_id, retired)

    async def _deliver(self, message: Claimed) -> int:
        """Send the message and return its id in Telegram."""
        if message.kind is OutgoingKind.EXPORT:
            return await self._deliver_export(message)
        html = message.body["html"]
        try:
            return await self._send_text(message, html, parse_mode=HTML)
        except TelegramError as error:
            if not is_markup_error(error):
                raise
            log.warning("markup_refused", message=message.id)
            return await self._send_text(message, without_tags(html), parse_mode=None)

    async def _send_text(self, message: Claimed, text: str, *, parse_mode: str | None) -> int:
        sent = await self._bot.send_message(
            message.chat_id,
            text,
            parse_mode=parse_mode,
            reply_markup=markup(message.body["keyboard"]),
            link_preview_options=NO_PREVIEW,
        )
        return sent.message_id

    async def _deliver_export(self, message: Claimed) -> int:
        content = await self._database.call(_export, message)
        sent = await self._bot.send_document(
            message.chat_id,
            InputFile(BytesIO(content), filename=EXPORT_NAME),
            caption=message.body["html"],
            parse_mode=HTML,
        )
        return sent.message_id

    async def _hold_back(self, message: Claimed, error: BreakerOpenError) -> None:
        """Telegram is away: let everything wait, and count no attempt that was not made."""
        delay = timedelta(seconds=error.seconds)
        self._paused_until = time.monotonic() + error.seconds
        await self._note(outgoing.mark_retry, message, delay, error.code, counts=False)

    async def _refused(self, message: Claimed, error: TelegramError) -> None:
        trace_failed(error)
        verdict = judge(error, message.attempts)
        ERRORS.labels(part="sender", code=verdict.code).inc()
        log.warning("message_refused", message=message.id, code=verdict.code)
        if isinstance(error, RetryAfter):
            RATE_LIMITED.labels(limit="telegram").inc()
        if verdict.pauses_everything and verdict.retry_after is not None:
            self._paused_until = time.monotonic() + verdict.retry_after.total_seconds()
        if verdict.is_blocked:
            await self._note(outgoing.drop_chat, message, verdict.code)
        elif verdict.retry_after is None:
            await self._note(outgoing.mark_dead, message, verdict.code)
        else:
            await self._note(_retry, message, verdict.retry_after, verdict)

    async def _stumbled(self, message: Claimed, error: Exception) -> None:
        """We could not even try: put the message back for another attempt."""
        trace_failed(error)
        ERRORS.labels(part="sender", code=error_code(error)).inc()
        log.warning("message_failed", message=message.id, code=error_code(error), exc_info=error)
        await self._note(outgoing.mark_retry, message, STUMBLE_DELAY, error_code(error))

    async def _note(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Write down what became of a message, trying until PostgreSQL is back.

        A sent message whose sending was not written down would be sent again.
        """
        noting = replace(NOTING, gives_up=self._stopping.is_set)
        return await noting(self._database.call)(work, *args, **kwargs)

    async def _retire(self, chat_id: int, message_id: int) -> None:
        """Take the buttons off an earlier message; nothing depends on it."""
        try:
            await self._bot.edit_message_reply_markup(chat_id, message_id, reply_markup=None)
        except TelegramError as error:
            log.warning("buttons_not_retired", code=type(error).__name__)

    def _chat(self, chat_id: int) -> AsyncLimiter:
        if chat_id not in self._chats:
            self._chats[chat_id] = AsyncLimiter(CHAT_BURST, CHAT_BURST_SECONDS)
        return self._chats[chat_id]

    async def _wait(self, seconds: float) -> None:
        if seconds <= 0:
            return
        try:
            await asyncio.wait_for(self._wake.wait(), seconds)
        except TimeoutError:
            return


def _retry(message: Claimed, delay: timedelta, verdict: Any) -> None:
    outgoing.mark_retry(message, delay, verdict.code, counts=verdict.is_attempt)


def _export(message: Claimed) -> bytes:
    document = export_document(message.person_id) if message.person_id else {}
    return json.dumps(document, ensure_ascii=False, indent=2).encode()
