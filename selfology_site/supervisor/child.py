"""One supervised process: started, watched, restarted with growing patience."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from selfology_site.supervisor.log_pump import LogPump

FIRST_DELAY_SECONDS = 0.5
LONGEST_DELAY_SECONDS = 30.0
#: A child that lived this long was healthy: its next death is a first one.
HEALTHY_SECONDS = 60.0
SESSION_FIELD = 3  # of /proc/PID/stat, counted after the name
STATE_FIELD = 0
ENDED = ("Z", "X")
#: A killed process is gone in a moment, unless the kernel is busy for it.
KILLED_WITHIN_SECONDS = 10.0
POLL_SECONDS = 0.02


@dataclass(frozen=True)
class ChildSpec:
    """What to run. `environment` is added to our own."""

    name: str
    argv: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)


class Child:
    """A process of a spec and its restarts. Times are seconds of one monotonic clock."""

    def __init__(self, spec: ChildSpec, directory: Path, log_dir: Path) -> None:
        self.name = spec.name
        self.log = LogPump(log_dir / f"{spec.name}.log")
        self._spec = spec
        self._directory = directory
        self._process: subprocess.Popen[bytes] | None = None
        self._started_at = 0.0
        self._deaths = 0
        self._start_at = 0.0

    @property
    def is_running(self) -> bool:
        """Whether a process is there that nobody has found dead yet."""
        return self._process is not None

    @property
    def pid(self) -> int | None:
        """Process id, while running."""
        return self._process.pid if self._process else None

    def is_due(self, now: float) -> bool:
        """Whether it is time to start (again)."""
        return self._process is None and now >= self._start_at

    def start(self, now: float) -> None:
        """Start the process in a session of its own, which the terminal's Ctrl-C does not reach."""
        self._process = subprocess.Popen(  # noqa: S603 - the product's own commands
            [*death_prefix(), *self._spec.argv],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=self._directory,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **self._spec.environment},
            start_new_session=True,
        )
        self._started_at = now
        if self._process.stdout:
            self.log.follow(self._process.stdout)

    def collect(self, now: float) -> str | None:
        """Look whether the process died. If so, plan its restart and say what happened.

        What it has left behind is killed: the new process does not share its work with orphans.
        """
        if self._process is None or (code := self._process.poll()) is None:
            return None
        kill_session(self._process.pid)
        self._process = None
        self._deaths = 1 if now - self._started_at >= HEALTHY_SECONDS else self._deaths + 1
        delay = restart_delay(self._deaths)
        self._start_at = now + delay
        again = f", {self._deaths} times in a row" if self._deaths > 1 else ""
        return f"{self.name} ended ({_reason(code)}){again}; it starts again in {delay:g} s"

    def ask_to_stop(self) -> None:
        """Send SIGTERM to the process; it stops its own children."""
        if self._process is not None:
            self._process.terminate()

    def has_stopped(self) -> bool:
        """Whether the process is gone."""
        return self._process is None or self._process.poll() is not None

    def finish(self) -> None:
        """Kill whatever is left of the process and of all that it started, and see it gone.

        What is killed holds its locks a moment longer, among them its place as a user of servers.
        """
        if self._process is not None:
            kill_session(self._process.pid)
            self._process.wait()
            _wait_for_end_of_session(self._process.pid)
            self._process = None


def restart_delay(deaths: int) -> float:
    """Return the seconds to wait after the n-th death in a row: 0.5, 1, 2, 4 … at most 30."""
    return min(FIRST_DELAY_SECONDS * 2.0 ** min(deaths - 1, 16), LONGEST_DELAY_SECONDS)


def kill_session(leader: int) -> None:
    """Kill every process of the session that `leader` began, whether the leader lives or not.

    Forked workers make process groups of their own, but stay in the session.
    """
    if sys.platform != "linux":
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(leader, signal.SIGKILL)
        return
    for pid in _session_members(leader):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _wait_for_end_of_session(leader: int) -> None:
    deadline = time.monotonic() + KILLED_WITHIN_SECONDS
    while any(_session_members(leader)) and time.monotonic() < deadline:
        time.sleep(POLL_SECONDS)


def _session_members(leader: int) -> Iterator[int]:
    """Yield the processes of a session that still run; one that only waits to be reaped does not.

    Empty where there is no `/proc`.
    """
    for directory in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            after_name = (directory / "stat").read_text().rpartition(")")[2].split()
            if int(after_name[SESSION_FIELD]) == leader and after_name[STATE_FIELD] not in ENDED:
                yield int(directory.name)


@cache
def death_prefix() -> tuple[str, ...]:
    """Return the words that have the kernel stop a child when we are killed hard (Linux only)."""
    setpriv = shutil.which("setpriv")
    if sys.platform != "linux" or setpriv is None:
        return ()
    prefix = (setpriv, "--pdeathsig", "TERM", "--")
    test = subprocess.run([*prefix, "true"], capture_output=True, check=False)  # noqa: S603 - ours
    return prefix if test.returncode == 0 else ()


def _reason(code: int) -> str:
    if code < 0:
        return signal.Signals(-code).name
    return f"exit status {code}"
