from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection

from core.clock import utc_now
from core.listen import Listener
from core.vocabulary import Language
from telegram_bot import outgoing
from telegram_bot.choices import OutgoingKind, OutgoingStatus
from telegram_bot.dialogue import keyboards
from telegram_bot.models import Account, OutgoingMessage
from telegram_bot.outgoing import (
    HELD,
    LEASE,
    LOOK_EVERY_SECONDS,
    MAX_ATTEMPTS,
    WORDS_KEPT,
    Claimed,
    claim,
    take_due,
    write,
)
from telegram_bot.reply import Reflection, Reply
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
CHAT = 77


@pytest.fixture
def account() -> Account:
    """Return somebody's chat."""
    return Account.objects.create(chat_id=CHAT, person=PersonFactory.create())


def say(text: str, chat: int = CHAT, **how: Any) -> OutgoingMessage:
    """Write a message; return its row."""
    key = f"{chat}:{text}"
    write(None, chat, Reply(text, **how), key=key)
    return OutgoingMessage.objects.get(dedupe_key=key)


def one() -> Claimed:
    """Claim the one message that is due."""
    [message] = claim()
    return message


def later(seconds: float) -> AbstractContextManager[Any]:
    """Return a moment from now, at which the clock stands still."""
    return time_machine.travel(utc_now() + timedelta(seconds=seconds), tick=False)


def test_a_message_is_written_once_under_its_key() -> None:
    write(None, CHAT, Reply("Первый"), key="one")
    write(None, CHAT, Reply("Второй"), key="one")

    assert [message.body["html"] for message in OutgoingMessage.objects.all()] == ["Первый"]


def test_what_is_said_is_sealed_in_the_table(account: Account) -> None:
    write(account.person_id, CHAT, Reply("Зимородок"), key="one")

    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM telegram_outgoing_messages")
        assert "Зимородок".encode() not in bytes(cursor.fetchone()[0])


def test_a_chat_gets_its_messages_one_after_the_other() -> None:
    first, second, other = say("1"), say("2"), say("3", chat=78)

    assert {message.id for message in claim()} == {first.pk, other.pk}
    assert claim() == []
    OutgoingMessage.objects.filter(pk=first.pk).update(status=OutgoingStatus.DEAD, body=None)
    assert one().id == second.pk


def test_no_more_are_claimed_than_asked_for() -> None:
    for chat in range(5):
        say("x", chat=chat)

    assert [len(claim(2)), len(claim(2)), len(claim(2))] == [2, 2, 1]


def test_a_message_waits_until_it_may_be_sent() -> None:
    row = say("1")
    OutgoingMessage.objects.filter(pk=row.pk).update(send_after=utc_now() + timedelta(seconds=5))

    assert claim() == []
    with later(6):
        assert one().id == row.pk


def test_a_message_whose_sender_died_goes_again_when_its_lease_is_over() -> None:
    say("1")
    one()

    with later(LEASE.total_seconds() + 1):
        assert one().attempts == 2


def test_a_claim_carries_all_that_is_needed_to_send(account: Account) -> None:
    reply = Reply("Да", keyboards.paused(Language.RU), OutgoingKind.EXPORT)
    write(account.person_id, CHAT, reply, key="one")
    message = one()

    assert (message.chat_id, message.person_id, message.kind) == (
        CHAT,
        account.person_id,
        OutgoingKind.EXPORT,
    )
    assert message.body == {**reply.body(), outgoing.TRACE: {}}


def test_a_sent_message_is_noted_with_its_number(account: Account) -> None:
    say("1")
    outgoing.mark_sent(one(), 500)

    row = OutgoingMessage.objects.get()
    assert (row.status, row.telegram_message_id) == (OutgoingStatus.SENT, 500)
    assert row.sent_at is not None


def test_a_new_keyboard_retires_the_one_before_and_a_message_without_one_does_not(
    account: Account,
) -> None:
    retired = []
    for number, keyboard in enumerate(
        (keyboards.paused(Language.RU), (), keyboards.idle(Language.RU)), start=500
    ):
        say(str(number), keyboard=keyboard)
        retired.append(outgoing.mark_sent(one(), number))

    account.refresh_from_db()
    assert retired == [None, None, 500]
    assert account.keyboard_message_id == 502


def test_a_message_to_somebody_who_was_erased_retires_nothing() -> None:
    say("Прощайте")

    assert outgoing.mark_sent(one(), 500) is None


def test_a_refused_message_is_tried_again_later_and_holds_up_its_chat() -> None:
    row = say("1")
    say("2")
    outgoing.mark_retry(one(), timedelta(seconds=4), "NetworkError")

    row.refresh_from_db()
    assert (row.status, row.last_error) == (OutgoingStatus.PENDING, "NetworkError")
    assert claim() == []
    with later(5):
        assert one().id == row.pk


def test_the_last_attempt_buries_the_message_and_the_next_goes_on() -> None:
    row, following = say("1"), say("2")
    OutgoingMessage.objects.filter(pk=row.pk).update(attempts=MAX_ATTEMPTS - 1)
    outgoing.mark_retry(one(), timedelta(seconds=4), "NetworkError")

    row.refresh_from_db()
    assert row.status == OutgoingStatus.DEAD
    assert one().id == following.pk


