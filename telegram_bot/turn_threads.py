"""Threads that take turns: the claim keeps updates of one chat in order, chats go in parallel."""

from collections.abc import Callable
from threading import Event, Thread

import psycopg
import structlog
from django.db import connections

from core.listen import Listener
from telegram_bot.inbox import CHANNEL
from telegram_bot.reply import TurnResult
from telegram_bot.threads import fresh
from telegram_bot.turns import handle_next

THREADS = 4
POLL_SECONDS = 1.0
PAUSE_SECONDS = 1.0

log = structlog.get_logger(__name__)


class TurnThreads:
    """Takes turns until stopped; tells `done` about each, from the thread that took it."""

    def __init__(self, done: Callable[[TurnResult], None]) -> None:
        self._done = done
        self._stopping = Event()
        self._wakes = [Event() for _ in range(THREADS)]
        self._threads = [
            Thread(target=self._take_turns, args=(wake,), name=f"turns-{number}", daemon=True)
            for number, wake in enumerate(self._wakes)
        ]
        self._threads.append(Thread(target=self._listen, name="inbox-listener", daemon=True))

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """Look for updates now."""
        for wake in self._wakes:
            wake.set()

    def stop(self) -> None:
        """Finish the turns that are being taken and end."""
        self._stopping.set()
        self.wake()
        for thread in self._threads:
            thread.join(timeout=10.0)

    def _take_turns(self, wake: Event) -> None:
        while not self._stopping.is_set():
            wake.clear()
            try:
                result = fresh(handle_next)()
            except Exception as error:  # noqa: BLE001 - a thread that ends would never be missed
                log.warning("turns_wait", error=type(error).__name__)
                self._stopping.wait(PAUSE_SECONDS)
                continue
            if result is None:
                wake.wait(POLL_SECONDS)
            else:
                self._done(result)
        connections.close_all()

    def _listen(self) -> None:
        """Wake the threads when an update was stored by another process."""
        listener = Listener(CHANNEL)
        while not self._stopping.is_set():
            try:
                if listener.wait(POLL_SECONDS):
                    self.wake()
            except psycopg.Error:
                self._stopping.wait(PAUSE_SECONDS)
        listener.close()
