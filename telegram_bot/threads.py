"""Database work off the event loop, on threads that notice a dead connection."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError
from typing import ParamSpec, TypeVar

from django.db import close_old_connections, connections

#: A thread that is busy for longer does not hold up the others.
CLOSE_TOGETHER_SECONDS = 5.0

P = ParamSpec("P")
T = TypeVar("T")


def fresh(work: Callable[P, T]) -> Callable[P, T]:
    """Return `work` with connections that broke before or during it given up."""

    def with_fresh_connection(*args: P.args, **kwargs: P.kwargs) -> T:
        close_old_connections()
        try:
            return work(*args, **kwargs)
        finally:
            close_old_connections()

    return with_fresh_connection


class Database:
    """A few threads, each with its own connection."""

    def __init__(self, threads: int) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="database")
        self._threads = threads

    async def call(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work` on one of the threads."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, lambda: fresh(work)(*args, **kwargs))

    def close(self) -> None:
        """Close every thread's connection and end the threads."""
        together = Barrier(self._threads)
        for _ in range(self._threads):
            self._pool.submit(_close_connections, together)
        self._pool.shutdown(wait=True)


def _close_connections(together: Barrier) -> None:
    """Close this thread's connections; waiting for the others makes every thread do it once."""
    with suppress(BrokenBarrierError):
        together.wait(CLOSE_TOGETHER_SECONDS)
    connections.close_all()
