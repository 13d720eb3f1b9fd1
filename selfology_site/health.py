"""`/livez` and `/readyz`, and the checks of what every installation stands on."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse

from core.health import HEALTHY, Health, Report, examine, register_check, worst
from core.heartbeat import is_alive
from core.redis import redis_client
from events.workers_alive import workers_by_queue

SANDBOX_TIMEOUT_SECONDS = 2.0


def live(_request: HttpRequest) -> JsonResponse:
    """Answer as long as the process can answer at all."""
    return JsonResponse({"status": "alive"})


def ready(_request: HttpRequest) -> JsonResponse:
    """Answer 200 when every part is up, 503 otherwise; the JSON says which is not, and why."""
    reports = examine()
    status = 503 if worst(reports) is Health.UNHEALTHY else 200
    return JsonResponse(as_json(reports), status=status)


def as_json(reports: Mapping[str, Report]) -> dict[str, Any]:
    """Return the whole and its parts as plain values."""
    parts = {name: _plain(report) for name, report in reports.items()}
    return {"status": worst(reports).value, "parts": parts}


def register_checks() -> None:
    """Register the checks of this installation's servers and processes."""
    register_check("database", database_health)
    register_check("migrations", migrations_health)
    register_check("redis", redis_health)
    register_check("workers", workers_health)
    for process in ("relay", "scheduler", "bot"):
        register_check(process, partial(process_health, process))
    if settings.SANDBOX_ENABLED:
        register_check("sandbox", sandbox_health)


def database_health() -> Report:
    """Unhealthy when PostgreSQL does not answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HEALTHY


def migrations_health() -> Report:
    """Unhealthy while a migration is missing."""
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not missing:
        return HEALTHY
    return Report(Health.UNHEALTHY, "%(count)d to apply", {"count": len(missing)})


def redis_health() -> Report:
    """Unhealthy when Redis does not answer."""
    redis_client().ping()
    return HEALTHY


def workers_health() -> Report:
    """Unhealthy when a queue has no worker that gave a sign of life lately."""
    idle = [queue for queue, workers in workers_by_queue().items() if not workers]
    if not idle:
        return HEALTHY
    return Report(Health.UNHEALTHY, "nobody serves %(queues)s", {"queues": ", ".join(idle)})


def process_health(process: str) -> Report:
    """Unhealthy when the process gave no sign of life lately."""
    return HEALTHY if is_alive(process) else Report(Health.UNHEALTHY, "no sign of life")


def sandbox_health() -> Report:
    """Unhealthy when the sandbox does not answer."""
    address = f"http://127.0.0.1:{settings.SANDBOX_PORT}/livez"
    try:
        with urlopen(address, timeout=SANDBOX_TIMEOUT_SECONDS):
            return HEALTHY
    except URLError:
        return Report(Health.UNHEALTHY, "no answer")


def _plain(report: Report) -> dict[str, str]:
    return {"health": report.health, **({"reason": str(report)} if report.reason else {})}
