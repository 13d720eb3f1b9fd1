"""Conversations: one update makes one message, one message gets one reply."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from coach.drafts import Draft
from coach.models import Conversation, Message
from coach.selectors import history, message_get, turns_before
from coach.services import conversation_close, message_receive, reply_store
from core.errors import NotFoundError
from events.models import OutboxEvent
from people.models import Person
from tests.coach.conftest import asks_to_send, say
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
WORDS = "совсем личные слова"


def draft(text: str = "Слышу вас.") -> Draft:
    return Draft(text=text, provider="local", model="m", prompt_version="1", is_offline=True)


def reply(message_id: int, text: str = "Слышу вас.") -> int:
    return reply_store(message_id, draft(text)).id


def test_a_message_is_stored_and_announced(person: Person) -> None:
    message = say(person, WORDS)
    [event] = OutboxEvent.objects.all()
    assert message == message_get(message.id)
    assert (message.text, message.is_person) == (WORDS, True)
    assert event.name == "coach.message.received"
    assert event.payload == {"person_id": str(person.pk), "message_id": message.id}


def test_the_same_update_makes_the_same_message(person: Person) -> None:
    assert say(person, "раз", 7) == say(person, "раз", 7)
    assert Message.objects.count() == OutboxEvent.objects.count() == 1


def test_a_message_is_not_stored_without_its_event(person: Person) -> None:
    with transaction.atomic():
        message_receive(person.pk, "раз", 1)
        transaction.set_rollback(True)
    assert not Message.objects.exists()


def test_a_reply_is_stored_once_and_sent_once(person: Person) -> None:
    message = say(person, "раз")
    first = reply(message.id, "первый ответ")
    assert reply(message.id, "второй ответ") == first
    assert message_get(first).text == "первый ответ"
    assert asks_to_send(person.pk) == [first]


def test_a_reply_to_an_erased_message_is_refused() -> None:
    with pytest.raises(NotFoundError):
        reply(404)


def test_messages_stay_in_one_conversation_without_a_long_break(person: Person) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        first = say(person, "раз", 1)
        clock.shift(timedelta(hours=11))
        reply(first.id)
        clock.shift(timedelta(hours=11))
        second = say(person, "два", 2)
    assert first.conversation_id == second.conversation_id


def test_a_long_break_begins_a_new_conversation(person: Person) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        first = say(person, "раз", 1)
        clock.shift(timedelta(hours=12))
        second = say(person, "два", 2)
    assert first.conversation_id != second.conversation_id
    assert Conversation.objects.get(closed_at=None).pk == second.conversation_id


def test_a_closed_conversation_is_not_gone_on_with(person: Person) -> None:
    first = say(person, "раз", 1)
    conversation_close(person.pk)
    assert say(person, "два", 2).conversation_id != first.conversation_id


def test_nobody_has_two_open_conversations(person: Person) -> None:
    say(person, "раз")
    with pytest.raises(IntegrityError, match="coach_conversations_one_open_per_person"):
        Conversation.objects.create(person=person)


def test_a_message_is_either_said_or_a_reply(person: Person) -> None:
    message = Message.objects.get(pk=say(person, "раз").id)
    message.author = "coach"
    with pytest.raises(IntegrityError, match="coach_messages_said_or_replied"):
        message.save()


def test_the_first_reply_of_a_conversation_says_that_it_is_a_program(person: Person) -> None:
    replies = [reply(say(person, "раз", number).id) for number in (1, 2)]
    conversation_close(person.pk)
    replies.append(reply(say(person, "снова", 3).id))
    assert [message_get(number).needs_disclaimer for number in replies] == [True, False, True]


def test_after_three_hours_the_reply_says_it_again(person: Person) -> None:
    shown = []
    with time_machine.travel(NOON, tick=False) as clock:
        for number in range(5):
            shown.append(message_get(reply(say(person, "раз", number).id)).needs_disclaimer)
            clock.shift(timedelta(hours=1))
    assert shown == [True, False, False, True, False]


def test_history_is_the_persons_last_messages_in_order(person: Person) -> None:
    say(PersonFactory.create(), "чужое", 100)
    for number in range(1, 4):
        reply(say(person, f"вопрос {number}", number).id, f"ответ {number}")
    said = [(message.is_person, message.text) for message in history(person.pk, limit=4)]
    assert said == [
        (True, "вопрос 2"),
        (False, "ответ 2"),
        (True, "вопрос 3"),
        (False, "ответ 3"),
    ]


def test_turns_come_from_the_same_conversation_and_before_the_message(person: Person) -> None:
    say(person, "давно", 1)
    conversation_close(person.pk)
    reply(say(person, "раз", 2).id, "слышу")
    middle = say(person, "два", 3)
    say(person, "три", 4)
    assert [turn.text for turn in turns_before(middle, limit=12)] == ["раз", "слышу"]


def test_a_message_shows_no_words_when_printed(person: Person) -> None:
    row = Message.objects.get(pk=say(person, WORDS).id)
    assert WORDS not in f"{row} {row!r} {vars(row)!r}"
