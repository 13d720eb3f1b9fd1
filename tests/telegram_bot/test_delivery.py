"""The sender at a Bot API server that refuses what Telegram refuses."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from core.vocabulary import Language
from people.services import name_set
from telegram_bot import outgoing
from telegram_bot.choices import OutgoingKind, OutgoingStatus
from telegram_bot.dialogue import keyboards
from telegram_bot.models import Account, OutgoingMessage
from telegram_bot.reply import Reply
from telegram_bot.sender import EXPORT_NAME, Sender
from telegram_bot.threads import Database
from telegram_bot.transport import build_bot
from tests.factories import PersonFactory
from tests.telegram_bot.sandbox.conftest import CLIENT, Stage
from tests.waiting import until

pytestmark = pytest.mark.django_db(transaction=True)
FINAL = (OutgoingStatus.SENT, OutgoingStatus.DROPPED, OutgoingStatus.DEAD)


def say(person: int, html: str, **how: Any) -> OutgoingMessage:
    """Write a message to somebody in the sandbox; return its row."""
    key = f"{person}:{OutgoingMessage.objects.count()}"
    outgoing.write(None, person, Reply(html, **how), key=key)
    return OutgoingMessage.objects.get(dedupe_key=key)


def all_are_over() -> bool:
    """Return whether no message has to be sent any more."""
    return not OutgoingMessage.objects.exclude(status__in=FINAL).exists()


def send_all(is_over: Callable[[], bool] = all_are_over) -> None:
    """Run a sender until everything is sent, dropped or buried."""

    async def run() -> None:
        database, looking, stopping = Database(2), Database(1), asyncio.Event()
        async with build_bot() as bot:
            sender = asyncio.create_task(Sender(bot, database).run(stopping))
            await looking.call(until, is_over)
            stopping.set()
            await sender
        database.close()
        looking.close()

    asyncio.run(run())


def received(stage: Stage, person: int) -> list[dict[str, Any]]:
    """Return what the bot has written to somebody."""
    messages: list[dict[str, Any]] = stage.get(f"people/{person}/messages")
    return [message for message in messages if message["from"]["is_bot"]]


def texts(stage: Stage, person: int) -> list[str]:
    return [message["text"] for message in received(stage, person)]


def test_everybody_gets_their_messages_in_the_order_in_which_they_were_written(
    telegram: Stage,
) -> None:
    anna, boris = telegram.person(), telegram.person()
    for number in range(4):
        say(anna, f"а{number}")
        say(boris, f"б{number}")

    send_all()

    assert texts(telegram, anna) == ["а0", "а1", "а2", "а3"]
    assert texts(telegram, boris) == ["б0", "б1", "б2", "б3"]


def test_html_and_buttons_arrive_and_the_former_buttons_go(telegram: Stage) -> None:
    person = telegram.person()
    Account.objects.create(chat_id=person, person=PersonFactory.create())
    say(person, "<b>Первый</b>", keyboard=keyboards.paused(Language.RU))
    say(person, "Второй", keyboard=keyboards.erase(Language.RU))

    send_all()
    send_all(lambda: "reply_markup" not in received(telegram, person)[0])

    first, second = received(telegram, person)
    assert first["entities"] == [{"type": "bold", "offset": 0, "length": 6}]
    labels = [button["text"] for row in second["reply_markup"]["inline_keyboard"] for button in row]
    assert labels == ["Оставить", "Забрать копию", "Стереть"]


def test_when_telegram_asks_to_wait_the_message_comes_later_and_once(telegram: Stage) -> None:
    person = telegram.person()
    row = say(person, "Привет")
    telegram.post("faults", kind="429", method="sendMessage", retry_after=1, count=1)

    send_all()

    row.refresh_from_db()
    assert texts(telegram, person) == ["Привет"]
    assert (row.status, row.attempts) == (OutgoingStatus.SENT, 1)


def test_who_blocked_the_bot_is_sent_nothing_more(telegram: Stage) -> None:
    anna, boris = telegram.person(), telegram.person()
    account = Account.objects.create(chat_id=anna, person=PersonFactory.create())
    telegram.post(f"people/{anna}/block")
    say(anna, "1")
    say(anna, "2")
    say(boris, "3")

    send_all()

    account.refresh_from_db()
    statuses = list(OutgoingMessage.objects.order_by("pk").values_list("status", flat=True))
    assert statuses == [OutgoingStatus.DROPPED, OutgoingStatus.DROPPED, OutgoingStatus.SENT]
    assert not account.is_active
    assert texts(telegram, boris) == ["3"]


def test_words_that_telegram_cannot_read_as_html_are_sent_without_markup(telegram: Stage) -> None:
    person = telegram.person()
    say(person, "Я <b>сказал &amp; сделал")

    send_all()

    assert texts(telegram, person) == ["Я сказал & сделал"]


def test_a_message_that_can_never_be_sent_is_buried_and_the_next_goes_on(telegram: Stage) -> None:
    person = telegram.person()
    row = say(person, "а" * 5000)
    say(person, "Дальше")

    send_all()

    row.refresh_from_db()
    assert (row.status, row.last_error) == (OutgoingStatus.DEAD, "BadRequest")
    assert texts(telegram, person) == ["Дальше"]


def test_after_a_network_error_the_message_comes_all_the_same(telegram: Stage) -> None:
    person = telegram.person()
    row = say(person, "Привет")
    telegram.post("faults", kind="5xx", method="sendMessage", count=1)

    send_all()

    row.refresh_from_db()
    assert texts(telegram, person) == ["Привет"]
    assert (row.status, row.attempts, row.last_error) == (OutgoingStatus.SENT, 2, "NetworkError")


def test_buttons_that_cannot_be_taken_off_hold_up_nothing(telegram: Stage) -> None:
    person = telegram.person()
    Account.objects.create(chat_id=person, person=PersonFactory.create(), keyboard_message_id=9999)
    say(person, "Привет", keyboard=keyboards.paused(Language.RU))

    send_all()

    assert texts(telegram, person) == ["Привет"]


def test_everything_we_hold_comes_as_a_document_put_together_at_that_moment(
    telegram: Stage,
) -> None:
    chat, person = telegram.person(), PersonFactory.create()
    Account.objects.create(chat_id=chat, person=person)
    name_set(person.pk, "Зимородок")
    reply = Reply("Всё, что есть", kind=OutgoingKind.EXPORT)
    outgoing.write(person.pk, chat, reply, key="export")

    send_all()

    [message] = received(telegram, chat)
    file_id = message["document"]["file_id"]
    content = CLIENT.get(f"{telegram.url}/_sandbox/files/{file_id}").json()
    assert (message["document"]["file_name"], message["caption"]) == (EXPORT_NAME, "Всё, что есть")
    assert content["people"]["name"] == "Зимородок"
    assert content["telegram_bot"]["chat_id"] == chat
