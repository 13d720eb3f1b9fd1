"""One look at the backbone for all pages that watch it.

A hub holds one connection, which listens and asks; it looks when something happened, but at most
twice a second, and every few seconds in any case. Nothing runs while nobody watches. A page that
does not keep up misses looks and holds nobody up.
"""

import asyncio
import json
from asyncio import Queue, QueueFull, Task
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import psycopg
import structlog
from psycopg import AsyncConnection, sql

from core.clock import utc_now
from core.errors import error_code
from core.heartbeat import PULSES_SQL, alive_since
from core.listen import plain_async_connection
from events.backlog import BACKLOG_SQL, Standing, standings, waiting_seconds
from events.catalogue import Priority
from events.monitor.queries import (
    DEAD_SHOWN,
    DEAD_SQL,
    EVENTS_SQL,
    RATES_SQL,
    Sought,
    dead_row,
    event_row,
)
from events.monitor.rates import SLOT_SECONDS, Rates
from events.monitor.surroundings import Surroundings
from events.outbox import CHANNEL

#: By which PostgreSQL lists the one connection.
CONNECTION = "selfology monitor"
AT_MOST_EVERY_SECONDS = 0.5
AT_LEAST_EVERY_SECONDS = 2.5
#: A look that takes longer is given up, with its connection.
PATIENCE_SECONDS = 5.0
RETRY_SECONDS = 1.0
RECONNECT_MS = 2000
#: After so long a page has to ask, and show who is asking, anew.
STREAM_SECONDS = 300.0

log = structlog.get_logger(__name__)
Tab = Queue[bytes | None]


class Hub:
    """Tells every tab the same."""

    def __init__(self) -> None:
        self._tabs: set[Tab] = set()
        self._work: Task[None] | None = None

    async def stream(self) -> AsyncIterator[bytes]:
        """Yield server-sent events: one for each look, the newest where some were missed."""
        tab = self._join()
        clock = asyncio.get_running_loop().time
        end = clock() + STREAM_SECONDS
        try:
            yield f"retry: {RECONNECT_MS}\n\n".encode()
            while clock() < end and (message := await tab.get()):
                yield message
        finally:
            self._leave(tab)

    def _join(self) -> Tab:
        tab: Tab = Queue(1)
        self._tabs.add(tab)
        if self._work is None:
            self._work = asyncio.create_task(self._watch())
            self._work.add_done_callback(self._ended)
        return tab

    def _leave(self, tab: Tab) -> None:
        self._tabs.discard(tab)
        if not self._tabs and self._work is not None:
            work, self._work = self._work, None
            work.cancel()

    def _ended(self, work: Task[None]) -> None:
        """If it broke, let every page go: it comes back in a moment, to a new beginning."""
        if work is self._work:
            self._work = None
            self._tell(None)
        if not work.cancelled() and (error := work.exception()):
            log.error("monitor_failed", code=error_code(error))

    async def _watch(self) -> None:
        around = Surroundings()
        looking = asyncio.create_task(around.keep_looking())
        try:
            while True:
                try:
                    await self._follow(around)
                except (psycopg.Error, OSError) as error:
                    log.warning("monitor_waits", error=type(error).__name__)
                    self._tell(_message({"database": False, **around.seen}))
                    await asyncio.sleep(RETRY_SECONDS)
        finally:
            looking.cancel()

    async def _follow(self, around: Surroundings) -> None:
        """Look whenever something happened, as long as PostgreSQL answers."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            connection = await plain_async_connection(CONNECTION)
        async with connection:
            await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
            rates = Rates()
            while True:
                async with asyncio.timeout(PATIENCE_SECONDS):
                    seen = await look(connection, rates)
                self._tell(_message({"database": True, **seen, **around.seen}))
                await asyncio.sleep(AT_MOST_EVERY_SECONDS)
                rest = AT_LEAST_EVERY_SECONDS - AT_MOST_EVERY_SECONDS
                async for _ in connection.notifies(timeout=rest, stop_after=1):
                    pass

    def _tell(self, message: bytes | None) -> None:
        for tab in self._tabs:
            if tab.full():
                tab.get_nowait()
            with suppress(QueueFull):
                tab.put_nowait(message)


async def look(connection: AsyncConnection, rates: Rates) -> dict[str, Any]:
    """Return how things stand in PostgreSQL, as the page is told it."""
    at = utc_now()
    now = at.timestamp()
    span = {"slot": SLOT_SECONDS, "since": rates.since(now)}
    rates.absorb(await _rows(connection, RATES_SQL, span), now)
    events = await _rows(connection, EVENTS_SQL, Sought().parameters)
    standing = standings(await _rows(connection, BACKLOG_SQL, {"now": at}))
    pulses = await _rows(connection, PULSES_SQL, {"since": alive_since(at)})
    dead = await _rows(connection, DEAD_SQL, {"shown": DEAD_SHOWN})
    return {
        "queues": [_queue(priority.queue, standing) for priority in Priority],
        "rates": rates.series(now),
        "pulses": [
            {"kind": kind, "alive": alive, "at": last.timestamp()} for kind, alive, last in pulses
        ],
        "dead": [dead_row(row) for row in dead],
        "events": [event_row(row) for row in events],
    }


async def _rows(
    connection: AsyncConnection, statement: str, parameters: dict[str, Any] | None = None
) -> list[Any]:
    cursor = await connection.execute(statement.encode(), parameters)
    return await cursor.fetchall()


def _queue(name: str, standing: list[Standing]) -> dict[str, Any]:
    own = [each for each in standing if each.queue == name]
    counts = {each.status.value: each.count for each in own}
    return {"queue": name, **counts, "waiting": waiting_seconds(own)}


def _message(seen: dict[str, Any]) -> bytes:
    told = {"at": utc_now().timestamp(), **seen}
    return f"data: {json.dumps(told, separators=(',', ':'))}\n\n".encode()


HUB = Hub()
