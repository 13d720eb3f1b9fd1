import json
from typing import Any

import pytest
from django.db import OperationalError, connections
from django.test import AsyncClient
from django.urls import resolve
from pytest_django import Settings

from telegram_bot import webhook
from telegram_bot.inbox import ingest
from telegram_bot.models import InboundUpdate
from telegram_bot.setup import WEBHOOK_PATH
from tests.telegram_bot.sandbox.conftest import Stage
from tests.telegram_bot.updates import text_update

SECRET = "very-secret"  # noqa: S105 - of this test
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.anyio]
GRAVE = "Я больше не хочу жить"


@pytest.fixture
def anyio_backend() -> str:
    """Run on asyncio, as the product does."""
    return "asyncio"


@pytest.fixture(autouse=True)
def _secret(settings: Settings) -> None:
    settings.TELEGRAM_WEBHOOK_SECRET = SECRET
    # Static files are served from here; the middleware looks whether it exists.
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True)
def _closing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Close the connection of the thread that stores, which ends with the test's event loop."""

    def ingest_and_close(updates: list[dict[str, Any]]) -> int:
        try:
            return ingest(updates)
        finally:
            connections.close_all()

    monkeypatch.setattr(webhook, "ingest", ingest_and_close)


@pytest.fixture
def _no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be stored."""

    def fail(_updates: list[dict[str, Any]]) -> int:
        raise OperationalError

    monkeypatch.setattr(webhook, "ingest", fail)


async def deliver(body: Any, secret: str = SECRET) -> int:
    """Call the webhook as Telegram does; return the status."""
    response = await AsyncClient().post(
        f"/{WEBHOOK_PATH}",
        data=body if isinstance(body, str) else json.dumps(body),
        content_type="application/json",
        headers={webhook.SECRET_HEADER: secret},
    )
    return int(response.status_code)


async def test_an_update_is_stored_before_it_is_acknowledged() -> None:
    update = text_update(1, "Да")

    assert await deliver(update) == 200
    assert await deliver(update) == 200
    assert [row.pk async for row in InboundUpdate.objects.all()] == [update["update_id"]]


@pytest.mark.parametrize("secret", ["", "wrong", "very-secret2"])
async def test_a_wrong_secret_is_turned_away(secret: str) -> None:
    assert await deliver(text_update(1, "Да"), secret) == 403
    assert not await InboundUpdate.objects.aexists()


async def test_without_a_secret_of_our_own_nobody_gets_in(settings: Settings) -> None:
    settings.TELEGRAM_WEBHOOK_SECRET = ""

    assert await deliver(text_update(1, "Да"), "") == 403


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        "null",
        '"текст"',
        "{}",
        '{"update_id": "1"}',
        '{"update_id": null}',
        '{"update_id": true}',
        '{"update_id": -1}',
        '{"update_id": 99999999999999999999}',
        "[" * 5000,
    ],
)
async def test_what_is_no_update_is_refused(body: str) -> None:
    assert await deliver(body) == 400
    assert not await InboundUpdate.objects.aexists()


async def test_an_odd_update_is_taken_and_will_be_ignored() -> None:
    assert await deliver({"update_id": 5, "message": "?"}) == 200


async def test_only_post_is_understood() -> None:
    assert (await AsyncClient().get(f"/{WEBHOOK_PATH}")).status_code == 405


@pytest.mark.usefixtures("_no_database")
async def test_without_the_database_telegram_is_asked_to_come_again(telegram: Stage) -> None:
    person = telegram.person()

    assert await deliver(text_update(person, "Гуляли у реки")) == 503
    assert len(telegram.get(f"people/{person}/messages")) == 1


@pytest.mark.usefixtures("_no_database")
async def test_without_the_database_somebody_in_danger_is_helped_once(telegram: Stage) -> None:
    person = telegram.person()
    update = text_update(person, GRAVE)

    assert [await deliver(update), await deliver(update)] == [503, 503]

    messages = telegram.get(f"people/{person}/messages")
    assert [("112" in message["text"]) for message in messages] == [False, True]


def test_the_address_is_the_one_that_telegram_is_told() -> None:
    assert resolve(f"/{WEBHOOK_PATH}").func is webhook.receive
