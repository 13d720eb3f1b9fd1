"""Waiting for what another thread or process is about to do."""

import time
from collections.abc import Callable

#: Only a failing test waits so long; a busy machine may need much of it.
PATIENCE_SECONDS = 60.0
STEP_SECONDS = 0.01


def until(is_so: Callable[[], bool]) -> None:
    """Return as soon as `is_so`.

    Raises:
        TimeoutError: it was not so within `PATIENCE_SECONDS`.
    """
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(STEP_SECONDS)
