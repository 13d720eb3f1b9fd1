"""Locks that the kernel drops when their holder dies, so that nothing ever goes stale."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from selfology_site.embedded.errors import EmbeddedError

POLL_SECONDS = 0.02


def open_lock(path: Path) -> int:
    """Open (and create) a lock file, closed to children unless handed over on purpose."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def try_lock(descriptor: int, mode: int) -> bool:
    """Take LOCK_SH or LOCK_EX if nobody is in the way; say whether it was taken."""
    with suppress(BlockingIOError):
        fcntl.flock(descriptor, mode | fcntl.LOCK_NB)
        return True
    return False


@contextmanager
def exclusive(path: Path, timeout_seconds: float) -> Iterator[None]:
    """Hold `path` alone.

    Raises:
        EmbeddedError: Somebody else held it for the whole timeout.
    """
    descriptor = open_lock(path)
    try:
        deadline = time.monotonic() + timeout_seconds
        while not try_lock(descriptor, fcntl.LOCK_EX):
            if time.monotonic() > deadline:
                message = f"Another process has held {path} for {timeout_seconds:.0f} s."
                raise EmbeddedError(message)
            time.sleep(POLL_SECONDS)
        yield
    finally:
        os.close(descriptor)


class UserLock:
    """This process's place among the users of a stack: a shared lock is the reference count."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None
        self._owner = 0

    @property
    def is_held(self) -> bool:
        """Whether this very process is registered; what a fork inherited does not count."""
        return self._descriptor is not None and self._owner == os.getpid()

    def join(self) -> None:
        """Register this process. A forked child gets a place of its own."""
        if self.is_held:
            return
        inherited, self._descriptor = self._descriptor, open_lock(self._path)
        fcntl.flock(self._descriptor, fcntl.LOCK_SH)
        self._owner = os.getpid()
        if inherited is not None:
            os.close(inherited)

    def leave(self) -> bool:
        """Give the place up. Returns whether nobody else is left.

        The stack lock must be held, and until the caller has acted on the answer: that keeps
        newcomers out while the last user stops the servers.
        """
        if not self.is_held or self._descriptor is None:
            return False
        descriptor, self._descriptor = self._descriptor, None
        try:
            return try_lock(descriptor, fcntl.LOCK_EX)
        finally:
            os.close(descriptor)
