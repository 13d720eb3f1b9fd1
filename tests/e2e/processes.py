"""The processes of a running product, found in /proc: to be killed, frozen and counted."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from selfology_site.embedded import Server
from tests.e2e.product import Product

needs_proc = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")

#: What the command line of each part says.
COMMANDS = {
    "web": "uvicorn",
    "relay": "manage.py relay",
    "workers-short": "rqworker-pool critical",
    "workers-long": "rqworker-pool normal",
    "scheduler": "manage.py scheduler",
    "bot": "manage.py runbot",
    "sandbox": "manage.py sandbox",
    "runstack": "manage.py runstack",
}


@dataclass(frozen=True, slots=True)
class Running:
    """A living process."""

    pid: int
    parent: int
    command: str


def processes_of(product: Product) -> list[Running]:
    """Return every living process that works on the product's data."""
    return [process for process in _everything() if _belongs(process.pid, product.data_dir)]


def pids(product: Product, part: str) -> list[int]:
    """Return the pids of a part: a name of `COMMANDS`, a `Server`, or a pool's "… worker"."""
    if part in set(Server):
        return [int((product.data_dir / f"{part}.lock").read_text())]
    pool = part.removesuffix(" worker")
    mine = [p for p in processes_of(product) if COMMANDS[pool] in p.command]
    leaders = {p.pid for p in mine if p.parent not in {other.pid for other in mine}}
    if part == pool:
        return sorted(leaders)
    return sorted(p.pid for p in mine if p.parent in leaders)


def kill(product: Product, part: str) -> int:
    """Kill -9 one process of a part and return its pid."""
    pid = pids(product, part)[0]
    os.kill(pid, signal.SIGKILL)
    return pid


def signal_all(product: Product, part: str, number: signal.Signals) -> None:
    """Send a signal to every process of a part, with all they have started."""
    found = dict.fromkeys(pids(product, part), True)
    for process in sorted(processes_of(product), key=lambda p: p.pid):
        if process.parent in found:
            found[process.pid] = True
    for pid in found:
        with suppress(ProcessLookupError):
            os.kill(pid, number)


def _everything() -> Iterator[Running]:
    for directory in Path("/proc").iterdir():
        if directory.name.isdigit():
            with suppress(OSError):
                state, parent = (directory / "stat").read_text().rpartition(")")[2].split()[:2]
                command = (directory / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                if state != "Z":
                    yield Running(int(directory.name), int(parent), command)


def _belongs(pid: int, data_dir: Path) -> bool:
    """Whether the process was told of the folder, or has a file of it open."""
    with suppress(OSError):
        environment = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
        if f"SELFOLOGY_DATA_DIR={data_dir}".encode() in environment:
            return True
        return any(_is_inside(fd, data_dir) for fd in Path(f"/proc/{pid}/fd").iterdir())
    return False


def _is_inside(descriptor: Path, data_dir: Path) -> bool:
    with suppress(OSError):
        return descriptor.readlink().is_relative_to(data_dir)
    return False
