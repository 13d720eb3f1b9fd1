"""The net under a person in crisis: the fixed text comes once, and until it has come."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, cast

import pytest
from django.db import OperationalError
from redis import Redis
from telegram.error import NetworkError

from core.clock import utc_now
from core.crisis import assess
from core.ids import uuid7
from core.vocabulary import Language
from people.choices import AddressForm, DialogueState
from people.selectors import PersonRef
from telegram_bot.crisis_watch import TRIES, CrisisWatch, send_help
from telegram_bot.incoming import understand
from telegram_bot.manner_copies import MannerCopies
from telegram_bot.transport import Bot

GRAVE = "I want to kill myself tonight"


@dataclass
class Telegram:
    """Takes messages, except for the first `failures`."""

    failures: int = 0
    sent: list[str] = field(default_factory=list)

    async def send_message(self, _chat_id: int, text: str, **_: Any) -> None:
        if self.failures > 0:
            self.failures -= 1
            message = "away"
            raise NetworkError(message)
        self.sent.append(text)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("telegram_bot.crisis_watch.ANSWER_WITHIN_SECONDS", 0.02)
    monkeypatch.setattr("telegram_bot.crisis_watch.KNOW_WITHIN_SECONDS", 0.02)


def _update(text: str, update_id: int = 1) -> dict[str, Any]:
    message = {"message_id": 1, "chat": {"id": 5, "type": "private"}, "text": text}
    return {"update_id": update_id, "message": message}


def _over(telegram: Telegram, was_handled: Callable[[int], Awaitable[bool]]) -> CrisisWatch:
    return CrisisWatch(partial(send_help, cast("Bot", telegram)), was_handled)


def _watch(
    telegram: Telegram, *, fetched: int, text: str = GRAVE, handled: int = 0, elsewhere: int = 0
) -> None:
    """Fetch the same update several times, then wait for what the watch does about it."""

    async def was_handled(update_id: int) -> bool:
        return update_id == elsewhere

    async def run() -> None:
        watch = _over(telegram, was_handled)
        for _ in range(fetched):
            watch.over([_update(text)])
        watch.handled(handled)
        await asyncio.gather(*watch._watching)

    asyncio.run(run())


def test_a_grave_message_that_nobody_answers_gets_the_fixed_text_once() -> None:
    telegram = Telegram()

    _watch(telegram, fetched=3)

    assert len(telegram.sent) == 1
    assert "112" in telegram.sent[0]


def test_the_text_is_sent_again_until_telegram_takes_it() -> None:
    telegram = Telegram(failures=3)

    _watch(telegram, fetched=1)

    assert len(telegram.sent) == 1


def test_nothing_is_sent_when_a_turn_has_answered() -> None:
    telegram = Telegram()

    _watch(telegram, fetched=1, handled=1)

    assert telegram.sent == []


def test_nothing_is_sent_when_another_process_has_answered() -> None:
    telegram = Telegram()

    _watch(telegram, fetched=1, elsewhere=1)

    assert telegram.sent == []


def test_an_ordinary_message_is_not_watched() -> None:
    telegram = Telegram()

    _watch(telegram, fetched=1, text="I had soup for lunch")

    assert telegram.sent == []


async def _hang(_update_id: int) -> bool:
    await asyncio.sleep(60.0)
    return True


async def _fail(_update_id: int) -> bool:
    raise OperationalError


@pytest.mark.parametrize("was_handled", [_hang, _fail])
def test_where_nobody_knows_help_goes_out(was_handled: Callable[[int], Awaitable[bool]]) -> None:
    telegram = Telegram()

    async def run() -> None:
        watch = _over(telegram, was_handled)
        watch.over([_update(GRAVE)])
        await asyncio.gather(*watch._watching)

    asyncio.run(run())

    assert len(telegram.sent) == 1


def test_an_update_that_is_delivered_again_after_every_try_failed_is_watched_again() -> None:
    telegram = Telegram(failures=TRIES)

    async def run() -> None:
        watch = _over(telegram, _fail)
        for _ in range(3):
            watch.over([_update(GRAVE)])
            await asyncio.gather(*watch._watching)

    asyncio.run(run())

    assert len(telegram.sent) == 1


@pytest.mark.parametrize(
    ("language", "form", "said"),
    [
        (Language.RU, AddressForm.TY, "\\bт(ы|ебя|ебе)\\b"),
        (Language.RU, AddressForm.VY, "\\bв(ы|ас|ам)\\b"),
        (Language.EN, AddressForm.VY, "\\byou\\b"),
    ],
)
def test_help_speaks_as_the_person_is_spoken_to(
    redis: "Redis",
    monkeypatch: pytest.MonkeyPatch,
    language: Language,
    form: AddressForm,
    said: str,
) -> None:
    monkeypatch.setattr("telegram_bot.crisis_watch.KNOW_WITHIN_SECONDS", 10.0)
    known = MannerCopies()
    known.write(5, PersonRef(uuid7(), language, "UTC", form, DialogueState.IDLE, utc_now()), 1)
    incoming, telegram = understand(_update(GRAVE)), Telegram()

    asyncio.run(send_help(cast("Bot", telegram), incoming, assess(incoming.text)))

    [text] = telegram.sent
    assert re.search(said, text, re.IGNORECASE)


def test_help_does_not_wait_for_a_redis_that_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MannerCopies, "read", lambda *_: time.sleep(0.5))
    incoming, telegram = understand(_update(GRAVE)), Telegram()

    asyncio.run(send_help(cast("Bot", telegram), incoming, assess(incoming.text)))

    assert len(telegram.sent) == 1
