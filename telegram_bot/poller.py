"""The poller: asks Telegram for updates, stores them, and only then acknowledges them."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from telegram.error import Conflict, RetryAfter

from core.metrics import ERRORS
from telegram_bot.crisis_watch import CrisisWatch
from telegram_bot.inbox import ingest
from telegram_bot.threads import Database
from telegram_bot.transport import LONG_POLL_SECONDS, Bot

#: A server that answers an empty getUpdates at once must not make us spin.
EMPTY_PAUSE_SECONDS = 0.5
EMPTY_TOO_SOON_SECONDS = 1.0
CONFLICT_PAUSE_SECONDS = 5.0
#: How often to look whether the process that polls has ended.
STAND_BY_SECONDS = 2.0
STORE_WITHIN_SECONDS = 2.0
FIRST_PAUSE_SECONDS, LAST_PAUSE_SECONDS = 1.0, 30.0
#: While nothing can be stored we go on looking: there may be somebody in danger among the writers.
STORE_PAUSE_SECONDS = 2.0

log = structlog.get_logger(__name__)


class Poller:
    """Fetches updates in order. What could not be stored is fetched again.

    Before every poll `may_poll` says whether this process is the one to do it.
    """

    def __init__(
        self,
        bot: Bot,
        database: Database,
        watch: CrisisWatch,
        may_poll: Callable[[], Awaitable[bool]],
    ) -> None:
        self._bot = bot
        self._database = database
        self._watch = watch
        self._may_poll = may_poll
        self._offset = 0
        self._pause = FIRST_PAUSE_SECONDS

    async def run(self, stopping: asyncio.Event) -> None:
        """Poll until `stopping` is set."""
        while not stopping.is_set():
            try:
                await self._poll_or_stand_by()
                self._pause = FIRST_PAUSE_SECONDS
            except Conflict:
                log.warning("another_poller")
                await asyncio.sleep(CONFLICT_PAUSE_SECONDS)
            except RetryAfter as error:
                wait = error.retry_after
                await asyncio.sleep(wait if isinstance(wait, int) else wait.total_seconds())
            except Exception as error:  # noqa: BLE001 - any server may answer anything; we ask on
                ERRORS.labels(part="poller", code=type(error).__name__).inc()
                log.warning("poll_failed", error=type(error).__name__)
                await self._back_off()

    async def _poll_or_stand_by(self) -> None:
        if await self._may_poll():
            await self._poll_once()
        else:
            await asyncio.sleep(STAND_BY_SECONDS)

    async def _poll_once(self) -> None:
        started = asyncio.get_running_loop().time()
        updates = await self._bot.raw_updates(self._offset, LONG_POLL_SECONDS)
        if not updates:
            took = asyncio.get_running_loop().time() - started
            await asyncio.sleep(EMPTY_PAUSE_SECONDS if took < EMPTY_TOO_SOON_SECONDS else 0.0)
            return
        self._watch.over(updates)
        # Shielded: a stop must not split storing from acknowledging.
        if await asyncio.shield(self._store(updates)):
            self._offset = updates[-1]["update_id"] + 1

    async def _store(self, updates: list[dict[str, Any]]) -> bool:
        """Store the updates; return whether that is certain."""
        try:
            await asyncio.wait_for(self._database.call(ingest, updates), STORE_WITHIN_SECONDS)
        except Exception as error:  # noqa: BLE001 - whatever it is, Telegram still has the updates
            ERRORS.labels(part="inbox", code=type(error).__name__).inc()
            log.warning("store_failed", error=type(error).__name__)
            await asyncio.sleep(STORE_PAUSE_SECONDS)
            return False
        return True

    async def _back_off(self) -> None:
        await asyncio.sleep(self._pause)
        self._pause = min(self._pause * 2, LAST_PAUSE_SECONDS)
