"""A deadline for a whole call, which an SDK's `timeout=` is not.

A timeout of an SDK holds for each single read, so a server that sends a byte now and then is never
too slow. Here the read timeout of a request is the time left for all of it: connecting, sending,
waiting, and every piece of the body. Once it is over every read fails as a timeout.
"""

import ssl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from time import monotonic
from typing import Any

import httpcore2
import httpx2

#: Longest wait for one address to take the connection, in seconds.
CONNECT_SECONDS = 3.0

_ends: ContextVar[float] = ContextVar("ends")


def whole_call(seconds: float) -> httpx2.Timeout:
    """Return what to hand an SDK as `timeout=` so that the call ends after `seconds`."""
    return httpx2.Timeout(seconds, connect=min(seconds, CONNECT_SECONDS))


def client(transport: httpx2.BaseTransport | None = None) -> httpx2.Client:
    """Return a client that keeps deadlines, follows no redirect and obeys no environment.

    A redirect would carry a person's words and the key to an address that nobody configured.

    Args:
        transport: What to send through instead of the network.
    """
    timed = DeadlineTransport(transport or _Network())
    return httpx2.Client(transport=timed, follow_redirects=False, trust_env=False)


class DeadlineTransport(httpx2.BaseTransport):
    """Ends every call of another transport when the read timeout of its request has passed."""

    def __init__(self, inner: httpx2.BaseTransport) -> None:
        self._inner = inner

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request and return the response, whose body keeps the same deadline."""
        ends = monotonic() + request.extensions["timeout"]["read"]
        with _until(ends):
            response = self._inner.handle_request(request)
        if isinstance(response.stream, httpx2.SyncByteStream):
            response.stream = _Body(response.stream, ends)
        return response

    def close(self) -> None:
        """Close the connections."""
        self._inner.close()


class _Body(httpx2.SyncByteStream):
    def __init__(self, inner: httpx2.SyncByteStream, ends: float) -> None:
        self._inner = inner
        self._ends = ends

    def __iter__(self) -> Iterator[bytes]:
        pieces = iter(self._inner)
        while True:
            with _until(self._ends):
                _left(None, httpx2.ReadTimeout)
                piece = next(pieces, None)
            if piece is None:
                return
            yield piece

    def close(self) -> None:
        self._inner.close()


class _Network(httpx2.HTTPTransport):
    """HTTP over sockets whose every operation waits no longer than what is left."""

    def __init__(self) -> None:
        context = _certificates()
        super().__init__(verify=context)
        self._pool = httpcore2.ConnectionPool(
            ssl_context=context,
            max_connections=100,
            max_keepalive_connections=20,
            keepalive_expiry=30.0,
            network_backend=_Backend(),
        )


@cache
def _certificates() -> ssl.SSLContext:
    # Slow to load, and a fork may share it; a connection it may not.
    return httpx2.create_ssl_context()


class _Backend(httpcore2.NetworkBackend):
    def __init__(self) -> None:
        self._inner = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        left = _left(timeout, httpcore2.ConnectTimeout)
        return _Socket(
            self._inner.connect_tcp(host, port, left, local_address, socket_options or ())
        )


class _Socket(httpcore2.NetworkStream):
    def __init__(self, inner: httpcore2.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(timeout, httpcore2.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(timeout, httpcore2.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        left = _left(timeout, httpcore2.ConnectTimeout)
        return _Socket(self._inner.start_tls(ssl_context, server_hostname, left))

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


@contextmanager
def _until(ends: float) -> Iterator[None]:
    token = _ends.set(ends)
    try:
        yield
    finally:
        _ends.reset(token)


def _left(timeout: float | None, error: type[Exception]) -> float:
    """Return the seconds an operation may take.

    Raises:
        Exception: of the class `error`, when the deadline has passed.
    """
    left = _ends.get() - monotonic()
    if left <= 0:
        message = "the deadline has passed"
        raise error(message)
    return left if timeout is None else min(left, timeout)
