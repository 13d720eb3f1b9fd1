"""Threads that take turns: the claim keeps updates of one chat in order, chats go in parallel."""

from collections.abc import Callable
from threading import Condition, Event, Thread

import psycopg
import structlog
from django.db import connections

from core.listen import Listener
from telegram_bot.inbox import CHANNEL, claim
from telegram_bot.reply import TurnResult
from telegram_bot.threads import fresh
from telegram_bot.turns import handle

THREADS = 4
POLL_SECONDS = 1.0
PAUSE_SECONDS = 1.0

log = structlog.get_logger(__name__)


class TurnThreads:
    """Takes turns until stopped; tells `done` about each, from the thread that took it."""

    def __init__(self, done: Callable[[TurnResult], None]) -> None:
        self._done = done
        self._stopping = Event()
        self._news = Condition()
        self._is_news = False
        self._threads = [
            Thread(target=self._take_turns, name=f"turns-{number}", daemon=True)
            for number in range(THREADS)
        ]
        self._threads.append(Thread(target=self._listen, name="inbox-listener", daemon=True))

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """Have one thread look for updates now; when it finds one it wakes the next."""
        with self._news:
            self._is_news = True
            self._news.notify()

    def stop(self) -> None:
        """Finish the turns that are being taken and end."""
        self._stopping.set()
        with self._news:
            self._news.notify_all()
        for thread in self._threads:
            thread.join(timeout=10.0)

    def _take_turns(self) -> None:
        while not self._stopping.is_set():
            try:
                result = fresh(self._take_turn)()
            except Exception as error:  # noqa: BLE001 - a thread that ends would never be missed
                log.warning("turns_wait", error=type(error).__name__)
                self._stopping.wait(PAUSE_SECONDS)
                continue
            if result is None:
                self._wait_for_news()
            else:
                self._done(result)
        connections.close_all()

    def _take_turn(self) -> TurnResult | None:
        claimed = claim()
        if claimed is None:
            return None
        self.wake()
        return handle(claimed)

    def _wait_for_news(self) -> None:
        with self._news:
            if not self._is_news and not self._stopping.is_set():
                self._news.wait(POLL_SECONDS)
            self._is_news = False

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
