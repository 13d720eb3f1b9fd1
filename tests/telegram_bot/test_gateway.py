"""The whole gateway in this process: a person in the sandbox writes and is answered."""

import asyncio
import signal
from collections.abc import Callable
from typing import Any

import pytest
from pytest_django import Settings
from redis import Redis

from core.heartbeat import is_alive
from core.listen import plain_connection
from onboarding.services.bank import bank_load
from people.models import CrisisCase
from telegram_bot import gateway, poller
from telegram_bot.gateway import PROCESS, Gateway
from telegram_bot.models import Account
from telegram_bot.poller_lock import NAME
from telegram_bot.threads import Database
from tests.telegram_bot.sandbox.conftest import Stage
from tests.telegram_bot.test_poller_lock import break_connection, holders
from tests.waiting import until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _quick(redis: "Redis", monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for nothing longer than a test must."""
    monkeypatch.setattr(gateway, "RETRY_SECONDS", 0.05)
    monkeypatch.setattr(poller, "STAND_BY_SECONDS", 0.05)
    monkeypatch.setattr(poller, "EMPTY_PAUSE_SECONDS", 0.05)
    monkeypatch.setattr(gateway, "prepare_for_work", lambda: None)


def run(talk: Callable[[], None]) -> None:
    """Run the gateway while `talk` goes on in a thread, and stop it as a supervisor would."""

    async def main() -> None:
        working = asyncio.create_task(gateway.run_gateway())
        talking = Database(1)
        try:
            await talking.call(talk)
        finally:
            signal.raise_signal(signal.SIGTERM)
            await working
            talking.close()

    asyncio.run(main())


def bot_messages(stage: Stage, chat: int, viewer: int | None = None) -> list[dict[str, Any]]:
    messages = stage.get(f"people/{viewer or chat}/messages", chat_id=chat)
    return [message for message in messages if message["from"]["is_bot"]]


def press(stage: Stage, person: int, action: str) -> None:
    """Press the newest button with this action."""
    for message in reversed(bot_messages(stage, person)):
        for row in message.get("reply_markup", {}).get("inline_keyboard", []):
            for button in row:
                if button["callback_data"].endswith(f":{action}"):
                    body = {"message_id": message["message_id"]}
                    data = button["callback_data"]
                    stage.post(f"people/{person}/press", callback_data=data, **body)
                    return
    raise AssertionError(action)


def test_a_person_is_greeted_begins_and_is_asked(telegram: Stage) -> None:
    bank_load()
    person = telegram.person()

    def talk() -> None:
        for count, action in enumerate(("begin", "agree", "none", "vy"), start=1):
            until(lambda count=count: len(bot_messages(telegram, person)) == count)  # type: ignore[misc]
            press(telegram, person, action)
        until(lambda: "Вопрос 1" in bot_messages(telegram, person)[-1]["text"])
        until(lambda: is_alive(PROCESS))
        until(lambda: bool(telegram.call("getMyCommands")["result"]))

    run(talk)

    assert len(bot_messages(telegram, person)) == 5
    assert Account.objects.get().chat_id == person


def test_the_wishes_take_the_place_of_the_buttons_of_a_question(telegram: Stage) -> None:
    bank_load()
    person = telegram.person()

    def shown() -> list[str]:
        rows = bot_messages(telegram, person)[-1].get("reply_markup", {}).get("inline_keyboard", [])
        return [button["callback_data"].rpartition(":")[2] for row in rows for button in row]

    def talk() -> None:
        for count, action in enumerate(("begin", "agree", "none", "vy"), start=1):
            until(lambda count=count: len(bot_messages(telegram, person)) == count)  # type: ignore[misc]
            press(telegram, person, action)
        until(lambda: "more" in shown())
        press(telegram, person, "more")
        until(lambda: shown() == ["put_off", "not_topic", "never", "back"])
        press(telegram, person, "back")
        until(lambda: "more" in shown())

    run(talk)

    assert len(bot_messages(telegram, person)) == 5


def test_somebody_in_danger_is_answered_once(telegram: Stage) -> None:
    person = telegram.person(text="Я больше не хочу жить")

    run(lambda: until(lambda: bool(bot_messages(telegram, person))))

    [help_text] = bot_messages(telegram, person)
    assert "112" in help_text["text"]
    assert not CrisisCase.objects.exists()


def test_the_bot_says_where_to_find_it_and_leaves_a_group(telegram: Stage) -> None:
    person = telegram.person()
    telegram.call("getUpdates", offset=0)
    group = telegram.post(f"people/{person}/group", title="Семья")

    def left() -> bool:
        late = telegram.call("sendChatAction", chat_id=group["id"], action="typing")
        return late["ok"] is False

    run(lambda: until(left))

    said = telegram.get(f"people/{person}/messages", chat_id=group["id"])
    assert any("t.me/" in message.get("text", "") for message in said)
    assert not Account.objects.filter(pk=group["id"]).exists()


def test_cosmetic_methods_that_are_unknown_cost_nothing(telegram: Stage) -> None:
    for method in ("answerCallbackQuery", "setMyCommands", "sendChatAction"):
        telegram.post("faults", kind="unknown_method", method=method)
    person = telegram.person()

    def talk() -> None:
        until(lambda: len(bot_messages(telegram, person)) == 1)
        press(telegram, person, "how")
        until(lambda: len(bot_messages(telegram, person)) == 2)

    run(talk)

    assert len(bot_messages(telegram, person)) == 2


def test_the_gateway_waits_until_telegram_answers(telegram: Stage) -> None:
    telegram.post("faults", kind="5xx", method="getMe", count=2)
    person = telegram.person()

    run(lambda: until(lambda: bool(bot_messages(telegram, person))))

    assert len(bot_messages(telegram, person)) == 1


def test_a_gateway_whose_lock_broke_takes_it_again_and_goes_on(telegram: Stage) -> None:
    person = telegram.person()

    def talk() -> None:
        until(lambda: len(bot_messages(telegram, person)) == 1)
        break_connection()
        press(telegram, person, "how")
        until(lambda: len(bot_messages(telegram, person)) == 2)
        until(lambda: len(holders()) == 1)

    run(talk)

    assert not holders()


def test_a_gateway_takes_over_when_the_other_one_ends(telegram: Stage) -> None:
    person = telegram.person()
    other = plain_connection()
    lock = "SELECT pg_advisory_lock(hashtextextended(%s, 0))"
    other.execute(lock, [NAME])

    def talk() -> None:
        until(lambda: is_alive(PROCESS))
        other.close()
        until(lambda: bool(bot_messages(telegram, person)))

    run(talk)

    assert len(bot_messages(telegram, person)) == 1


def test_in_webhook_mode_nobody_polls(telegram: Stage, settings: Settings) -> None:
    settings.TELEGRAM_MODE, settings.PUBLIC_URL = "webhook", "https://selfology.example"

    async def works() -> int:
        built = Gateway()
        coroutines = built._works()
        for coroutine in coroutines:
            coroutine.close()
        await built._bot.shutdown()
        built._database.close()
        return len(coroutines)

    webhook_works = asyncio.run(works())
    settings.TELEGRAM_MODE = "polling"

    assert webhook_works == asyncio.run(works()) - 1
