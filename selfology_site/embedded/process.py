"""A detached server process whose life is a lock it inherited, never a pid file that may lie."""

import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from selfology_site.embedded.errors import EmbeddedError
from selfology_site.embedded.locks import POLL_SECONDS, open_lock, try_lock
from selfology_site.embedded.log_files import rotate

#: The program notes its own pid before it becomes the server: no moment exists in which the lock
#: is held and the number is somebody else's.
NOTE_PID_AND_BECOME = 'echo $$ >"$0"; exec "$@"'
LOG_TAIL_CHARACTERS = 1500
KILL_SECONDS = 10
#: What servers need of our environment. The rest (keys, tokens) is none of their business.
PASSED_ON = ("PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")

#: Servers this process started. Kept until they end, so that they can be reaped, and so that a
#: forgotten stack does not warn about children which are meant to outlive it.
_children: list[subprocess.Popen[bytes]] = []


def server_environment(**extra: str) -> dict[str, str]:
    """Return the environment of a server: plain messages, UTC, nothing secret but `extra`."""
    kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return {**kept, "LC_ALL": "C", "TZ": "UTC", **extra}


def reap() -> None:
    """Collect servers that have ended, so that no zombie keeps their pid."""
    _children[:] = [child for child in _children if child.poll() is None]


class ServerProcess:
    """One server program, started by whichever process needs it first."""

    def __init__(self, name: str, lock_file: Path, log_file: Path) -> None:
        self.name = name
        self._lock_file = lock_file
        self._log_file = log_file

    @property
    def is_alive(self) -> bool:
        """Whether the server or a child of it still runs. Ask only under the stack lock."""
        reap()
        descriptor = open_lock(self._lock_file)
        try:
            return not try_lock(descriptor, fcntl.LOCK_SH)
        finally:
            os.close(descriptor)

    @property
    def pid(self) -> int | None:
        """Process id of the running server, or None when no such process holds our lock."""
        with suppress(OSError, ValueError):
            pid = int(self._lock_file.read_text())
            if self._holds_lock(pid):
                return pid
        return None

    def start(
        self, argv: Sequence[str], environment: dict[str, str], sockets: Sequence[int] = ()
    ) -> None:
        """Start the server in a session of its own; `sockets` are descriptors it inherits.

        Raises:
            EmbeddedError: A server is already running, or the program cannot be executed.
        """
        reap()
        rotate(self._log_file)
        descriptor = open_lock(self._lock_file)
        try:
            if not try_lock(descriptor, fcntl.LOCK_EX):
                message = f"{self.name} still runs (see {self._lock_file})."
                raise EmbeddedError(message)
            with self._log_file.open("ab") as log:
                child = subprocess.Popen(  # noqa: S603 - our own arguments, no shell input
                    ["/bin/sh", "-c", NOTE_PID_AND_BECOME, str(self._lock_file), *argv],
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    cwd="/",
                    env=environment,
                    pass_fds=(descriptor, *sockets),
                    start_new_session=True,
                )
            _children.append(child)
        finally:
            os.close(descriptor)

    def wait_until(self, answers: Callable[[], bool], timeout_seconds: float) -> bool:
        """Wait for a living server to answer. False means that it died."""
        deadline = time.monotonic() + timeout_seconds
        while not answers():
            if not self.is_alive:
                return False
            if time.monotonic() > deadline:
                message = (
                    f"{self.name} (process {self.pid}) runs but has not answered for "
                    f"{timeout_seconds:.0f} s; its log is {self._log_file}."
                )
                raise EmbeddedError(message)
            time.sleep(POLL_SECONDS)
        return True

    def ask_to_stop(self, how: signal.Signals) -> None:
        """Send the signal that makes this server end in good order."""
        if pid := self.pid:
            with suppress(ProcessLookupError):
                os.kill(pid, how)

    def wait_stopped(self, timeout_seconds: float) -> None:
        """Wait for the end of the server; past the timeout, kill it.

        Raises:
            EmbeddedError: Not even that helped.
        """
        if not self._is_gone_within(timeout_seconds):
            self.ask_to_stop(signal.SIGKILL)
            if not self._is_gone_within(KILL_SECONDS):
                message = f"{self.name} cannot be stopped (see {self._lock_file})."
                raise EmbeddedError(message)

    def log_tail(self) -> str:
        """Return the end of the server's log."""
        return self._log_file.read_text(errors="replace")[-LOG_TAIL_CHARACTERS:].strip()

    def _is_gone_within(self, timeout_seconds: float) -> bool:
        deadline = time.monotonic() + timeout_seconds
        while self.is_alive:
            if time.monotonic() > deadline:
                return False
            time.sleep(POLL_SECONDS)
        return True

    def _holds_lock(self, pid: int) -> bool:
        """Whether process `pid` has our lock file open: proof that the number is not reused."""
        if sys.platform != "linux":
            return True
        descriptors = Path(f"/proc/{pid}/fd").iterdir()
        return any(self._is_lock_file(descriptor) for descriptor in descriptors)

    def _is_lock_file(self, descriptor: Path) -> bool:
        with suppress(OSError):
            return descriptor.samefile(self._lock_file)
        return False
