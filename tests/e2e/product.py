"""A running product with servers of its own, and people who talk with it."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import httpx

from selfology_site.env import BASE_DIR
from selfology_site.supervisor.ports import free_port

READY_SECONDS = 300.0
REPLY_SECONDS = 60.0
STOP_SECONDS = 120.0
LOOK_EVERY_SECONDS = 0.03

T = TypeVar("T")


def eventually(look: Callable[[], T | None], what: str, seconds: float = REPLY_SECONDS) -> T:
    """Return what `look` finds, looking until it finds something.

    Raises:
        AssertionError: it found nothing within `seconds`.
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        time.sleep(LOOK_EVERY_SECONDS)
    message = f"{what} did not happen within {seconds:.0f} s"
    raise AssertionError(message)


def likely_free_port() -> int:
    """Return a free port that no other test run on this machine is about to take as well."""
    return free_port(random.SystemRandom().randrange(10_000, 30_000))


@dataclass
class Product:
    """`manage.py runstack` on a data folder of its own."""

    data_dir: Path
    web_port: int = field(default_factory=likely_free_port)
    sandbox_port: int = field(default_factory=likely_free_port)
    settings: dict[str, str] = field(default_factory=dict)
    checkout: Path = BASE_DIR
    process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        """The environment of every process of this product."""
        return {
            **os.environ,
            "SELFOLOGY_DATA_DIR": str(self.data_dir),
            "PORT": str(self.web_port),
            "SANDBOX_PORT": str(self.sandbox_port),
            "LOG_LEVEL": "DEBUG",
            **self.settings,
        }

    def start(self) -> None:
        """Start everything and wait until every part is up."""
        self.launch()
        eventually(self.is_ready, "readiness", READY_SECONDS)

    def launch(self) -> None:
        """Start everything."""
        if self.process is not None:
            self.process.wait(STOP_SECONDS)
        self.data_dir.mkdir(parents=True, exist_ok=True)
        with (self.data_dir / "runstack.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "runstack"],
                cwd=self.checkout,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def is_ready(self) -> bool:
        """Return whether `/readyz` says so."""
        try:
            url = f"http://127.0.0.1:{self.web_port}/readyz"
            return httpx.get(url, trust_env=False, timeout=10).status_code == 200
        except httpx.HTTPError:
            return False

    def stop(self) -> None:
        """Stop everything as Ctrl-C would."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(STOP_SECONDS)

    def manage(self, *arguments: str) -> str:
        """Run a management command on this product's data and return what it printed."""
        result = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "manage.py", *arguments],
            cwd=self.checkout,
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
        )
        return result.stdout

    def logs(self) -> str:
        """Return everything that any part of the product has logged."""
        paths = self.data_dir.rglob("*.log*")
        return "".join(path.read_text(errors="replace") for path in sorted(paths))

    @property
    def sandbox(self) -> httpx.Client:
        """Return a client of the sandbox."""
        url = f"http://127.0.0.1:{self.sandbox_port}"
        return httpx.Client(base_url=url, trust_env=False, timeout=30)

    def person(self, name: str, language: str) -> "Talker":
        """Let somebody new come into the sandbox."""
        with self.sandbox as client:
            answer = client.post("/_sandbox/people", json={"name": name, "language_code": language})
        return Talker(self, answer.json()["id"])


@dataclass
class Talker:
    """Somebody in the sandbox who writes, presses buttons and waits for replies."""

    product: Product
    id: int
    seen: int = 0

    def write(self, text: str) -> dict[str, Any]:
        """Send a text and return the bot's next message."""
        self.send(text=text)
        return self.next_message()

    def send(self, **what: Any) -> None:
        """Send something without waiting."""
        with self.product.sandbox as client:
            client.post(f"/_sandbox/people/{self.id}/send", json=what).raise_for_status()

    def press(self, message: dict[str, Any], action: str) -> dict[str, Any]:
        """Press the button of `message` with this action; return the bot's next message."""
        data = next(data for data in buttons(message) if data.endswith(f":{action}"))
        self.press_data(message["message_id"], data)
        return self.next_message()

    def do(self, what: str) -> None:
        """Do one of the sandbox's other things: block, unblock, duplicate_last_update, group."""
        with self.product.sandbox as client:
            client.post(f"/_sandbox/people/{self.id}/{what}", json={}).raise_for_status()

    def press_data(self, message_id: int, data: str) -> None:
        """Press a button, real or forged, without waiting."""
        body = {"message_id": message_id, "callback_data": data}
        with self.product.sandbox as client:
            client.post(f"/_sandbox/people/{self.id}/press", json=body).raise_for_status()

    def messages(self) -> list[dict[str, Any]]:
        """Return what the bot has written so far."""
        with self.product.sandbox as client:
            everything = client.get(f"/_sandbox/people/{self.id}/messages").json()
        return [message for message in everything if message["from"]["is_bot"]]

    def next_message(self, seconds: float = REPLY_SECONDS) -> dict[str, Any]:
        """Wait for the bot's next message."""
        found = eventually(lambda: self.messages()[self.seen :], "a reply", seconds)
        self.seen += 1
        return found[0]

    def begin(self, *, language: str) -> dict[str, Any]:
        """Go through language, consent, age and name; return the first question."""
        greeting = self.write("/start")
        consent = self.press(greeting, "begin")
        name = self.press(consent, "agree")
        after_name = self.press(name, "telegram")
        return self.press(after_name, "vy") if language == "ru" else after_name


def buttons(message: dict[str, Any]) -> Iterator[str]:
    """Yield the data of every button under a message."""
    for row in message.get("reply_markup", {}).get("inline_keyboard", []):
        for button in row:
            yield button["callback_data"]
