"""Run children until a signal comes."""

import signal
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType

from selfology_site.supervisor.child import Child, ChildSpec

TICK_SECONDS = 0.1
WATCH_SECONDS = 2.0
STOP_SECONDS = 15.0
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

Say = Callable[[str], None]


class Supervisor:
    """Starts children, restarts the dead ones for ever, and stops all of them cleanly.

    Each child logs to `<log_dir>/<name>.log`. `watch` is called every two seconds in a thread of
    its own and may block: a server that takes its time must not keep a dead child waiting. Its
    failures are told once each, and the watching goes on.
    """

    def __init__(
        self,
        specs: Sequence[ChildSpec],
        *,
        directory: Path,
        log_dir: Path,
        say: Say,
        watch: Callable[[], None],
    ) -> None:
        log_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._children = [Child(spec, directory, log_dir) for spec in specs]
        self._say = say
        self._watch = watch
        self._stopping = threading.Event()
        self._stop_asked = False

    @property
    def is_stopping(self) -> bool:
        """Whether the end has begun."""
        return self._stop_asked

    def run(self) -> None:
        """Keep the children running until SIGINT, SIGTERM or SIGHUP; then stop them.

        The handlers stay in place afterwards, so that a second signal does not cut short what the
        caller still has to put in order.
        """
        for number in SIGNALS:
            signal.signal(number, self._ask_to_stop)
        watcher = threading.Thread(target=self._keep_watching, name="watch", daemon=True)
        watcher.start()
        try:
            while not self._stop_asked:
                self._tick(time.monotonic())
                time.sleep(TICK_SECONDS)
        finally:
            self._stopping.set()
            self._stop_children()

    def pids(self) -> dict[str, int | None]:
        """Return the process ids of the children by name."""
        return {child.name: child.pid for child in self._children}

    def _tick(self, now: float) -> None:
        for child in self._children:
            if ending := child.collect(now):
                self._say(f"{ending}. Its log: {child.log.path}")
                if last := child.log.last_lines():
                    self._say(last)
            if child.is_due(now):
                child.start(now)

    def _keep_watching(self) -> None:
        told = ""
        while not self._stopping.wait(WATCH_SECONDS):
            try:
                self._watch()
                told = ""
            except Exception as error:  # noqa: BLE001 - whatever it is, the watching goes on
                if (message := str(error)) != told:
                    self._say(f"{type(error).__name__}: {message}")
                told = message

    def _stop_children(self) -> None:
        deadline = time.monotonic() + STOP_SECONDS
        for child in self._children:
            child.ask_to_stop()
        while not all(child.has_stopped() for child in self._children):
            if time.monotonic() > deadline:
                late = [child.name for child in self._children if not child.has_stopped()]
                self._say(f"killed after {STOP_SECONDS:.0f} s of patience: {', '.join(late)}")
                break
            time.sleep(TICK_SECONDS)
        for child in self._children:
            child.finish()

    def _ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        # a plain attribute: an Event's lock may be held by the code this handler interrupted
        self._stop_asked = True
