"""A limit on how long a piece of work may take, set on top of whatever else limits it."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import current_thread, main_thread
from types import FrameType

from core.errors import TransientError

#: Code that swallows the error is interrupted again.
REPEAT_SECONDS = 5.0


class TimeLimitExceededError(TransientError):
    """The work took longer than it may."""

    code = "time_limit_exceeded"


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise TimeLimitExceededError


@contextmanager
def time_limit(most: timedelta) -> Iterator[None]:
    """Interrupt the block after `most`. Only a main thread can be interrupted; others run on.

    It takes SIGALRM for itself: an alarm that was set outside the block does not come any more.

    Raises:
        TimeLimitExceededError: the time was up.
    """
    if current_thread() is not main_thread():
        yield
        return
    kept = signal.signal(signal.SIGALRM, _interrupt)
    signal.setitimer(signal.ITIMER_REAL, most.total_seconds(), REPEAT_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, kept)
