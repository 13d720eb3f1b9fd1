import asyncio
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest
import telegram
import uvicorn
from telegram.request import HTTPXRequest

from telegram_bot.sandbox.asgi import create_app
from telegram_bot.sandbox.server import SandboxServer
from telegram_bot.sandbox.store import Store

REPOSITORY = Path(__file__).parents[3]
Result = TypeVar("Result")

#: Nothing on the loopback address needs a proxy or certificates; loading those takes long.
LOOPBACK: dict[str, Any] = {"trust_env": False, "verify": False}
CLIENT = httpx.Client(trust_env=False, verify=False, timeout=30)  # noqa: S501 - loopback only


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_alive(url: str) -> None:
    for _ in range(200):
        try:
            if CLIENT.get(f"{url}/livez").is_success:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    message = f"no sandbox at {url}"
    raise AssertionError(message)


def _post(address: str, document: dict[str, Any], query: dict[str, str] | None = None) -> Any:
    """Post JSON in ASCII, which can spell what UTF-8 cannot."""
    headers = {"Content-Type": "application/json"}
    body = json.dumps(document)
    return CLIENT.post(address, content=body, headers=headers, params=query or {}).json()


@dataclass
class Stage:
    """One bot of its own at a running sandbox, and the people who talk to it."""

    url: str
    token: str

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Call the Bot API by plain HTTP; return the whole answer."""
        path = f"{self.url}/bot{self.token}/{method}"
        answer: dict[str, Any] = _post(path, parameters)
        return answer

    def get(self, path: str, **query: Any) -> Any:
        query["bot"] = self.token
        return CLIENT.get(f"{self.url}/_sandbox/{path}", params=query).json()

    def post(self, path: str, **parameters: Any) -> Any:
        address = f"{self.url}/_sandbox/{path}"
        bot = {"bot": self.token}
        return _post(address, parameters, bot)

    def person(self, language: str = "ru", text: str = "/start") -> int:
        """Let somebody new write to the bot; return their id."""
        person_id = int(self.post("people", name="Анна", language_code=language)["id"])
        self.post(f"people/{person_id}/send", text=text)
        return person_id

    def updates(self, offset: int = 0) -> list[dict[str, Any]]:
        result: list[dict[str, Any]] = self.call("getUpdates", offset=offset)["result"]
        return result

    def run(self, scenario: Callable[[telegram.Bot], Coroutine[Any, Any, Result]]) -> Result:
        """Run a scenario with the real client library."""

        async def main() -> Result:
            requests = [HTTPXRequest(httpx_kwargs=LOOPBACK) for _ in range(2)]
            bot = telegram.Bot(
                self.token,
                base_url=f"{self.url}/bot",
                base_file_url=f"{self.url}/file/bot",
                request=requests[0],
                get_updates_request=requests[1],
            )
            async with bot:
                return await scenario(bot)

        return asyncio.run(main())


@pytest.fixture(scope="session")
def sandbox_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = free_port()
    store = Store(tmp_path_factory.mktemp("sandbox") / "sandbox.sqlite3")
    app = create_app(store, "42:sandbox")
    config = uvicorn.Config(
        app, port=port, lifespan="on", log_config=None, access_log=False, timeout_keep_alive=75
    )
    server = SandboxServer(app, config)
    thread = threading.Thread(target=server.run)
    thread.start()
    url = f"http://127.0.0.1:{port}"
    wait_until_alive(url)
    yield url
    server.should_exit = True
    thread.join()


@pytest.fixture
def stage(sandbox_url: str, request: pytest.FixtureRequest) -> Stage:
    name = "".join(c if c.isascii() and c.isalnum() else "-" for c in request.node.name)
    return Stage(sandbox_url, f"42:{name}")


@dataclass
class SandboxProcess:
    """A sandbox in a process of its own, which a test may kill."""

    directory: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def path(self) -> Path:
        return self.directory / "sandbox.sqlite3"

    @property
    def stage(self) -> Stage:
        return Stage(f"http://127.0.0.1:{self.port}", "42:process")

    def start(self) -> Stage:
        code = (
            "from pathlib import Path; from telegram_bot.sandbox.server import serve;"
            f" serve(Path({str(self.path)!r}), '42:process', {self.port})"
        )
        environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
        self.process = subprocess.Popen([sys.executable, "-c", code], env=environment)  # noqa: S603 - our own code
        wait_until_alive(self.stage.url)
        return self.stage

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(10)


@pytest.fixture
def sandbox_process(tmp_path: Path) -> Iterator[SandboxProcess]:
    sandbox = SandboxProcess(tmp_path, free_port())
    yield sandbox
    if sandbox.process and sandbox.process.poll() is None:
        sandbox.kill()
