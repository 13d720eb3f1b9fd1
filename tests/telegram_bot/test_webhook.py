import asyncio
import json
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import AsyncClient, AsyncRequestFactory
from django.urls import resolve
from pytest_django import Settings

from core.listen import plain_connection
from telegram_bot import crisis_watch, webhook
from telegram_bot.models import InboundUpdate
from telegram_bot.setup import WEBHOOK_PATH
from telegram_bot.threads import Database
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
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crisis_watch, "ANSWER_WITHIN_SECONDS", 0.05)
    monkeypatch.setattr(webhook, "STORE_WITHIN_SECONDS", 0.5)


@pytest.fixture(autouse=True)
def _database(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give the webhook threads whose connections end with the test."""
    database = Database(webhook.DATABASE_THREADS)
    monkeypatch.setattr(webhook, "_database", database)
    yield
    database.close()


@pytest.fixture
def _no_database() -> Iterator[None]:
    """Let nobody reach the database, whatever part of the request asks for it."""

    def fail(_connection: object, *_args: object) -> None:
        raise OperationalError

    with pytest.MonkeyPatch.context() as away:
        away.setattr(BaseDatabaseWrapper, "cursor", fail)
        yield


@pytest.fixture
def _hanging_database() -> Iterator[None]:
    """Let whoever asks for the inbox wait."""
    with closing(plain_connection()) as other, other.transaction():
        other.execute("LOCK TABLE telegram_inbound_updates IN ACCESS EXCLUSIVE MODE")
        yield


async def deliver(body: Any, secret: str = SECRET) -> int:
    """Call the webhook as Telegram does; return the status."""
    response = await AsyncClient().post(
        f"/{WEBHOOK_PATH}",
        data=body if isinstance(body, str) else json.dumps(body),
        content_type="application/json",
        headers={webhook.SECRET_HEADER: secret},
    )
    return int(response.status_code)


async def messages_to(stage: Stage, person: int) -> list[str]:
    """Return what the bot has written once nobody is watched over any longer."""
    await asyncio.gather(*webhook._watch._watching)
    messages = stage.get(f"people/{person}/messages")
    return [message["text"] for message in messages if message["from"]["is_bot"]]


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
    assert await messages_to(telegram, person) == []


@pytest.mark.parametrize("trouble", ["_no_database", "_hanging_database"])
async def test_without_the_database_somebody_in_danger_is_helped_once(
    request: pytest.FixtureRequest, telegram: Stage, trouble: str
) -> None:
    person = telegram.person()
    update = text_update(person, GRAVE)
    request.getfixturevalue(trouble)

    assert [await deliver(update), await deliver(update)] == [503, 503]

    [help_text] = await messages_to(telegram, person)
    assert "112" in help_text


@pytest.mark.usefixtures("_hanging_database")
async def test_updates_that_wait_for_the_database_hold_up_nothing_else() -> None:
    request = AsyncRequestFactory().post(
        f"/{WEBHOOK_PATH}",
        data=json.dumps(text_update(1, "Гуляли у реки")),
        content_type="application/json",
        headers={webhook.SECRET_HEADER: SECRET},
    )

    responses = await asyncio.gather(*[webhook.receive(request) for _ in range(40)])

    assert {response.status_code for response in responses} == {503}
    assert await asyncio.wait_for(asyncio.to_thread(lambda: True), 10.0)


async def test_somebody_in_danger_is_helped_when_nobody_takes_the_turn(telegram: Stage) -> None:
    person = telegram.person()

    assert await deliver(text_update(person, GRAVE)) == 200

    [help_text] = await messages_to(telegram, person)
    assert "112" in help_text


async def test_who_was_answered_in_a_turn_is_not_answered_again(telegram: Stage) -> None:
    person = telegram.person()
    update = text_update(person, GRAVE)
    await InboundUpdate.objects.acreate(update_id=update["update_id"], status="handled")

    assert await deliver(update) == 200

    assert await messages_to(telegram, person) == []


def test_the_address_is_the_one_that_telegram_is_told() -> None:
    assert resolve(f"/{WEBHOOK_PATH}").func is webhook.receive
