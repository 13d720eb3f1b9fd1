"""`/metrics`: what all processes counted, and how things stand now, as Prometheus text."""

import hmac
from collections.abc import Iterable, Iterator
from ipaddress import ip_address

from django.conf import settings
from django.db import Error as DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from core.clock import utc_now
from core.heartbeat import pulses
from core.metrics import exposition
from core.redis import RedisError
from events.backlog import backlog, waiting_seconds
from events.workers_alive import workers_by_queue

#: A request that somebody passed on comes from this machine only by its last step.
PASSED_ON = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_REAL_IP")


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer whoever may know.

    Raises:
        Http404: the request comes from elsewhere and carries no valid token.
    """
    if not (_is_from_here(request) or _has_token(request)):
        raise Http404
    return HttpResponse(exposition([Standings()]), content_type=CONTENT_TYPE_LATEST)


class Standings(Collector):
    """What nobody counts: it is looked up in PostgreSQL and Redis when it is asked for."""

    def collect(self) -> Iterator[Metric]:
        """Yield what can be looked up, and for each source whether it answered."""
        answers = GaugeMetricFamily("source_up", "Whether a source answered", labels=["source"])
        for source, look, error in (
            ("postgresql", _from_postgresql, DatabaseError),
            ("redis", _from_redis, RedisError),
        ):
            try:
                yield from look()
                answers.add_metric([source], 1)
            except error:
                answers.add_metric([source], 0)
        yield answers


def _from_postgresql() -> Iterable[Metric]:
    standings = backlog()
    count = GaugeMetricFamily("deliveries", "Not done", labels=["queue", "status"])
    oldest = GaugeMetricFamily(
        "oldest_pending_seconds", "For how long the oldest due delivery waits", labels=["queue"]
    )
    for standing in standings:
        count.add_metric([standing.queue, standing.status], standing.count)
    for queue in settings.QUEUES:
        of_queue = [standing for standing in standings if standing.queue == queue]
        oldest.add_metric([queue], waiting_seconds(of_queue))
    return [count, oldest, *_heartbeats()]


def _heartbeats() -> Iterable[Metric]:
    age = GaugeMetricFamily(
        "heartbeat_age_seconds", "Since the last sign of life", labels=["process"]
    )
    alive = GaugeMetricFamily(
        "processes_alive", "Processes that gave a sign of life lately", labels=["process"]
    )
    for pulse in pulses():
        age.add_metric([pulse.kind], max(0.0, (utc_now() - pulse.at).total_seconds()))
        alive.add_metric([pulse.kind], pulse.alive)
    return age, alive


def _from_redis() -> Iterable[Metric]:
    alive = GaugeMetricFamily("workers_alive", "Workers that serve a queue", labels=["queue"])
    for queue, count in workers_by_queue().items():
        alive.add_metric([queue], count)
    return [alive]


def _is_from_here(request: HttpRequest) -> bool:
    if any(header in request.META for header in PASSED_ON):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _has_token(request: HttpRequest) -> bool:
    expected: str = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(expected) and hmac.compare_digest(given.encode(), expected.encode())
