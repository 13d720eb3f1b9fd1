"""What the gateway traces and counts: an update, its reply, what went wrong."""

import asyncio
import logging
from types import SimpleNamespace
from typing import Any, cast

import pytest
from telegram.error import BadRequest, RetryAfter, TelegramError

from core.tracing import current_trace_id, traced
from events.dispatch import run_deliveries
from events.models import Delivery, OutboxEvent
from telegram_bot import outgoing, turns
from telegram_bot.models import OutgoingMessage
from telegram_bot.outgoing import TRACE
from telegram_bot.reply import Reply
from telegram_bot.sender import Sender
from telegram_bot.threads import Database
from telegram_bot.transport import Bot
from tests.counting import counted, metrics_dir
from tests.telegram_bot.talker import Talker
from tests.waiting import until

__all__ = ["metrics_dir"]
pytestmark = pytest.mark.usefixtures("metrics_dir")


def traces() -> list[str]:
    """Return the trace ids of everything that was written to people."""
    rows = OutgoingMessage.objects.order_by("pk")
    return [row.body[TRACE]["traceparent"].split("-")[1] for row in rows]


def test_every_update_has_a_trace_that_its_reply_carries_on(newcomer: Talker) -> None:
    newcomer.write("/start")
    newcomer.write("/help")

    first, second = traces()
    assert first != second
    assert current_trace_id() is None


def test_what_is_logged_of_a_failing_turn_belongs_to_its_trace(
    newcomer: Talker, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            seen.append((cast("dict[str, Any]", record.msg), current_trace_id()))

    def fail(*_args: Any) -> None:
        raise ValueError

    monkeypatch.setattr(turns, "take_turn", fail)
    logger, handler = logging.getLogger("telegram_bot.turns"), Keep()
    logger.addHandler(handler)
    newcomer.write("/start")
    logger.removeHandler(handler)

    [(entry, trace_id)] = seen
    assert entry["event"] == "update_failed"
    assert entry["trace_id"] == trace_id is not None
    assert counted("errors_total", part="turn", code="ValueError") == 1


def test_updates_commands_and_turns_are_counted(newcomer: Talker) -> None:
    newcomer.write("/start")
    newcomer.write("just words")

    assert counted("messages_received_total", kind="text") == 2
    assert counted("commands_executed_total", command="start") == 1
    assert counted("turn_seconds_count") == 2


class Telegram:
    """Says about every message what it was told to, and remembers in which trace it was asked."""

    def __init__(self, error: TelegramError | None = None) -> None:
        self.error = error
        self.traces: list[str | None] = []

    async def send_message(self, *_args: Any, **_: Any) -> SimpleNamespace:
        self.traces.append(current_trace_id())
        if self.error:
            raise self.error
        return SimpleNamespace(message_id=1)


def send(telegram: Telegram) -> None:
    """Send until Telegram was asked once and what it said is noted."""

    async def run() -> None:
        stopping, database = asyncio.Event(), Database(1)
        sender = asyncio.create_task(Sender(cast("Bot", telegram), database).run(stopping))
        await asyncio.to_thread(until, lambda: bool(telegram.traces))
        stopping.set()
        await sender
        database.close()

    asyncio.run(run())


@pytest.mark.django_db(transaction=True)
def test_a_message_is_sent_in_the_trace_that_it_was_written_in() -> None:
    telegram = Telegram()
    with traced("update"):
        outgoing.write(None, 100, Reply("Да"), key="one")
        trace_id = current_trace_id()

    send(telegram)

    assert telegram.traces == [trace_id]
    assert counted("messages_sent_total", kind="text") == 1


@pytest.mark.django_db(transaction=True)
def test_a_refused_message_is_an_error_and_no_message_sent() -> None:
    outgoing.write(None, 100, Reply("Да"), key="one")

    send(Telegram(BadRequest("chat not found")))

    assert counted("errors_total", part="sender", code="BadRequest") == 1


@pytest.mark.django_db(transaction=True)
def test_a_limit_of_telegram_is_counted_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    outgoing.write(None, 100, Reply("Да"), key="one")

    send(Telegram(RetryAfter(30)))

    assert counted("rate_limited_total", limit="telegram") == 1


def test_one_trace_leads_from_an_answer_to_the_last_handler(talker: Talker) -> None:
    before = OutboxEvent.objects.latest("pk").pk
    Delivery.objects.all().delete()

    talker.answer()
    while delivery := Delivery.objects.filter(status="pending").order_by("pk").first():
        run_deliveries([delivery.pk])

    told = OutboxEvent.objects.filter(pk__gt=before).order_by("pk")
    assert {"user.answer.submitted", "trait.extracted", "profile.updated"} <= {
        event.name for event in told
    }
    assert {event.headers["traceparent"].split("-")[1] for event in told} == {traces()[-1]}
