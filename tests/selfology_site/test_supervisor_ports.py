import http.server
import json
import socket
import threading
from collections.abc import Iterator
from http import HTTPStatus
from typing import ClassVar

import pytest

from selfology_site.supervisor import readiness
from selfology_site.supervisor.ports import LOOPBACK, free_port


@pytest.fixture
def busy() -> Iterator[int]:
    """A port on which somebody listens."""
    with socket.create_server((LOOPBACK, 0)) as listener:
        yield listener.getsockname()[1]


def test_a_free_port_is_what_was_wished_for(busy: int) -> None:
    wish = free_port(busy)

    assert wish != busy
    assert free_port(wish) == wish


def test_a_port_given_away_is_not_given_twice() -> None:
    wish = free_port(0)

    assert free_port(wish, taken={wish}) != wish


def test_the_last_port_has_no_next_one() -> None:
    assert 0 < free_port(65535, taken={65535}) <= 65535


PARTS = {"database": {"health": "healthy"}, "relay": {"health": "unhealthy", "reason": "silent"}}


class Health(http.server.BaseHTTPRequestHandler):
    """Answers 503 with a report, then 200."""

    answers: ClassVar[list[HTTPStatus]] = []

    def do_GET(self) -> None:
        body = json.dumps({"status": "unhealthy", "parts": PARTS}).encode()
        self.send_response(self.answers.pop(0) if self.answers else HTTPStatus.OK)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def health() -> Iterator[str]:
    with http.server.HTTPServer((LOOPBACK, 0), Health) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield f"http://{LOOPBACK}:{server.server_address[1]}/readyz"
        server.shutdown()
        thread.join()


def test_parts_that_stay_down_are_told_once_and_then_it_is_ready(
    health: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Health.answers[:] = [HTTPStatus.SERVICE_UNAVAILABLE] * 3
    monkeypatch.setattr(readiness, "LATE_SECONDS", 0.0)
    monkeypatch.setattr(readiness, "PAUSE_SECONDS", 0.01)
    reports: list[str] = []
    ready = threading.Event()

    readiness.announce_when_ready(health, ready=ready.set, late=reports.append)

    assert ready.wait(10)
    assert reports == ["relay (silent)"]


def test_a_server_that_does_not_listen_is_a_report() -> None:
    report = readiness.ask(f"http://{LOOPBACK}:{free_port(0)}/readyz")

    assert report
    assert "no answer yet" in report


@pytest.mark.parametrize(
    "body", ["<h1>Server Error</h1>", "[]", '{"parts": [1]}', '{"parts": {"a": 1}}']
)
def test_any_other_answer_is_told_as_it_is(body: str) -> None:
    assert readiness.parts_down(body) == body
