"""What is counted, over all processes, and read at `/metrics`. See docs/OPERATIONS.md.

Labels are names and codes of ours; a person is never one.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress

from django.conf import settings
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, values
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from core.metrics.shared_values import SharedValue

# The library asks for this class whenever it makes a value.
values.ValueClass = SharedValue
_read_files: Callable[[CollectorRegistry, str], object] = MultiProcessCollector


def _counter(name: str, meaning: str, *labels: str) -> Counter:
    return Counter(name, meaning, labels, registry=None)


def _seconds(name: str, meaning: str, *labels: str, buckets: Iterable[float]) -> Histogram:
    return Histogram(name, meaning, labels, buckets=tuple(buckets), registry=None)


EVENTS_PUBLISHED = _counter("events_published", "Events written to the outbox", "event")
DELIVERIES_DONE = _counter("deliveries_done", "Deliveries whose effects are in place", "handler")
DELIVERIES_FAILED = _counter("deliveries_failed", "Attempts that failed", "handler", "code")
DELIVERIES_DEAD = _counter("deliveries_dead", "Deliveries that were given up", "handler")
DELIVERIES_REDRIVEN = _counter("deliveries_redriven", "Deliveries that were lost and given back")
DELIVERIES_DUPLICATE = _counter("deliveries_duplicate", "Repeated jobs that were dropped")
PUBLISH_TO_DONE = _seconds(
    "publish_to_done_seconds",
    "From the writing of an event to the end of a delivery",
    "queue",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300),
)
TURN_SECONDS = _seconds(
    "turn_seconds",
    "From taking up an update to the commit of its reply",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2.5, 5),
)
MESSAGES_RECEIVED = _counter("messages_received", "Updates that were handled", "kind")
COMMANDS_EXECUTED = _counter("commands_executed", "Commands that were executed", "command")
MESSAGES_SENT = _counter("messages_sent", "Messages that Telegram took", "kind")
RATE_LIMITED = _counter("rate_limited", "Times a limit held something back", "limit")
BREAKER_EVENTS = _counter("breaker_events", "What happened to breakers", "breaker", "event")
RETRIES = _counter("retries", "Attempts that failed and were or were not repeated", "policy", "end")
ERRORS = _counter("errors", "What went wrong in the gateway", "part", "code")


def exposition(collectors: Iterable[Collector] = ()) -> bytes:
    """Return everything counted so far, and what `collectors` find, as Prometheus text."""
    registry = CollectorRegistry()
    settings.METRICS_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    _read_files(registry, str(settings.METRICS_DIR))
    for collector in collectors:
        registry.register(collector)
    return generate_latest(registry)


def clear_metrics() -> None:
    """Begin at zero. For the start of everything: what a living process counted is lost."""
    with suppress(FileNotFoundError):
        for path in settings.METRICS_DIR.glob("*.db"):
            path.unlink()
