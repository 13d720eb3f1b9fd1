"""Run the whole product in one terminal."""

import fcntl
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import StringIO
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from core.metrics import clear_metrics
from selfology_site.admin_login import AdminLogin, ensure_admin_login
from selfology_site.embedded.locks import open_lock, try_lock
from selfology_site.env import BASE_DIR
from selfology_site.supervisor import ChildSpec, Supervisor
from selfology_site.supervisor.ports import LOOPBACK, free_port
from selfology_site.supervisor.readiness import announce_when_ready

WORKERS_OF_A_POOL = "2"
#: Name and queues of a worker pool, and who works in it.
POOLS = {
    "workers-short": (("critical", "high"), "events.workers.ShortWorker"),
    "workers-long": (("normal", "low"), "events.workers.LongWorker"),
}


@dataclass(frozen=True)
class Ports:
    """Where the web and the sandbox listen."""

    web: int
    sandbox: int

    @classmethod
    def choose(cls) -> "Ports":
        """Take the ports wished for, or the next free ones."""
        web = free_port(settings.PORT)
        return cls(web, free_port(settings.SANDBOX_PORT, taken={web}))

    @property
    def environment(self) -> dict[str, str]:
        """What tells all children the same."""
        return {"PORT": str(self.web), "SANDBOX_PORT": str(self.sandbox)}


class Command(BaseCommand):
    """Servers, migrations, questions, then every process, until Ctrl-C."""

    help = "Run every process of the product, with the sandbox when no TELEGRAM_TOKEN is set."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Run in the foreground.

        Raises:
            CommandError: The product already runs on this data.
        """
        started = time.monotonic()
        _exit_in_order_on_signals()
        with _the_only_one():
            if settings.STACK is not None:
                settings.STACK.ensure()
            login = self._prepare()
            ports = Ports.choose()
            supervisor = Supervisor(
                children(ports),
                directory=BASE_DIR,
                log_dir=settings.DATA_DIR / "log",
                say=self._say,
                watch=heal,
            )
            announce_when_ready(
                f"http://{LOOPBACK}:{ports.web}/readyz",
                ready=lambda: self._say(welcome(ports, login, time.monotonic() - started)),
                late=lambda report: self._say(f"Not everything is up yet: {report}"),
            )
            supervisor.run()
            if settings.STACK is not None:
                settings.STACK.release()
            self._say("Stopped.")

    def _prepare(self) -> AdminLogin | None:
        """Bring the database up to date, count from zero, and return the login to print."""
        self._say("Preparing the database…")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("load_questions", stdout=StringIO())
        clear_metrics()
        login = None
        if not settings.IS_PRODUCTION:
            login = ensure_admin_login(settings.DATA_DIR, is_production=settings.IS_PRODUCTION)
        connections.close_all()
        return login

    def _say(self, text: str) -> None:
        # the terminal may be gone (SIGHUP); what is left to do is more important
        with suppress(OSError):
            self.stdout.write(text)
            self.stdout.flush()


def children(ports: Ports) -> list[ChildSpec]:
    """Return the processes of the product."""
    commands = {
        "web": _web(ports.web),
        "relay": _manage("relay"),
        **{name: _pool(queues, worker) for name, (queues, worker) in POOLS.items()},
        "scheduler": _manage("scheduler"),
        "bot": _manage("runbot"),
    }
    if settings.SANDBOX_ENABLED:
        commands["sandbox"] = _manage("sandbox")
    return [ChildSpec(name, argv, ports.environment) for name, argv in commands.items()]


def heal() -> None:
    """Start embedded servers that died."""
    if settings.STACK is not None and not all(settings.STACK.is_up().values()):
        settings.STACK.ensure()


def welcome(ports: Ports, login: AdminLogin | None, seconds: float) -> str:
    """Return what to print when everything is up."""
    web = f"http://{LOOPBACK}:{ports.web}"
    lines = [f"Selfology is ready after {seconds:.1f} s. Ctrl-C stops everything."]
    if settings.SANDBOX_ENABLED:
        lines.append(f"  Talk    http://{LOOPBACK}:{ports.sandbox}/")
    lines.append(f"  Web     {web}/")
    lines.append(f"  Admin   {web}/{settings.ADMIN_PATH}/" + (f"   {login}" if login else ""))
    lines.append(f"  Logs    {settings.DATA_DIR / 'log'}")
    return "\n".join(lines)


def _web(port: int) -> tuple[str, ...]:
    return (
        *(sys.executable, "-m", "uvicorn", "selfology_site.asgi:application"),
        *("--host", LOOPBACK, "--port", str(port), "--lifespan", "off"),
        *("--timeout-graceful-shutdown", "3", "--no-access-log"),
    )


def _manage(*words: str) -> tuple[str, ...]:
    return (sys.executable, str(BASE_DIR / "manage.py"), *words)


def _pool(queues: tuple[str, ...], worker_class: str) -> tuple[str, ...]:
    # The pool builds its queues anew, without the serializer of the settings.
    serializer = ("--serializer", "rq.serializers.JSONSerializer")
    workers = ("--num-workers", WORKERS_OF_A_POOL, "--worker-class", worker_class)
    return _manage("rqworker-pool", *queues, *workers, *serializer)


def _exit_in_order_on_signals() -> None:
    """Until the supervisor takes over, let a signal end us as Ctrl-C does: servers are stopped."""

    def leave(number: int, _frame: FrameType | None) -> None:
        sys.exit(128 + number)

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, leave)


@contextmanager
def _the_only_one() -> Iterator[None]:
    """Hold the data directory's place for the one runstack.

    Raises:
        CommandError: Another runstack holds it.
    """
    settings.DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = settings.DATA_DIR / "runstack.lock"
    descriptor = open_lock(path)
    try:
        if not try_lock(descriptor, fcntl.LOCK_EX):
            message = f"Selfology already runs on {settings.DATA_DIR}; stop it first."
            raise CommandError(message)
        yield
    finally:
        os.close(descriptor)
