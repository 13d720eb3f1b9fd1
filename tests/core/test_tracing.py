"""Traces: one id from an update to the last handler, ids without export, spans without words."""

import os
from collections.abc import Iterator
from uuid import uuid4

import pytest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from core import tracing
from core.errors import NotFoundError
from core.tracing import (
    Attribute,
    add_trace_ids,
    current_trace_id,
    trace_failed,
    trace_headers,
    traced,
)

WORD = "Зимородок"

# Newer Pythons warn of what the workers do: forking where other tests may have left a thread.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")


@pytest.fixture
def spans(monkeypatch: pytest.MonkeyPatch) -> Iterator[InMemorySpanExporter]:
    """Record spans as they are exported."""
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(tracing, "_tracer", lambda: provider.get_tracer("tests"))
    yield exporter
    provider.shutdown()


def only(spans: InMemorySpanExporter) -> ReadableSpan:
    """Return the one span that was recorded."""
    [span] = spans.get_finished_spans()
    return span


def test_without_a_trace_there_is_nothing_to_pass_on() -> None:
    assert trace_headers() == {}
    assert current_trace_id() is None
    assert add_trace_ids(None, "", {"event": "told"}) == {"event": "told"}


def test_a_trace_has_valid_ids_though_nobody_collects_them() -> None:
    with traced("update"):
        version, trace_id, span_id, flags = trace_headers()["traceparent"].split("-")

        assert (version, len(trace_id), len(span_id), flags) == ("00", 32, 16, "01")
        assert current_trace_id() == trace_id
        assert add_trace_ids(None, "", {}) == {"trace_id": trace_id, "span_id": span_id}

    assert current_trace_id() is None


def test_what_happens_inside_belongs_to_the_same_trace() -> None:
    with traced("update"):
        outer, outer_headers = current_trace_id(), trace_headers()
        with traced("part"):
            assert current_trace_id() == outer
            assert trace_headers() != outer_headers
        assert trace_headers() == outer_headers


def test_the_trace_goes_on_from_update_over_event_to_the_event_after_it() -> None:
    with traced("update"):
        first, trace_id = trace_headers(), current_trace_id()
    with traced("delivery", headers=first):
        second = trace_headers()
    with traced("delivery", headers=second):
        assert current_trace_id() == trace_id


@pytest.mark.parametrize("headers", [{}, {"traceparent": "nonsense"}, {"traceparent": "00-0-0-0"}])
def test_headers_without_a_trace_begin_one_of_their_own(headers: dict[str, str]) -> None:
    with traced("job"):
        job = current_trace_id()
        with traced("delivery", headers=headers):
            assert current_trace_id() not in (None, job)


def test_a_foreign_trace_state_is_passed_on() -> None:
    headers = {"traceparent": f"00-{'a' * 32}-{'b' * 16}-01", "tracestate": "vendor=1"}

    with traced("delivery", headers=headers):
        assert trace_headers()["tracestate"] == "vendor=1"
        assert current_trace_id() == "a" * 32


def test_a_span_is_the_child_of_the_one_that_asked_for_it(spans: InMemorySpanExporter) -> None:
    with traced("update"):
        headers = trace_headers()
    with traced("delivery", headers=headers):
        pass

    update, delivery = spans.get_finished_spans()
    assert delivery.parent is not None
    assert update.context is not None
    assert delivery.parent.span_id == update.context.span_id
    assert delivery.links == ()


def test_a_repeat_links_to_what_asked_for_it_and_stays_in_its_trace(
    spans: InMemorySpanExporter,
) -> None:
    with traced("update"):
        headers, trace_id = trace_headers(), current_trace_id()
    with traced("delivery", headers=headers, link=True):
        assert current_trace_id() == trace_id

    update, delivery = spans.get_finished_spans()
    assert [link.context.span_id for link in delivery.links] == [update.context.span_id]


def test_a_failing_span_holds_the_code_and_no_message(spans: InMemorySpanExporter) -> None:
    with pytest.raises(ValueError, match=WORD), traced("update"):
        raise ValueError(WORD)

    span = only(spans)
    assert span.attributes == {"error.type": "ValueError"}
    assert (span.status.is_ok, span.status.description) == (False, "ValueError")
    assert WORD not in span.to_json()
    assert span.events == ()


def test_a_failure_that_is_dealt_with_inside_is_noted_too(spans: InMemorySpanExporter) -> None:
    with traced("delivery"):
        trace_failed(NotFoundError(WORD))

    assert only(spans).status.description == "not_found"
    assert WORD not in only(spans).to_json()


def test_attributes_are_ids_numbers_and_codes_never_words(spans: InMemorySpanExporter) -> None:
    person = uuid4()
    given: dict[str, Attribute] = {
        "handler": "coach.reply",
        "attempt": 2,
        "person": person,
        "text": f"Мой {WORD}",
    }

    with traced("delivery", attributes=given):
        pass

    kept = {"handler": "coach.reply", "attempt": 2, "person": str(person), "text": "withheld"}
    assert only(spans).attributes == kept


def test_a_forked_process_makes_ids_of_its_own() -> None:
    reader, writer = os.pipe()
    with traced("worker"):
        child = os.fork()
        if child == 0:
            with traced("job", headers={}):
                os.write(writer, str(current_trace_id()).encode())
            os._exit(0)
        os.waitpid(child, 0)
        with traced("job", headers={}):
            assert os.read(reader, 32).decode() != current_trace_id()
