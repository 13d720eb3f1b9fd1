"""Sending spans to a collector: OTLP over HTTP, in the background.

Nothing waits for a collector but a process that ends, and that only for a moment.
"""

from functools import cache

from django.conf import settings
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

SERVICE = "selfology"
TRACES_PATH = "/v1/traces"
#: Too short for a second try: rather a lost span than work that waits.
TIMEOUT_SECONDS = 1.0
EVERY_MILLISECONDS = 2000


@cache
def provider() -> TracerProvider:
    """Return what records the spans of this process and of its forks."""
    endpoint = str(settings.OTLP_ENDPOINT).rstrip("/") + TRACES_PATH
    exporter = OTLPSpanExporter(endpoint, timeout=TIMEOUT_SECONDS)
    made = TracerProvider(resource=Resource.create({"service.name": SERVICE}))
    made.add_span_processor(BatchSpanProcessor(exporter, schedule_delay_millis=EVERY_MILLISECONDS))
    return made
