"""A call ends at its deadline, however slowly and steadily the vendor speaks. Over real sockets."""

import json
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from http.client import parse_headers
from threading import Event, Thread
from time import monotonic

import httpcore2
import pytest

from ai.errors import Charge, VendorAwayError, VendorError, VendorTooSlowError
from ai.providers.base import Terms
from ai.providers.deadline import _Socket, _until
from tests.ai.providers.speakers import (
    FILLED,
    PROMPT,
    TERMS,
    USAGE,
    Moods,
    Speaker,
    streaming,
)

#: Between two drops, in seconds; a hundred of them last ten times the deadline.
DROP = 0.1
DROPS = 100
HASTY = Terms("model-1", None, max_output_tokens=500, deadline_seconds=1.0)
HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: %s\r\nconnection: close\r\n\r\n"
JSON = HEAD % b"application/json"
STREAM = HEAD % b"text/event-stream"


class Vendor:
    """A server that sends what it is told, one drop after the other.

    Attributes:
        drops: How many it has got rid of.
    """

    def __init__(self) -> None:
        self.drops = 0
        self._stop = Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._threads: list[Thread] = []

    @property
    def url(self) -> str:
        host, port = self._socket.getsockname()
        return f"http://{host}:{port}/v1"

    def sends(self, pieces: Sequence[bytes], pause: float = DROP) -> "Vendor":
        """Answer one request with these pieces."""
        thread = Thread(target=self._serve, args=(pieces, pause), daemon=True)
        thread.start()
        self._threads.append(thread)
        return self

    def close(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()
        self._socket.close()

    def _serve(self, pieces: Sequence[bytes], pause: float) -> None:
        peer, _ = self._socket.accept()
        with peer, suppress(OSError):
            _read_request(peer)
            for piece in pieces:
                peer.sendall(piece)
                self.drops += 1
                self._stop.wait(pause)


def _read_request(peer: socket.socket) -> None:
    """Read all of it: closing a connection with something unread would reset it."""
    with peer.makefile("rb") as reader:
        reader.readline()
        message = parse_headers(reader)
        reader.read(int(message["content-length"]))


@pytest.fixture
def vendor() -> Iterator[Vendor]:
    one = Vendor()
    yield one
    one.close()


def too_slow(call: Callable[[], object]) -> VendorError:
    with pytest.raises(VendorTooSlowError) as caught:
        call()
    return caught.value


def slow_body(text: bytes) -> list[bytes]:
    """Return a response whose JSON trickles, with white space before it."""
    return [JSON, *[b" "] * DROPS, text]


def test_a_body_that_drips_ends_at_the_deadline(speaker: Speaker, vendor: Vendor) -> None:
    vendor.sends(slow_body(json.dumps(speaker.whole(FILLED)).encode()))
    provider = speaker.provider(None, vendor.url)

    error = too_slow(lambda: provider.structured(PROMPT, Moods, HASTY))
    assert error.charge is Charge.UNKNOWN
    assert vendor.drops < DROPS


def test_headers_that_drip_end_at_the_deadline(speaker: Speaker, vendor: Vendor) -> None:
    vendor.sends([b"HTTP/1.1 200 OK\r\n", *[b"x-a: b\r\n"] * DROPS])
    provider = speaker.provider(None, vendor.url)

    assert too_slow(lambda: provider.structured(PROMPT, Moods, HASTY)).charge is Charge.UNKNOWN
    assert vendor.drops < DROPS


def test_a_stream_that_drips_ends_at_the_deadline_and_its_pieces_stand(
    speaker: Speaker, vendor: Vendor
) -> None:
    # What the SDK loads for its first stream is not the vendor's time.
    list(streaming(speaker, speaker.told(["drop "])).stream(PROMPT, TERMS))
    vendor.sends([STREAM, *speaker.told(["drop "] * DROPS)])
    stream = speaker.provider(None, vendor.url).stream(PROMPT, HASTY)
    pieces: list[str] = []

    error = too_slow(lambda: pieces.extend(iter(stream)))
    assert error.charge is Charge.UNKNOWN
    assert 0 < len(pieces) < DROPS


def test_a_vendor_that_says_nothing_is_too_slow(speaker: Speaker, vendor: Vendor) -> None:
    vendor.sends([b"", b""], pause=DROP * DROPS)
    provider = speaker.provider(None, vendor.url)

    assert too_slow(lambda: provider.structured(PROMPT, Moods, HASTY)).charge is Charge.UNKNOWN


def test_a_steady_stream_within_the_deadline_is_read_to_its_end(
    speaker: Speaker, vendor: Vendor
) -> None:
    vendor.sends([STREAM, *speaker.told(["drop "] * 5)], pause=0.01)
    stream = speaker.provider(None, vendor.url).stream(PROMPT, TERMS)

    assert list(stream) == ["drop "] * 5
    assert stream.usage == USAGE


def test_a_connection_that_breaks_within_the_body_is_away(speaker: Speaker, vendor: Vendor) -> None:
    vendor.sends([b"HTTP/1.1 200 OK\r\ncontent-length: 9000\r\n\r\n", b'{"id": "'], pause=0.01)

    with pytest.raises(VendorAwayError) as caught:
        speaker.provider(None, vendor.url).structured(PROMPT, Moods, TERMS)
    assert caught.value.charge is Charge.UNKNOWN


def test_where_nobody_listens_nothing_was_spent(speaker: Speaker, vendor: Vendor) -> None:
    url = vendor.url
    vendor.close()

    with pytest.raises(VendorAwayError) as caught:
        speaker.provider(None, url).structured(PROMPT, Moods, TERMS)
    assert caught.value.charge is Charge.NOTHING


def test_a_deadline_ends_with_its_call(speaker: Speaker, vendor: Vendor) -> None:
    provider = speaker.provider(None, vendor.url)
    body = json.dumps(speaker.whole(FILLED)).encode()
    vendor.sends(slow_body(body))
    too_slow(lambda: provider.structured(PROMPT, Moods, HASTY))
    vendor.sends([JSON, body], pause=0.01)

    assert provider.structured(PROMPT, Moods, TERMS).usage == USAGE


class Stream(httpcore2.NetworkStream):
    """A connection that notes how long it may wait."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self.waits.append(timeout or 0.0)
        return b"x" * max_bytes

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.waits.append(timeout or 0.0)


def test_no_wait_is_longer_than_what_is_left() -> None:
    stream = Stream()
    connection = _Socket(stream)
    with _until(monotonic() + 2.0):
        connection.read(1, 5.0)
        connection.write(b"x", None)
        connection.read(1, 0.5)

    assert 0.0 < stream.waits[1] <= stream.waits[0] <= 2.0
    assert stream.waits[2] == 0.5
