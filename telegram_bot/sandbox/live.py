"""News for open pages and waiting tests, in this process only."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

News = dict[str, Any]

_QUEUE_SIZE = 1000


class Live:
    """Passes each piece of news to every listener. None in a queue means: end."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[News | None]] = set()
        self.is_closed = False

    def publish(self, news: News) -> None:
        """Tell all listeners; one that does not keep up is sent away to load everything anew."""
        for queue in list(self._listeners):
            try:
                queue.put_nowait(news)
            except asyncio.QueueFull:
                self._end(queue)

    @contextmanager
    def listening(self) -> Iterator[asyncio.Queue[News | None]]:
        """Give a queue that fills until the block ends."""
        queue: asyncio.Queue[News | None] = asyncio.Queue(_QUEUE_SIZE)
        self._listeners.add(queue)
        if self.is_closed:
            self._end(queue)
        try:
            yield queue
        finally:
            self._listeners.discard(queue)

    def close(self) -> None:
        """Send all listeners home, so that the server can stop."""
        self.is_closed = True
        for queue in list(self._listeners):
            self._end(queue)

    def _end(self, queue: asyncio.Queue[News | None]) -> None:
        self._listeners.discard(queue)
        while not queue.empty():
            queue.get_nowait()
        queue.put_nowait(None)
