"""The embedded vector server: vectord, on a loopback port of its own and behind a key."""

import http.client
import json
import os
import secrets
import socket
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

from selfology_site.embedded.binaries import require_vector_engine
from selfology_site.embedded.errors import EmbeddedError
from selfology_site.embedded.layout import Layout, Server
from selfology_site.embedded.process import server_environment
from selfology_site.embedded.server import EmbeddedServer

LOOPBACK = "127.0.0.1"
REPOSITORY = Path(__file__).resolve().parents[2]
ASK_SECONDS = 2
BACKLOG = 128


@dataclass(frozen=True)
class VectorEndpoint:
    """Where the vector server listens and the key it wants."""

    url: str
    api_key: str


class VectorServer(EmbeddedServer):
    """Qdrant's engine behind a part of Qdrant's REST API."""

    name = Server.VECTORS

    def __init__(self, layout: Layout) -> None:
        super().__init__(layout)
        self._endpoint_file = layout.data_dir / "vectors.json"

    def endpoint(self) -> VectorEndpoint:
        """Read the endpoint anew: after a restart the port may be another.

        Raises:
            EmbeddedError: The server was never started here.
        """
        try:
            return VectorEndpoint(**json.loads(self._endpoint_file.read_text()))
        except (OSError, ValueError, TypeError) as error:
            message = f"The embedded vector server was never started in {self.layout.data_dir}."
            raise EmbeddedError(message) from error

    def answers(self) -> bool:
        """Whether our server answers, and not another program that took its port."""
        with suppress(EmbeddedError, OSError, http.client.HTTPException, ValueError):
            return "collections" in _ask(self.endpoint())
        return False

    def is_reachable(self) -> bool:
        """Whether anybody can know the port."""
        return self._endpoint_file.exists()

    def start(self) -> None:
        """Open the port, tell the others, and hand it over: nobody can take it in between."""
        require_vector_engine()
        self.dir.mkdir(mode=0o700, exist_ok=True)
        with self._listen() as listener:
            endpoint = self._announce(listener.getsockname()[1])
            descriptor = listener.fileno()
            argv = [sys.executable, "-P", "-m", "selfology_site.vectord", str(self.dir)]
            argv += ["--descriptor", str(descriptor)]
            path = os.pathsep.join(filter(None, [str(REPOSITORY), os.environ.get("PYTHONPATH")]))
            environment = server_environment(PYTHONPATH=path, VECTORD_API_KEY=endpoint.api_key)
            self.process.start(argv, environment, sockets=[descriptor])

    def _listen(self) -> socket.socket:
        """Open the port used last time, or any free one when that is taken."""
        with suppress(EmbeddedError, OSError):
            return _bind(urlsplit(self.endpoint().url).port or 0)
        return _bind(0)

    def _announce(self, port: int) -> VectorEndpoint:
        """Write the endpoint file in one step, readable to us alone. The key stays the same."""
        try:
            key = self.endpoint().api_key
        except EmbeddedError:
            key = secrets.token_urlsafe(32)
        endpoint = VectorEndpoint(f"http://{LOOPBACK}:{port}", key)
        aside = self._endpoint_file.with_suffix(".new")
        aside.unlink(missing_ok=True)
        aside.touch(mode=0o600, exist_ok=False)
        aside.write_text(json.dumps(asdict(endpoint)))
        aside.replace(self._endpoint_file)
        return endpoint


def _bind(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((LOOPBACK, port))
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


def _ask(endpoint: VectorEndpoint) -> dict[str, object]:
    parts = urlsplit(endpoint.url)
    connection = http.client.HTTPConnection(LOOPBACK, parts.port, timeout=ASK_SECONDS)
    try:
        connection.request("GET", "/collections", headers={"api-key": endpoint.api_key})
        response = connection.getresponse()
        body = json.loads(response.read())
    finally:
        connection.close()
    result = body.get("result") if isinstance(body, dict) else None
    return result if isinstance(result, dict) else {}
