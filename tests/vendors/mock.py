"""The mock server: started on a free port, asked what it was asked."""

import json
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

import httpx2

from ai.usage import Usage
from selfology_site.env import BASE_DIR

CLI = BASE_DIR / ".data/vendors/node_modules/@copilotkit/aimock/dist/aimock-cli.js"
#: What the server says to what; the words of a person are what it goes by.
FIXTURES = Path(__file__).with_name("fixtures.json")
START_SECONDS = 20.0


class VendorMock:
    """One server that speaks like all vendors.

    Attributes:
        url: Its address.
    """

    def __init__(self, folder: Path) -> None:
        """Prepare a server that keeps its configuration and its log in `folder`."""
        self._folder = folder
        self._port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        config = self._folder / "aimock.json"
        config.write_text(json.dumps(self._config()), encoding="utf-8")
        with (self._folder / "aimock.log").open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own words
                ["node", str(CLI), "--config", str(config)],  # noqa: S607 - wherever Node is
                stdout=log,
                stderr=log,
            )
        ends = time.monotonic() + START_SECONDS
        while not self._is_ready():
            assert time.monotonic() < ends, (self._folder / "aimock.log").read_text()
            time.sleep(0.1)

    def stop(self) -> None:
        """Stop it."""
        assert self._process is not None
        self._process.terminate()
        self._process.wait(timeout=10)

    def forget(self) -> None:
        """Empty the journal."""
        self._control("POST", "reset/journal")

    def journal(self) -> list[dict[str, Any]]:
        """Return every request since it last forgot, with what it answered."""
        entries: list[dict[str, Any]] = self._control("GET", "journal?limit=1000")
        return entries

    def billed(self) -> Usage:
        """Return what all calls that it completed have used, by its own journal."""
        said = [entry["response"]["fixture"]["response"]["usage"] for entry in self.journal()]
        return Usage(
            input_tokens=sum(usage["prompt_tokens"] for usage in said),
            output_tokens=sum(usage["completion_tokens"] for usage in said),
        )

    def _config(self) -> dict[str, Any]:
        return {
            "port": self._port,
            "host": "127.0.0.1",
            "strict": True,
            "llm": {"fixtures": str(FIXTURES)},
            "services": {"moderate": True},
        }

    def _is_ready(self) -> bool:
        try:
            return httpx2.get(f"{self.url}/health").is_success
        except httpx2.TransportError:
            return False

    def _control(self, method: str, path: str) -> Any:
        response = httpx2.request(method, f"{self.url}/__aimock/{path}")
        return response.raise_for_status().json()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port
