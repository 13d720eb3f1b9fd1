import json
import re
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import Settings
from redis import Redis
from redis.exceptions import RedisError
from rq.serializers import JSONSerializer

from core import health as core_health
from core.clock import utc_now
from core.health import HEALTHY, Health, Report
from core.heartbeat import ALIVE_WITHIN, beat
from events import health as events_health
from events import workers_alive
from events.workers import ShortWorker
from selfology_site import health
from selfology_site.env import BASE_DIR
from selfology_site.health_page import REASONS
from tests.architecture.sources import PACKAGES
from tests.telegram_bot.sandbox.conftest import sandbox_url

__all__ = ["sandbox_url"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch) -> dict[str, core_health.Check]:
    """Return the parts that are asked about, to be filled by the test."""
    asked: dict[str, core_health.Check] = {}
    monkeypatch.setattr(core_health, "_checks", asked)
    return asked


def test_a_process_that_answers_is_alive(client: Client) -> None:
    assert client.get("/livez").json() == {"status": "alive"}


def test_ready_means_that_every_part_is_up(
    client: Client, parts: dict[str, core_health.Check]
) -> None:
    parts["one"] = lambda: HEALTHY
    parts["two"] = lambda: Report(Health.DEGRADED, "old contacts")

    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {
        "status": "degraded",
        "parts": {
            "one": {"health": "healthy"},
            "two": {"health": "degraded", "reason": "old contacts"},
        },
    }


def test_whoever_is_not_up_is_named(client: Client, parts: dict[str, core_health.Check]) -> None:
    def broken() -> Report:
        raise OperationalError

    parts["one"] = lambda: HEALTHY
    parts["two"] = broken

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["parts"]["two"] == {"health": "unhealthy", "reason": "OperationalError"}


def test_every_part_of_an_installation_is_asked_about(
    parts: dict[str, core_health.Check], settings: Settings
) -> None:
    settings.SANDBOX_ENABLED = False
    health.register_checks()
    without_sandbox = set(parts)
    settings.SANDBOX_ENABLED = True
    health.register_checks()

    servers = {"database", "migrations", "redis", "workers"}
    assert without_sandbox == servers | {"relay", "scheduler", "bot"}
    assert set(parts) == without_sandbox | {"sandbox"}


def test_the_database_answers() -> None:
    assert health.database_health() == HEALTHY


def test_a_missing_migration_is_counted() -> None:
    assert health.migrations_health() == HEALTHY

    MigrationRecorder.Migration.objects.filter(app="telegram_bot").latest("pk").delete()

    assert health.migrations_health() == Report(
        Health.UNHEALTHY, "%(count)d to apply", {"count": 1}
    )


def test_redis_answers_or_does_not(redis: "Redis", monkeypatch: pytest.MonkeyPatch) -> None:
    assert health.redis_health() == HEALTHY

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise RedisError

    with monkeypatch.context() as broken:
        broken.setattr("redis.ConnectionPool.get_connection", refuse)
        with pytest.raises(RedisError):
            health.redis_health()


def test_queues_without_a_worker_are_named(redis: "Redis") -> None:
    idle = ", ".join(django_settings.QUEUES)

    report = health.workers_health()

    assert (report.health, str(report)) == (Health.UNHEALTHY, f"nobody serves {idle}")


def test_workers_that_gave_a_sign_of_life_lately_serve_their_queues(redis: "Redis") -> None:
    worker = ShortWorker(["critical", "high"], connection=redis, serializer=JSONSerializer)
    worker.register_birth()
    worker.heartbeat()

    assert str(health.workers_health()) == "nobody serves normal, low"
    with time_machine.travel(utc_now() + timedelta(seconds=workers_alive.ALIVE_SECONDS + 1)):
        assert "critical" in str(health.workers_health())


def test_a_process_is_up_while_its_heart_beats() -> None:
    never = health.process_health("relay")
    beat("relay")

    assert never == Report(Health.UNHEALTHY, "no sign of life")
    assert health.process_health("relay") == HEALTHY
    with time_machine.travel(utc_now() + ALIVE_WITHIN + timedelta(seconds=1)):
        assert health.process_health("relay").health is Health.UNHEALTHY


def test_the_sandbox_is_up_or_away(sandbox_url: str, settings: Settings) -> None:
    settings.SANDBOX_PORT = int(sandbox_url.rpartition(":")[2])
    up = health.sandbox_health()
    settings.SANDBOX_PORT = 9

    assert up == HEALTHY
    assert health.sandbox_health() == Report(Health.UNHEALTHY, "no answer")


@pytest.mark.parametrize(
    ("part", "code"), [(Health.HEALTHY, 0), (Health.DEGRADED, 1), (Health.UNHEALTHY, 2)]
)
def test_the_command_ends_with_the_code_of_the_worst(
    parts: dict[str, core_health.Check], part: Health, code: int
) -> None:
    parts["one"] = lambda: HEALTHY
    parts["other"] = lambda: Report(part)

    with pytest.raises(SystemExit) as end:
        call_command("health", stdout=StringIO())

    assert end.value.code == code


def test_the_command_prints_a_table(parts: dict[str, core_health.Check]) -> None:
    parts["a"] = lambda: HEALTHY
    parts["longer"] = lambda: Report(Health.DEGRADED, "%(count)d of them", {"count": 3})

    assert said_by_command().splitlines() == [
        "a       healthy",
        "longer  degraded   3 of them",
        "all     degraded",
    ]


def test_the_command_prints_what_readyz_answers(
    client: Client, parts: dict[str, core_health.Check]
) -> None:
    parts["part"] = lambda: Report(Health.DEGRADED, "%(count)d of them", {"count": 3})

    assert json.loads(said_by_command("--json")) == client.get("/readyz").json()


def said_by_command(*options: str) -> str:
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("health", *options, stdout=out)
    return out.getvalue()


def test_every_reason_of_a_check_has_words_for_staff() -> None:
    given = {
        reason
        for package in PACKAGES
        for path in (BASE_DIR / package).rglob("*.py")
        for reason in re.findall(r'Report\(\s*Health\.\w+, "([^"]+)"', path.read_text())
    }

    assert given | {events_health.WAITS} == set(REASONS)
