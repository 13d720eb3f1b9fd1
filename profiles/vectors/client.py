"""The connection to the vector server."""

import os
import ssl
from collections.abc import Callable
from functools import cache
from http import HTTPStatus
from typing import NamedTuple, TypeVar

from django.conf import settings
from qdrant_client import QdrantClient
from qdrant_client.common.client_exceptions import QdrantException
from qdrant_client.http.exceptions import ApiException, UnexpectedResponse

from core.breaker import Breaker, BreakerOpenError
from core.errors import TransientError
from core.retry import VECTORS

T = TypeVar("T")
TIMEOUT_SECONDS = 3

#: By process id: a forked worker must not share a socket with its parent.
_clients: dict[int, QdrantClient] = {}


class VectorsAwayError(TransientError):
    """The vector server does not answer, or not as it should."""

    code = "vectors_away"


class Endpoint(NamedTuple):
    """Where the vector server is."""

    url: str
    api_key: str | None


def is_configured() -> bool:
    """Whether this installation has a vector server at all."""
    return bool(settings.QDRANT_URL or settings.STACK)


def failed(error: BaseException) -> bool:
    """Return whether a call of the server failed."""
    return isinstance(error, ApiException | QdrantException)


def means_away(error: BaseException) -> bool:
    """Return whether `error` says that the server is away, and not that it refused something."""
    if isinstance(error, UnexpectedResponse):
        return (error.status_code or 0) >= HTTPStatus.INTERNAL_SERVER_ERROR
    return failed(error)


BREAKER = Breaker("vectors", counts=means_away)


def call(action: Callable[[QdrantClient], T]) -> T:
    """Do something with the server; once more over a new connection if the old one failed.

    The address is read anew for each connection, because an embedded server may come back on
    another port.

    Raises:
        VectorsAwayError: it failed twice, or is known to be away, or there is no server.
    """
    try:
        with BREAKER.guard():
            return _attempt(action)
    except (ApiException, QdrantException, BreakerOpenError) as error:
        raise VectorsAwayError from error


@VECTORS.when(failed)
def _attempt(action: Callable[[QdrantClient], T]) -> T:
    try:
        return action(_client())
    except (ApiException, QdrantException):
        disconnect()
        raise


def disconnect() -> None:
    """Close this process's connection; the next call opens another."""
    client = _clients.pop(os.getpid(), None)
    if client is not None:
        client.close()


def warm_up() -> None:
    """Load what the first client of a process loads: 0.2 s that every forked worker would pay."""
    _connect(Endpoint("http://127.0.0.1", None)).close()


def _client() -> QdrantClient:
    process = os.getpid()
    if process not in _clients:
        _clients[process] = _connect(_endpoint())
    return _clients[process]


def _connect(endpoint: Endpoint) -> QdrantClient:
    """Return a client; it opens its connection with the first call."""
    return QdrantClient(
        url=endpoint.url,
        # As a header, because the client warns of `api_key` over plain HTTP, which is what an
        # embedded server on loopback and one in a private network speak.
        headers={"api-key": endpoint.api_key} if endpoint.api_key else None,
        timeout=TIMEOUT_SECONDS,
        prefer_grpc=False,
        check_compatibility=False,
        verify=_authorities(),
    )


@cache
def _authorities() -> ssl.SSLContext:
    """Return the certificates of this machine, read once and shared by forked workers."""
    return ssl.create_default_context()


def _endpoint() -> Endpoint:
    if settings.QDRANT_URL:
        return Endpoint(settings.QDRANT_URL, settings.QDRANT_API_KEY)
    if settings.STACK is None:
        raise VectorsAwayError
    try:
        endpoint = settings.STACK.vector_endpoint()
    except RuntimeError as error:  # it was never started
        raise VectorsAwayError from error
    return Endpoint(endpoint.url, endpoint.api_key)
