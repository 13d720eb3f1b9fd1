"""The HTTP side of vectord: keys, sizes, JSON, statuses."""

import hmac
import json
import logging
import socket
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from pydantic import ValidationError

from selfology_site.vectord.errors import Refusal
from selfology_site.vectord.routes import VERSION, answer
from selfology_site.vectord.store import Store

logger = logging.getLogger(__name__)

MAX_BODY_BYTES = 32 * 1024 * 1024  # a real Qdrant's limit
IDLE_SECONDS = 300
OPEN_PATHS = ("/", "/healthz", "/livez", "/readyz")


class VectorHttpServer(ThreadingHTTPServer):
    """Serves a store on a socket that is already listening."""

    daemon_threads = True

    def __init__(self, listener: socket.socket, store: Store, api_key: str) -> None:
        super().__init__(listener.getsockname(), Handler, bind_and_activate=False)
        self.socket.close()
        self.socket = listener
        self.store = store
        self._api_key = api_key.encode()

    def admits(self, key: str | None) -> bool:
        """Compare a key in a time that says nothing about ours."""
        return hmac.compare_digest((key or "").encode(), self._api_key)


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    timeout = IDLE_SECONDS
    disable_nagle_algorithm = True
    wbufsize = -1  # one packet a response
    server: VectorHttpServer

    def handle_request(self) -> None:
        """Read, answer, write."""
        started = time.perf_counter()
        body = self._body()
        path = self.path.partition("?")[0]
        if body is None:
            self._send(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _error("the body is too large"))
        elif path in OPEN_PATHS:
            self._send(HTTPStatus.OK, VERSION)
        elif not self.server.admits(self.headers.get("api-key")):
            self._send(HTTPStatus.UNAUTHORIZED, _error("Invalid API key"))
        else:
            status, content = self._answer(path, body)
            self._send(status, {**content, "time": time.perf_counter() - started})

    do_GET = do_PUT = do_POST = do_DELETE = do_PATCH = handle_request  # noqa: N815 - http.server's names

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet: access lines of a local server help nobody."""

    def _answer(self, path: str, body: bytes) -> tuple[HTTPStatus, dict[str, Any]]:
        try:
            result = answer(self.server.store, self.command, path, body)
        except Refusal as refusal:
            return refusal.status, _error(str(refusal))
        except ValidationError as error:
            return _malformed(error)
        except Exception:
            logger.exception("%s %s failed", self.command, path)
            return HTTPStatus.INTERNAL_SERVER_ERROR, _error(
                "internal error, see the log of vectord"
            )
        return HTTPStatus.OK, {"result": result, "status": "ok"}

    def _body(self) -> bytes | None:
        """Read the body. None means that it is too large or of unknown length, and stays unread."""
        length = self.headers.get("content-length", "0")
        is_readable = length.isdigit() and int(length) <= MAX_BODY_BYTES
        if not is_readable or "transfer-encoding" in self.headers:
            self.close_connection = True
            return None
        return self.rfile.read(int(length))

    def _send(self, status: HTTPStatus, content: dict[str, Any]) -> None:
        payload = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)


def _malformed(error: ValidationError) -> tuple[HTTPStatus, dict[str, Any]]:
    """Tell apart what we cannot do from what nobody can; quote places, never values."""
    problems = error.errors(include_url=False, include_input=False, include_context=False)
    unknown = [problem for problem in problems if problem["type"] == "extra_forbidden"]
    status = HTTPStatus.NOT_IMPLEMENTED if unknown else HTTPStatus.BAD_REQUEST
    parts = [f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in unknown or problems]
    prefix = "not in the embedded server: " if unknown else "Format error in JSON body: "
    return status, _error(prefix + "; ".join(parts[:5]))


def _error(message: str) -> dict[str, Any]:
    return {"status": {"error": message}}
