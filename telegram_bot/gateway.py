"""The gateway process: polls (or serves the webhook's inbox), takes turns, sends messages."""

import asyncio
from collections.abc import Coroutine
from contextlib import closing, suppress
from functools import partial
from typing import Any

import psycopg
import structlog
from django.conf import settings
from django.db import DatabaseError
from telegram.error import InvalidToken, TelegramError

from core.heartbeat import BEAT_EVERY_SECONDS, beat
from core.listen import Listener
from core.process import STOP_SIGNALS, prepare_for_work
from telegram_bot.crisis_watch import CrisisWatch, send_help
from telegram_bot.improvement import THREADS, improve
from telegram_bot.inbox import is_handled
from telegram_bot.outgoing import CHANNEL as OUTGOING_CHANNEL
from telegram_bot.poller import Poller
from telegram_bot.poller_lock import PollerLock
from telegram_bot.reply import Held, TurnResult, stored
from telegram_bot.sender import Sender
from telegram_bot.setup import announce_commands, attach
from telegram_bot.texts import say
from telegram_bot.threads import Database
from telegram_bot.transport import Bot, build_bot, markup
from telegram_bot.turn_threads import TurnThreads

PROCESS = "bot"
DATABASE_THREADS = 4
RETRY_SECONDS = 2.0

log = structlog.get_logger(__name__)


class Gateway:
    """Everything that `manage.py runbot` does, on one event loop and a few threads."""

    def __init__(self) -> None:
        self._bot: Bot = build_bot()
        self._database = Database(DATABASE_THREADS)
        self._improving = Database(THREADS)
        self._sender = Sender(self._bot, self._database)
        self._watch = CrisisWatch(partial(send_help, self._bot), self._was_handled)
        self._lock = PollerLock()
        self._poller = Poller(self._bot, self._database, self._watch, self._lock.may_poll)
        self._turns = TurnThreads(self._turn_taken)
        self._effects: set[asyncio.Task[None]] = set()
        self._stopping = asyncio.Event()
        self._loop = asyncio.get_running_loop()

    async def run(self) -> None:
        """Run until a stop signal; a second one changes nothing."""
        for number in STOP_SIGNALS:
            self._loop.add_signal_handler(number, self._stopping.set)
        prepare_for_work()
        await self._initialise()
        self._turns.start()
        tasks = [asyncio.create_task(work) for work in self._works()]
        for task in tasks:
            task.add_done_callback(self._part_ended)
        await self._stopping.wait()
        await self._stop(tasks)
        for task in tasks:
            if not task.cancelled():
                task.result()

    def _works(self) -> list[Coroutine[Any, Any, None]]:
        works = [self._sender.run(self._stopping), self._beat(), self._listen(), self._attach()]
        if settings.TELEGRAM_MODE == "polling":
            works.append(self._poller.run(self._stopping))
        return works

    def _part_ended(self, task: asyncio.Task[None]) -> None:
        """End the whole process when a part of it fails: whoever supervises it starts it anew."""
        if not task.cancelled() and task.exception() is not None:
            self._stopping.set()

    async def _initialise(self) -> None:
        """Wait until Telegram answers; a rejected token is worth saying loudly, not dying for."""
        while not self._stopping.is_set():
            try:
                await self._bot.initialize()
            except InvalidToken:
                log.warning("token_rejected")
            except (TelegramError, OSError) as error:
                log.warning("telegram_away", error=type(error).__name__)
            else:
                return
            await self._pause(RETRY_SECONDS)

    async def _attach(self) -> None:
        """Set or remove the webhook and name the commands; the latter is only cosmetic."""
        await attach(self._bot)
        await announce_commands(self._bot)

    async def _beat(self) -> None:
        while not self._stopping.is_set():
            with suppress(DatabaseError, psycopg.Error):
                await self._database.call(beat, PROCESS)
            await self._pause(BEAT_EVERY_SECONDS)

    async def _listen(self) -> None:
        """Wake the sender when another process has written a message."""
        with closing(Listener(OUTGOING_CHANNEL)) as listener:
            while not self._stopping.is_set():
                try:
                    if await asyncio.to_thread(listener.wait, 1.0):
                        self._sender.wake()
                except psycopg.Error:
                    await self._pause(1.0)

    def _turn_taken(self, result: TurnResult) -> None:
        """Called from a turn's thread, after its commit."""
        self._loop.call_soon_threadsafe(self._after_turn, result)

    def _after_turn(self, result: TurnResult) -> None:
        self._sender.wake()
        if result.update_id:
            self._watch.handled(result.update_id)
        self._begin(self._apply(result))
        if result.held is not None:
            self._begin(self._improve(result.held))

    def _begin(self, effect: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(effect)
        self._effects.add(task)
        task.add_done_callback(self._effects.discard)

    async def _improve(self, held: Held) -> None:
        """Let a small model say the reflection better; the message goes at its time without it."""
        await self._improving.call(improve, held)
        self._sender.wake()

    async def _apply(self, result: TurnResult) -> None:
        """Do what is nice to have: nothing here may be missed by anybody if it fails."""
        for effect in self._cosmetics(result):
            try:
                await effect
            except TelegramError as error:
                log.warning("cosmetic_failed", code=type(error).__name__)

    def _cosmetics(self, result: TurnResult) -> list[Coroutine[Any, Any, Any]]:
        bot = self._bot
        effects: list[Coroutine[Any, Any, Any]] = []
        if result.callback_id:
            effects.append(bot.answer_callback_query(result.callback_id, result.toast or None))
        if result.retire_keyboard is not None:
            chat_id, message_id = result.retire_keyboard
            buttons = markup(stored(result.keyboard))
            effects.append(bot.edit_message_reply_markup(chat_id, message_id, reply_markup=buttons))
        if result.is_typing:
            effects.append(bot.send_chat_action(result.chat_id, "typing"))
        if result.leave_chat_id is not None:
            text = say("group", result.language, bot=bot.username)
            effects.append(bot.send_message(result.leave_chat_id, text))
            effects.append(bot.leave_chat(result.leave_chat_id))
        return effects

    async def _was_handled(self, update_id: int) -> bool:
        return await self._database.call(is_handled, update_id)

    async def _pause(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)

    async def _stop(self, tasks: list[asyncio.Task[None]]) -> None:
        """Take no new work, finish what was begun, close what was opened."""
        log.info("gateway_stops")
        await asyncio.to_thread(self._turns.stop)
        for task in tasks[1:]:
            task.cancel()
        await asyncio.gather(*tasks, *self._effects, return_exceptions=True)
        await self._bot.shutdown()
        self._database.close()
        self._improving.close()
        self._lock.close()


async def run_gateway() -> None:
    """Run the gateway until it is told to stop."""
    await Gateway().run()
