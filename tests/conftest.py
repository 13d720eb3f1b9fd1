"""What every test may rely on: real servers, an empty Redis, no remembered keys."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import settings as hypothesis_settings
from pytest_django import Settings
from redis import Redis

from core.breaker import circuit
from core.breaker.memory import KEY, Memory
from core.redis import redis_client
from core.sealed.keys import forget_cached_keys
from tests.plugin import WORKER_ENV

hypothesis_settings.register_profile("tests", deadline=None, derandomize=True, database=None)
hypothesis_settings.load_profile("tests")


def pytest_sessionstart() -> None:
    """Start the servers, and give this process a Redis database of its own."""
    assert settings.STACK is not None
    settings.STACK.ensure()
    number = int(os.environ.get(WORKER_ENV, "gw0").removeprefix("gw")) + 1
    settings.REDIS_URL = settings.REDIS_URL.replace("?db=0", f"?db={number}")
    for queue in settings.RQ_QUEUES.values():
        queue["URL"] = settings.REDIS_URL


@pytest.fixture(autouse=True)
def _no_remembered_keys() -> Iterator[None]:
    """Forget data keys: another test's rollback or flush took their rows away."""
    forget_cached_keys()
    yield
    forget_cached_keys()


@pytest.fixture(autouse=True)
def _no_open_breakers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget what failed in the tests before."""
    monkeypatch.setattr(circuit, "_memory", Memory())
    redis_client().delete(KEY)


@pytest.fixture
def redis() -> Iterator["Redis"]:
    """Return a client of this process's Redis database, empty before and after the test."""
    client = redis_client()
    client.flushdb()
    yield client
    client.flushdb()


@pytest.fixture
def data_dir(tmp_path: Path, settings: Settings) -> Path:
    """Return an empty data folder that the product uses for this test."""
    settings.DATA_DIR = tmp_path
    return tmp_path
