import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import telegram

from tests.telegram_bot.sandbox.conftest import CLIENT, Stage


@pytest.fixture(autouse=True)
def cleared(sandbox_url: str) -> Iterator[None]:
    yield
    CLIENT.delete(f"{sandbox_url}/_sandbox/faults")


def send(stage: Stage, person: int) -> dict[str, Any]:
    return stage.call("sendMessage", chat_id=person, text="x")


def test_too_many_requests_say_when_to_come_back(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    person = stage.person()
    stage.post("faults", kind="429", method="sendMessage", retry_after=3, count=1)

    async def scenario(bot: telegram.Bot) -> None:
        await bot.send_message(person, "x")

    with pytest.raises(telegram.error.RetryAfter) as refusal:
        stage.run(scenario)
    assert refusal.value.retry_after == timedelta(seconds=3)
    assert send(stage, person)["ok"]


@pytest.mark.parametrize(
    ("kind", "code"), [("429", 429), ("403", 403), ("5xx", 502), ("unknown_method", 404)]
)
def test_a_fault_strikes_as_often_as_ordered(stage: Stage, kind: str, code: int) -> None:
    person = stage.person()
    stage.post("faults", kind=kind, count=2)
    assert [send(stage, person).get("error_code") for _ in range(3)] == [code, code, None]
    assert len(stage.get(f"people/{person}/messages")) == 2


def test_a_fault_without_a_count_lasts_until_it_is_withdrawn(stage: Stage) -> None:
    person = stage.person()
    stage.post("faults", kind="5xx", method="sendmessage")
    assert [send(stage, person)["error_code"] for _ in range(3)] == [502, 502, 502]
    [fault] = stage.get("faults")
    assert fault["hits"] == 3
    CLIENT.delete(f"{stage.url}/_sandbox/faults")
    assert send(stage, person)["ok"]


def test_a_fault_can_strike_one_chat_only(stage: Stage) -> None:
    anna, boris = stage.person(), stage.person()
    stage.post("faults", kind="403", chat_id=anna)
    assert send(stage, anna)["error_code"] == 403
    assert send(stage, boris)["ok"]


def test_a_seed_makes_chance_repeatable(stage: Stage) -> None:
    person = stage.person()

    def struck() -> list[bool]:
        CLIENT.delete(f"{stage.url}/_sandbox/faults")
        stage.post("faults", kind="5xx", probability=0.5, seed=7)
        return [send(stage, person)["ok"] for _ in range(20)]

    first = struck()
    assert first == struck()
    assert {True, False} == set(first)


def test_updates_can_seem_not_to_come(stage: Stage) -> None:
    stage.person()
    stage.post("faults", kind="empty_updates", count=1)
    assert stage.call("getUpdates", timeout=20) == {"ok": True, "result": []}
    assert len(stage.updates()) == 1


def test_a_wildcard_leaves_polling_alone(stage: Stage) -> None:
    stage.post("faults", kind="5xx")
    assert stage.call("getUpdates")["ok"]
    assert not stage.call("getMe")["ok"]


@pytest.mark.parametrize(("wish", "stored"), [({"after_store": True}, 1), ({}, 0)])
def test_a_timeout_may_have_had_its_effect(
    stage: Stage, wish: dict[str, bool], stored: int
) -> None:
    person = stage.person()
    stage.post("faults", kind="timeout", method="sendMessage", seconds=0.6, count=1, **wish)

    async def scenario(bot: telegram.Bot) -> None:
        await bot.send_message(person, "x", read_timeout=0.2)

    with pytest.raises(telegram.error.TimedOut):
        stage.run(scenario)
    time.sleep(0.6)
    assert len(stage.get(f"people/{person}/messages", after=1)) == stored


@pytest.mark.parametrize(
    "wish", [{"kind": "rain"}, {}, {"kind": "429", "count": "two"}, {"kind": "429", "count": []}]
)
def test_an_order_nobody_understands_is_refused(stage: Stage, wish: dict[str, Any]) -> None:
    assert stage.post("faults", **wish)["error_code"] == 400