@pytest.mark.parametrize(
    "give_up",
    [
        lambda message: outgoing.mark_dead(message, "BadRequest"),
        lambda message: outgoing.mark_retry(message, timedelta(0), "NetworkError"),
    ],
    ids=["refused", "last attempt"],
)
def test_a_message_given_up_forgets_its_words_at_once(give_up: Callable[[Claimed], None]) -> None:
    row = say("1")
    OutgoingMessage.objects.filter(pk=row.pk).update(attempts=MAX_ATTEMPTS - 1)

    give_up(one())

    row.refresh_from_db()
    assert (row.status, row.body) == (OutgoingStatus.DEAD, None)


@pytest.mark.parametrize("status", [OutgoingStatus.DEAD, OutgoingStatus.DROPPED])
def test_a_message_given_up_cannot_keep_its_words(status: OutgoingStatus) -> None:
    say("1")

    with pytest.raises(IntegrityError, match="telegram_outgoing_messages_given_up_has_no_body"):
        OutgoingMessage.objects.update(status=status)


def test_being_asked_to_wait_is_not_counted_as_an_attempt() -> None:
    row = say("1")
    OutgoingMessage.objects.filter(pk=row.pk).update(attempts=MAX_ATTEMPTS - 1)
    outgoing.mark_retry(one(), timedelta(0), "RetryAfter", counts=False)

    row.refresh_from_db()
    assert (row.status, row.attempts) == (OutgoingStatus.PENDING, MAX_ATTEMPTS - 1)


@pytest.mark.parametrize(
    "change",
    [
        lambda message: outgoing.mark_dead(message, "late"),
        lambda message: outgoing.mark_retry(message, timedelta(0), "late"),
    ],
    ids=["bury", "retry"],
)
def test_who_lost_the_lease_changes_nothing(change: Callable[[Claimed], None]) -> None:
    say("1")
    lost = one()
    with later(LEASE.total_seconds() + 1):
        one()

        change(lost)

    row = OutgoingMessage.objects.get()
    assert (row.status, row.last_error) == (OutgoingStatus.SENDING, "")


def test_who_blocks_the_bot_is_sent_nothing_more(account: Account) -> None:
    rows = [say("1"), say("2"), say("3", chat=78)]
    outgoing.drop_chat(next(m for m in claim() if m.chat_id == CHAT), "Forbidden")

    account.refresh_from_db()
    statuses = list(OutgoingMessage.objects.order_by("pk").values_list("status", flat=True))
    assert statuses == [OutgoingStatus.DROPPED, OutgoingStatus.DROPPED, OutgoingStatus.SENDING]
    assert not account.is_active
    assert OutgoingMessage.objects.get(pk=rows[1].pk).body is None


def test_help_goes_before_everything_that_waits_in_its_chat() -> None:
    rows = [say("1"), say("2"), say("3", chat=78)]
    in_hand = next(message for message in claim() if message.chat_id == CHAT)
    outgoing.make_way(CHAT)
    help_row = say("4")
    outgoing.mark_retry(in_hand, timedelta(minutes=5), "NetworkError")

    assert [message.id for message in claim()] == [help_row.pk]
    kept = OutgoingMessage.objects.filter(pk__in=[row.pk for row in rows], body__isnull=False)
    assert [row.pk for row in kept] == [rows[2].pk]


def test_words_are_forgotten_a_day_after_they_were_sent() -> None:
    say("1")
    outgoing.mark_sent(one(), 500)
    say("2")

    assert outgoing.empty_sent() == 0
    with later(WORDS_KEPT.total_seconds() + 1):
        assert outgoing.empty_sent() == 1
        assert outgoing.empty_sent() == 0
    assert [row.body is None for row in OutgoingMessage.objects.order_by("pk")] == [True, False]


def test_a_message_still_to_be_sent_must_have_words() -> None:
    say("1")

    with pytest.raises(IntegrityError, match="telegram_outgoing_messages_unsent_has_body"):
        OutgoingMessage.objects.update(body=None)


@pytest.mark.django_db(transaction=True)
def test_writing_a_message_wakes_the_sender() -> None:
    listener = Listener(outgoing.CHANNEL)
    listener.wait(0.0)

    say("1")

    assert listener.wait(5.0)
    listener.close()


def test_the_sender_looks_again_when_a_held_message_may_go_and_not_a_second_later() -> None:
    reflected = Reply("Эхо\n\nВопрос", reflection=Reflection(1, 0, 3))
    until = write(None, CHAT, reflected, key="held")

    due = take_due(10)

    assert due.messages == []
    assert 0 < due.seconds_to_next <= HELD.total_seconds()
    with time_machine.travel(until, tick=False):
        assert [message.id for message in take_due(10).messages] == [
            OutgoingMessage.objects.get().pk
        ]


def test_with_nothing_waiting_the_sender_looks_once_a_second() -> None:
    assert take_due(10).seconds_to_next == LOOK_EVERY_SECONDS


def test_after_a_full_batch_the_sender_looks_at_once() -> None:
    say("1", chat=1)
    say("2", chat=2)

    assert take_due(1).seconds_to_next == 0.0
