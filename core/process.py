"""Manners of a long-running process: stop when asked, live only as long as its parent."""

import ctypes
import gc
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event
from types import FrameType

PR_SET_PDEATHSIG = 1
STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
_preparations: list[Callable[[], None]] = []


def stop_event() -> Event:
    """Return an event that a stop signal sets; a second signal changes nothing."""
    stopping = Event()

    def request_stop(_number: int, _frame: FrameType | None) -> None:
        stopping.set()

    for number in STOP_SIGNALS:
        signal.signal(number, request_stop)
    return stopping


def before_work(prepare: Callable[[], None]) -> None:
    """Have `prepare` called once in every long-running process before it takes up its work.

    What is loaded there is shared by all that the process forks, and no person waits for it.
    """
    _preparations.append(prepare)


def prepare_for_work() -> None:
    """Call everything that was registered with `before_work`, and keep it out of the collector.

    What stays for ever is then neither searched for garbage nor copied by forked processes.
    """
    for prepare in _preparations:
        prepare()
    gc.collect()
    gc.freeze()


def die_with_parent() -> None:
    """On Linux, have the kernel end this process softly when its parent dies, however it dies."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def give_way(niceness: int = 10) -> None:
    """Let processes that somebody waits for go first wherever the processor is short.

    Linux weighs sessions before it weighs their processes, so the session gives way too.
    """
    os.nice(niceness)
    with suppress(OSError):
        Path("/proc/self/autogroup").write_text(str(niceness))
