"""`/metrics`: who may read it, and what it says."""

import pytest
from django.db import OperationalError
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings
from redis import Redis
from redis.exceptions import ConnectionError as RedisAway
from rq.serializers import JSONSerializer

from core.heartbeat import beat
from core.metrics import DELIVERIES_FAILED
from events.workers import ShortWorker
from selfology_site import metrics_page
from tests.counting import metrics_dir

__all__ = ["metrics_dir"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("metrics_dir")]
TOKEN = "a token of a test"  # noqa: S105 - opens nothing
AFAR = "203.0.113.7"


def numbers(client: Client) -> dict[tuple[str, tuple[str, ...]], float]:
    """Return every number of the page by its name and the values of its labels, sorted by name."""
    response = client.get("/metrics")
    assert response.status_code == 200
    return {
        (sample.name, tuple(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(response.content.decode())
        for sample in family.samples
    }


def test_this_machine_may_read(client: Client, redis: "Redis") -> None:
    response = client.get("/metrics")

    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/plain; version=")


@pytest.mark.parametrize("address", [AFAR, "2001:db8::1", "", "unix:"])
def test_from_afar_there_is_no_such_page(client: Client, address: str) -> None:
    assert client.get("/metrics", REMOTE_ADDR=address).status_code == 404


@pytest.mark.parametrize("header", metrics_page.PASSED_ON)
def test_what_a_proxy_on_this_machine_passes_on_comes_from_afar(
    client: Client, header: str
) -> None:
    assert client.get("/metrics", **{header: "127.0.0.1"}).status_code == 404  # type: ignore[arg-type]  # the names are headers


def test_from_afar_the_token_opens_the_page(
    client: Client, settings: Settings, redis: "Redis"
) -> None:
    settings.METRICS_TOKEN = TOKEN
    bearer = {"Authorization": f"Bearer {TOKEN}"}

    assert client.get("/metrics", headers=bearer, REMOTE_ADDR=AFAR).status_code == 200


@pytest.mark.parametrize("given", ["Bearer wrong", "Bearer ", "Bearer токен", TOKEN[:-1]])
def test_another_token_does_not(client: Client, settings: Settings, given: str) -> None:
    settings.METRICS_TOKEN = TOKEN
    wrong = {"Authorization": given}

    assert client.get("/metrics", headers=wrong, REMOTE_ADDR=AFAR).status_code == 404


def test_where_no_token_is_set_none_is_right(client: Client) -> None:
    bearer = {"Authorization": "Bearer "}

    assert client.get("/metrics", headers=bearer, REMOTE_ADDR=AFAR).status_code == 404


def test_the_page_is_only_read(client: Client) -> None:
    assert client.post("/metrics").status_code == 405


def test_the_page_says_what_was_counted_and_how_things_stand(
    client: Client, redis: "Redis"
) -> None:
    DELIVERIES_FAILED.labels(handler="coach.reply", code="timeout").inc()
    beat("relay")
    worker = ShortWorker(["critical", "high"], connection=redis, serializer=JSONSerializer)
    worker.register_birth()

    found = numbers(client)
    worker.register_death()

    assert found["deliveries_failed_total", ("timeout", "coach.reply")] == 1
    assert found["deliveries", ("low", "dead")] == 0
    assert found["oldest_pending_seconds", ("critical",)] == 0
    assert 0 <= found["heartbeat_age_seconds", ("relay",)] < 60
    assert found["processes_alive", ("relay",)] == 1
    assert found["workers_alive", ("high",)] == 1
    assert found["workers_alive", ("low",)] == 0
    assert found["source_up", ("postgresql",)] == found["source_up", ("redis",)] == 1


def test_what_was_counted_is_told_while_servers_are_away(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise OperationalError

    def redis_away(*_: object) -> None:
        raise RedisAway

    monkeypatch.setattr(metrics_page, "backlog", away)
    monkeypatch.setattr(metrics_page, "workers_by_queue", redis_away)
    DELIVERIES_FAILED.labels(handler="coach.reply", code="timeout").inc()

    found = numbers(client)

    assert found["deliveries_failed_total", ("timeout", "coach.reply")] == 1
    assert found["source_up", ("postgresql",)] == found["source_up", ("redis",)] == 0
    assert ("deliveries", ("low", "dead")) not in found
