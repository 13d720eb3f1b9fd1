"""Servers for the bench of the backbone, the processes it starts, and what they cost."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg

from benchmarks.workload import MARKS
from selfology_site.embedded import EmbeddedStack, Server
from selfology_site.embedded.layout import Layout
from selfology_site.env import BASE_DIR, Env

PEERS_PYTHON = BASE_DIR / ".venv-bench" / "bin" / "python"
STOP_SECONDS = 20.0
LOG_SHOWN = 4000
LOOK_EVERY_SECONDS = 0.1
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
#: Of /proc/PID/stat, counted after the name: the parent, and the times of user, system, and both
#: of children that have ended.
PARENT, TIMES = 1, slice(11, 15)

EFFECTS_SQL = """
    DROP TABLE IF EXISTS bench_effects;
    CREATE TABLE bench_effects (
        number bigint PRIMARY KEY,
        stream numeric NOT NULL,
        started double precision NOT NULL,
        worker int NOT NULL,
        seq bigserial);
"""


class Place:
    """PostgreSQL and Redis of their own in one folder, with a database for us and for the peers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.marks = folder / "marks"
        self.more: dict[str, str] = {}
        self.log_file = folder / "bench.log"
        self.layout = Layout(folder.resolve())
        self.stack = EmbeddedStack(folder, frozenset({Server.POSTGRES, Server.REDIS}))

    @property
    def environment(self) -> dict[str, str]:
        """The environment of every process of the bench, ours and the peers'."""
        inherited = {
            name: value
            for name, value in os.environ.items()
            if name.lower() not in Env.model_fields
        }
        return {
            **inherited,
            "DJANGO_SETTINGS_MODULE": "benchmarks.probe.settings",
            "SELFOLOGY_ENV_FILE": "",
            "SELFOLOGY_DATA_DIR": str(self.folder),
            "DATABASE_URL": self.stack.database_url,
            "REDIS_URL": self.stack.redis_url,
            "LOG_LEVEL": "WARNING",
            "BENCH_POSTGRES": str(self.layout.run_dir),
            MARKS: str(self.marks),
            **self.more,
        }

    def prepare(self) -> None:
        """Start the servers and bring both databases up to date."""
        self.stack.ensure()
        self.marks.mkdir(exist_ok=True)
        with self.connect("selfology") as connection:
            connection.execute("CREATE DATABASE peers")
        self.run([*OURS, "migrate", "-v0"])
        self.run([*PEERS, "migrate", "-v0"])

    def connect(self, database: str) -> psycopg.Connection:
        """Return a connection in autocommit."""
        host = str(self.layout.run_dir)
        return psycopg.connect(host=host, dbname=database, user="postgres", autocommit=True)

    def run(self, words: Sequence[str]) -> str:
        """Run a command to its end and return what it printed.

        Raises:
            ChildProcessError: it failed; the message quotes the log.
        """
        with self._log() as log:
            done = subprocess.run(  # noqa: S603 - our own commands
                words, cwd=BASE_DIR, env=self.environment, check=False, stdout=-1, stderr=log
            )
        if done.returncode:
            raise ChildProcessError(self.log_file.read_text()[-LOG_SHOWN:])
        return done.stdout.decode()

    def spawn(self, words: Sequence[str]) -> "subprocess.Popen[bytes]":
        """Start a process that runs until it is told to stop."""
        with self._log() as log:
            return subprocess.Popen(  # noqa: S603 - our own commands
                words,
                cwd=BASE_DIR,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    @contextmanager
    def running(self, commands: Sequence[Sequence[str]]) -> Iterator[list[int]]:
        """Run processes for the block; yield their ids."""
        processes = [self.spawn(words) for words in commands]
        try:
            yield [process.pid for process in processes]
        finally:
            stop(processes)

    def redis_flush(self) -> None:
        """Have Redis forget everything."""
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(self.layout.run_dir / "redis.sock"))
            connection.sendall(b"FLUSHALL\r\n")
            connection.recv(16)

    def fresh_effects(self, database: str) -> None:
        """Forget every effect and every number that has raised."""
        with self.connect(database) as connection:
            connection.execute(EFFECTS_SQL)
        for mark in self.marks.iterdir():
            mark.unlink()

    def cpu(self, consumers: Mapping[str, Sequence[int]]) -> dict[str, float]:
        """Return the seconds of processor that consumers and servers have used so far."""
        servers = {server.value: [pid] for server, pid in self.stack.pids().items() if pid}
        every = {**consumers, **servers}
        tree = _children()
        return {name: sum(_seconds(pid, tree) for pid in pids) for name, pids in every.items()}

    @contextmanager
    def _log(self) -> Iterator[int]:
        with self.log_file.open("ab") as log:
            yield log.fileno()


OURS = (sys.executable, "manage.py")
PEERS = (str(PEERS_PYTHON), "-m", "benchmarks.peers")


def until(is_so: Callable[[], bool], what: str, seconds: float) -> None:
    """Wait until it is so.

    Raises:
        TimeoutError: it was not so within `seconds`.
    """
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            message = f"{what}: not within {seconds:.0f} s"
            raise TimeoutError(message)
        time.sleep(LOOK_EVERY_SECONDS)


def stop(processes: Sequence["subprocess.Popen[bytes]"]) -> None:
    """End processes softly, then hard, with all that they started."""
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def descendants(pid: int) -> list[int]:
    """Return the ids of all processes that `pid` has started, directly or not."""
    tree = _children()
    return [one for child in tree.get(pid, []) for one in (child, *descendants(child))]


def _children() -> dict[int, list[int]]:
    tree: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        fields = _fields(stat)
        if fields:
            tree.setdefault(int(fields[PARENT]), []).append(int(stat.parent.name))
    return tree


def _seconds(pid: int, tree: Mapping[int, Sequence[int]]) -> float:
    fields = _fields(Path(f"/proc/{pid}/stat"))
    own = sum(map(int, fields[TIMES])) / TICKS_PER_SECOND if fields else 0.0
    return own + sum(_seconds(child, tree) for child in tree.get(pid, []))


def _fields(stat: Path) -> list[str]:
    try:
        return re.split(r"\s+", stat.read_text().rpartition(")")[2].strip())
    except OSError:
        return []
