"""The sender, with PostgreSQL failing at the worst moment and Telegram played by a list."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest
import time_machine
from django.db import OperationalError
from telegram.error import BadRequest, Forbidden, NetworkError, TimedOut

from core.breaker import Breaker, BreakerOpenError, Rules
from core.clock import utc_now
from telegram_bot import outgoing, sender
from telegram_bot.choices import OutgoingKind, OutgoingStatus
from telegram_bot.models import OutgoingMessage
from telegram_bot.reply import Reply
from telegram_bot.sender import Sender
from telegram_bot.threads import Database
from telegram_bot.transport import Bot, means_away
from tests.waiting import until

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class Telegram:
    """Takes every message, unless it is away."""

    sent: list[tuple[int, str]] = field(default_factory=list)
    is_away: bool = False
    asked: int = 0

    async def send_message(self, chat_id: int, text: str, **_: Any) -> SimpleNamespace:
        self.asked += 1
        if self.is_away:
            raise TimedOut
        self.sent.append((chat_id, text))
        return SimpleNamespace(message_id=len(self.sent))


class FailingDatabase(Database):
    """Fails the first calls of one piece of work."""

    def __init__(self, work: Callable[..., Any], failures: int) -> None:
        super().__init__(1)
        self._work, self.failures = work, failures

    async def call(self, work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if work is self._work and self.failures > 0:
            self.failures -= 1
            raise OperationalError
        return await super().call(work, *args, **kwargs)


@pytest.fixture(autouse=True)
def _no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    impatient = replace(sender.NOTING, first_seconds=0.01)
    monkeypatch.setattr(sender, "NOTING", impatient)


def _run(database: Database, telegram: Telegram, is_over: Callable[[], bool]) -> None:
    """Send until `is_over`, which is asked on a thread of its own."""
    looking = Database(1)

    async def run() -> None:
        stopping = asyncio.Event()
        sending = asyncio.create_task(Sender(cast("Bot", telegram), database).run(stopping))
        await looking.call(until, is_over)
        stopping.set()
        await sending

    asyncio.run(run())
    looking.close()
    database.close()


@pytest.fixture
def telegram() -> Telegram:
    return Telegram()


def _all_are(status: OutgoingStatus) -> bool:
    return not OutgoingMessage.objects.exclude(status=status).exists()


def test_a_sending_that_could_not_be_written_down_is_not_repeated(telegram: Telegram) -> None:
    outgoing.write(None, 100, Reply("once"), key="once")
    database = FailingDatabase(outgoing.mark_sent, failures=5)

    _run(database, telegram, lambda: _all_are(OutgoingStatus.SENT))

    assert telegram.sent == [(100, "once")]
    assert database.failures == 0


def test_messages_of_a_chat_go_in_the_order_they_were_written(telegram: Telegram) -> None:
    for number in range(3):
        outgoing.write(None, 100, Reply(f"{number}"), key=f"{number}")

    _run(Database(1), telegram, lambda: _all_are(OutgoingStatus.SENT))

    assert telegram.sent == [(100, "0"), (100, "1"), (100, "2")]


def test_a_message_that_cannot_even_be_tried_is_put_back_and_counted(telegram: Telegram) -> None:
    export = Reply("everything", kind=OutgoingKind.EXPORT)
    outgoing.write(None, 100, export, key="export")

    _run(Database(1), telegram, lambda: OutgoingMessage.objects.get().last_error != "")

    message = OutgoingMessage.objects.get()
    assert message.status == OutgoingStatus.PENDING
    assert message.attempts == 1
    assert message.last_error == "AttributeError"


def test_while_telegram_is_away_messages_wait_and_no_attempt_is_counted(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = Breaker("telegram-here", counts=means_away, rules=Rules(threshold=1))
    monkeypatch.setattr(sender, "BREAKER", quick)
    telegram.is_away = True
    outgoing.write(None, 100, Reply("first"), key="first")
    _run(Database(1), telegram, lambda: _error_of("first") == "TimedOut")
    outgoing.write(None, 200, Reply("second"), key="second")

    _run(Database(1), telegram, lambda: _error_of("second") == BreakerOpenError.code)

    waiting = OutgoingMessage.objects.get(dedupe_key="second")
    assert (waiting.status, waiting.attempts) == (OutgoingStatus.PENDING, 0)
    assert telegram.asked == 1

    telegram.is_away = False
    with time_machine.travel(utc_now() + timedelta(seconds=61)):
        _run(Database(1), telegram, lambda: _all_are(OutgoingStatus.SENT))
    assert sorted(telegram.sent) == [(100, "first"), (200, "second")]


def _error_of(key: str) -> str:
    return OutgoingMessage.objects.get(dedupe_key=key).last_error


@pytest.mark.parametrize(
    ("error", "is_away"),
    [
        (NetworkError("502"), True),
        (TimedOut(), True),
        (BadRequest("chat not found"), False),
        (Forbidden("blocked"), False),
        (OperationalError(), False),
    ],
)
def test_a_refusal_does_not_mean_that_telegram_is_away(error: Exception, is_away: bool) -> None:  # noqa: FBT001 - a case
    assert means_away(error) is is_away
