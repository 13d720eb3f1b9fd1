"""The right to poll: Telegram answers one poller at a time, so only one process may be it."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import psycopg
import structlog

from core.listen import plain_connection

NAME = "telegram.poller"
KNOW_WITHIN_SECONDS = 2.0

log = structlog.get_logger(__name__)


class PollerLock:
    """An advisory lock on a connection of its own, so that it dies with the process.

    It also dies with the connection, which may break at any time; so it is asked for again before
    every poll, on one thread.
    """

    def __init__(self) -> None:
        self._connection: psycopg.Connection | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="poller-lock")

    async def may_poll(self) -> bool:
        """Return whether the lock is ours, or nobody can know because PostgreSQL is away.

        Then several processes may poll; Telegram sends all but one away for a while. Somebody in
        danger must be heard, if need be twice.
        """
        asking = asyncio.get_running_loop().run_in_executor(self._thread, self._hold)
        try:
            return await asyncio.wait_for(asking, KNOW_WITHIN_SECONDS)
        except (psycopg.Error, TimeoutError):
            return True

    def close(self) -> None:
        """Let the next process have the lock."""
        self._thread.shutdown(wait=True)
        self._disconnect()

    def _hold(self) -> bool:
        """Take the lock, or see that it is still ours; return False when somebody else has it.

        Raises:
            psycopg.OperationalError: PostgreSQL is away.
        """
        try:
            return _try_lock(self._connection or self._connect())
        except psycopg.OperationalError as error:
            log.warning("poller_lock_lost", error=type(error).__name__)
            return _try_lock(self._connect())

    def _connect(self) -> psycopg.Connection:
        self._disconnect()
        self._connection = plain_connection()
        return self._connection

    def _disconnect(self) -> None:
        if self._connection is not None:
            with suppress(psycopg.Error):
                self._connection.close()
        self._connection = None


def _try_lock(connection: psycopg.Connection) -> bool:
    """Return whether the connection has the lock; one that has it already is given it again."""
    row = connection.execute(
        "SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [NAME]
    ).fetchone()
    return bool(row and row[0])
