"""Spans reach a collector, also those of forked workers; a collector that is away stops nobody."""

import os
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from selfology_site.env import BASE_DIR

WORD = "Зимородок"

#: A long-running process prepares, forks for a job as RQ does, and stops.
SCRIPT = f"""
import os
from core.tracing import flush_traces, prepare_tracing, trace_headers, traced

prepare_tracing()
with traced("update"):
    headers = trace_headers()
child = os.fork()
if child == 0:
    try:
        with traced("delivery", headers=headers, attributes={{"attempt": 1}}):
            raise ValueError("{WORD}")
    except ValueError:
        flush_traces()
    os._exit(0)
os.waitpid(child, 0)
print("done")
"""


class Collector(ThreadingHTTPServer):
    """Keeps what is sent to it."""

    daemon_threads = True

    def __init__(self) -> None:
        self.requests: list[tuple[str, bytes]] = []
        super().__init__(("127.0.0.1", 0), Receiver)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def spans(self) -> dict[str, Span]:
        """Return the spans that came, by their names."""
        exports = [ExportTraceServiceRequest.FromString(body) for _, body in self.requests]
        return {
            span.name: span
            for export in exports
            for resource in export.resource_spans
            for scope in resource.scope_spans
            for span in scope.spans
        }


class Receiver(BaseHTTPRequestHandler):
    server: Collector

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.requests.append((self.path, body))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def collector() -> Iterator[Collector]:
    with Collector() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def run(endpoint: str) -> str:
    """Run the script with its spans sent to `endpoint`; return what it prints."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "selfology_site.settings",
        "OTEL_EXPORTER_OTLP_ENDPOINT": endpoint,
    }
    result = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-c", SCRIPT],
        cwd=Path(BASE_DIR),
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return result.stdout.strip()


def test_spans_of_a_process_and_of_its_forks_arrive_in_one_trace(collector: Collector) -> None:
    assert run(collector.address + "/") == "done"

    spans = collector.spans()
    assert spans.keys() == {"update", "delivery"}
    assert spans["delivery"].trace_id == spans["update"].trace_id
    assert spans["delivery"].parent_span_id == spans["update"].span_id
    assert {path for path, _ in collector.requests} == {"/v1/traces"}


def test_a_failure_leaves_with_its_code_and_without_its_words(collector: Collector) -> None:
    run(collector.address)

    failed = collector.spans()["delivery"]
    noted = {
        each.key: each.value.string_value or each.value.int_value for each in failed.attributes
    }
    assert noted == {"attempt": 1, "error.type": "ValueError"}
    assert (failed.status.message, list(failed.events)) == ("ValueError", [])
    assert all(WORD.encode() not in body for _, body in collector.requests)


def test_a_collector_that_is_away_stops_nobody() -> None:
    assert run("http://127.0.0.1:9") == "done"
