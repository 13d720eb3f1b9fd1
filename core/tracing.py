"""One trace from an update to the last handler, in W3C trace context.

Ids are made whether spans are exported or not, so that log lines can be told together anywhere.
Spans leave the process only when `OTEL_EXPORTER_OTLP_ENDPOINT` is set. A span holds ids, numbers
and codes; of a failure it holds the code, never the message, which may quote a person.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from secrets import randbits
from typing import Any
from uuid import UUID

from django.conf import settings
from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.trace import Link, NonRecordingSpan, Span, SpanContext, TraceFlags, Tracer
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from opentelemetry.trace.status import Status, StatusCode

from core.errors import error_code

#: What an attribute may look like: a name or a code, never a phrase.
CODE = re.compile(r"[A-Za-z0-9_.:/-]{1,120}")
WITHHELD = "withheld"

Attribute = int | float | str | UUID

_propagator = TraceContextTextMapPropagator()


@contextmanager
def traced(
    name: str,
    *,
    headers: Mapping[str, str] | None = None,
    link: bool = False,
    attributes: Mapping[str, Attribute] | None = None,
) -> Iterator[None]:
    """Run the block as one span.

    Args:
        name: What is done, as a code: `update`, `delivery coach.reply`.
        headers: Of the event that asks for it: the span continues its trace, or begins one where
            they name none. Without headers it continues what is going on here, if anything.
        link: Whether this repeats what was tried before; the span then also links to the one that
            asked for it, and stays in its trace, so that a person's update has one trace id.
        attributes: Ids, numbers and codes. A string that is no code is withheld.
    """
    asker = _asker(headers)
    span = _start(name, asker, attributes or {}, is_linked=link)
    with trace.use_span(
        span, end_on_exit=True, record_exception=False, set_status_on_exception=False
    ):
        try:
            yield
        except BaseException as error:
            trace_failed(error)
            raise


def trace_failed(error: BaseException) -> None:
    """Mark the current span as failed, with the code of the error and nothing else."""
    code = error_code(error)
    span = trace.get_current_span()
    span.set_attribute("error.type", code)
    span.set_status(Status(StatusCode.ERROR, code))


def trace_headers() -> dict[str, str]:
    """Return what continues the current trace elsewhere; empty where there is none."""
    headers: dict[str, str] = {}
    _propagator.inject(headers)
    return headers


def current_trace_id() -> str | None:
    """Return the id of the current trace, 32 hexadecimal digits, if there is one."""
    here = _current()
    return trace.format_trace_id(here.trace_id) if here.is_valid else None


def add_trace_ids(_logger: Any, _name: str, entry: dict[str, Any]) -> dict[str, Any]:
    """Put the ids of the current trace and span into a log entry."""
    here = _current()
    if here.is_valid:
        entry["trace_id"] = trace.format_trace_id(here.trace_id)
        entry["span_id"] = trace.format_span_id(here.span_id)
    return entry


def prepare_tracing() -> None:
    """Load what exports spans before forks, which then share it."""
    _tracer()


def flush_traces() -> None:
    """Export what has ended, before a forked process leaves without ceremony."""
    if settings.OTLP_ENDPOINT:
        from core.trace_export import provider  # noqa: PLC0415 - as below

        provider().force_flush()


def _current() -> SpanContext:
    return trace.get_current_span().get_span_context()


def _asker(headers: Mapping[str, str] | None) -> SpanContext:
    if headers is None:
        return _current()
    return trace.get_current_span(_propagator.extract(headers, Context())).get_span_context()


def _start(
    name: str, asker: SpanContext, attributes: Mapping[str, Attribute], *, is_linked: bool
) -> Span:
    tracer = _tracer()
    if tracer is None:
        return NonRecordingSpan(_successor(asker))
    return tracer.start_span(
        name,
        context=trace.set_span_in_context(NonRecordingSpan(asker), Context()),
        links=[Link(asker)] if is_linked and asker.is_valid else [],
        attributes={key: _safe(value) for key, value in attributes.items()},
    )


def _successor(asker: SpanContext) -> SpanContext:
    """Return ids as a recorded span would have them."""
    return SpanContext(
        trace_id=asker.trace_id or randbits(128),
        span_id=randbits(64),
        is_remote=False,
        trace_flags=TraceFlags(TraceFlags.SAMPLED),
        trace_state=asker.trace_state,
    )


def _safe(value: Attribute) -> int | float | str:
    if isinstance(value, int | float):
        return value
    text = str(value)
    return text if CODE.fullmatch(text) else WITHHELD


@cache
def _tracer() -> Tracer | None:
    """Return what records spans, or None where nobody wants them."""
    if not settings.OTLP_ENDPOINT:
        return None
    from core.trace_export import provider  # noqa: PLC0415 - 0.2 s that only exporters pay

    return provider().get_tracer(__name__)
