"""Answering a message: from the portrait, from memory if allowed, never in a crisis."""

import io
import json
import logging
from datetime import timedelta

import pytest
from django.db import transaction
from structlog.stdlib import ProcessorFormatter

from ai.contracts import CoachReply
from coach.drafts import BUNDLED
from coach.handlers import answer_message, compose_reply
from coach.models import Message
from coach.selectors import has_reply
from coach.services import conversation_close
from core.crisis import CrisisLevel
from core.vocabulary import Trait
from events.catalogue import CoachMessageReceived, Priority
from events.dispatch import run_deliveries
from events.models import Delivery, OutboxEvent
from events.registry import HANDLERS
from people.choices import DialogueState, Purpose
from people.erasure import person_erase
from people.models import CrisisCase, Person
from people.services import name_set, state_change
from profiles.models import Observation
from profiles.services import profile_rebuild
from tests.coach.conftest import OneModel, agree, asks_to_send, deliver, reply_to, say
from tests.factories import AnswerFactory, AskedQuestionFactory, SessionFactory

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "Бабушкин сад у реки Оредеж"


def answer(person: Person, *texts: str) -> list[int]:
    """Let the person answer one question per text."""
    session = SessionFactory.create(person=person)
    return [
        AnswerFactory.create(
            asked=AskedQuestionFactory.create(
                session=session, outcome="answered", closed_at=session.started_at
            ),
            text=text,
        ).pk
        for text in texts
    ]


def observe(answer_id: int, trait: Trait, value: float) -> None:
    given = AnswerFactory._meta.model.objects.get(pk=answer_id)
    Observation.objects.create(
        person=given.person,
        answer=given,
        trait=trait,
        value=value,
        variance=0.1,
        quote=given.text,
        extracted_trait_id=answer_id,
        analysis_id=answer_id,
        provider="tests",
        prompt_version="1",
        is_offline=False,
        observed_at=given.submitted_at,
    )


def test_a_reply_is_slow_work_with_a_minute() -> None:
    handler = HANDLERS["coach.answer_message"]
    assert (handler.priority, handler.timeout) == (Priority.NORMAL, timedelta(seconds=60))
    assert handler.prepare is compose_reply


def test_a_message_gets_a_reply_without_any_model(person: Person) -> None:
    message = say(person, "Сегодня впервые за месяц выспался и погулял у реки.")
    assert deliver(message).status == "done"
    reply = reply_to(message)
    assert reply.text
    assert (reply.provider, reply.is_offline) == ("local", True)
    assert asks_to_send(person.pk) == [reply.pk]


def test_a_reply_remembers_who_made_it(person: Person, one_model: OneModel) -> None:
    message = say(person, "Привет")
    deliver(message)
    reply = reply_to(message)
    assert reply.text == one_model.reply.text
    assert (reply.provider, reply.model, reply.prompt_version) == (
        "one-model",
        "model-1",
        "coach/3",
    )
    assert not reply.is_offline


def test_a_text_does_not_leave_without_consent(person: Person, one_model: OneModel) -> None:
    person.consents.all().delete()
    message = say(person, "Привет")
    deliver(message)
    assert one_model.requests == []
    assert reply_to(message).provider == "local"


def test_a_repeated_delivery_gives_one_reply(person: Person, one_model: OneModel) -> None:
    message = say(person, "Привет")
    delivery = deliver(message)
    Delivery.objects.filter(pk=delivery.pk).update(status="pending")
    run_deliveries([delivery.pk])
    assert Message.objects.filter(reply_to_id=message.id).count() == 1
    assert len(one_model.requests) == len(asks_to_send(person.pk)) == 1


def test_the_model_sees_the_talk_so_far_in_order(person: Person, one_model: OneModel) -> None:
    deliver(say(person, "давний разговор", 1))
    conversation_close(person.pk)
    deliver(say(person, "первое", 2))
    deliver(say(person, "второе", 3))
    request = one_model.requests[-1]
    assert request.message == "второе"
    assert [(turn.is_person, turn.text) for turn in request.history] == [
        (True, "первое"),
        (False, one_model.reply.text),
    ]


def test_the_model_sees_no_more_than_twelve_turns(person: Person, one_model: OneModel) -> None:
    for number in range(1, 9):
        deliver(say(person, f"слово {number}", number))
    history = one_model.requests[-1].history
    assert len(history) == 12
    assert history[0].text == "слово 2"


def test_the_model_sees_the_portrait_as_it_is_now(person: Person, one_model: OneModel) -> None:
    ids = answer(person, *(f"ответ {number}" for number in range(8)))
    for answer_id in ids:
        observe(answer_id, Trait.EXTRAVERSION, 1.8)
    deliver(say(person, "Привет", 1))
    profile_rebuild(person.pk)
    deliver(say(person, "Привет", 2))
    before, after = (request.portrait for request in one_model.requests)
    assert before == ()
    assert [(line.trait, line.observations) for line in after] == [(Trait.EXTRAVERSION, 8)]
    assert after[0].low > 0.5


def test_the_reply_without_a_model_tells_the_portrait(person: Person) -> None:
    for answer_id in answer(person, *(f"ответ {number}" for number in range(8))):
        observe(answer_id, Trait.EXTRAVERSION, 1.8)
    profile_rebuild(person.pk)
    message = say(person, "Расскажи обо мне")
    deliver(message)
    assert "ответов об этом: 8" in reply_to(message).text


def test_earlier_answers_stay_unread_without_consent(person: Person, one_model: OneModel) -> None:
    answer(person, WORDS)
    deliver(say(person, "Думаю про сад"))
    assert one_model.requests[0].earlier == ()


def test_earlier_answers_are_recalled_with_consent(person: Person, one_model: OneModel) -> None:
    agree(person, Purpose.COACH_MEMORY)
    Person.objects.filter(pk=person.pk).update(time_zone="Asia/Tokyo")
    wanted, _ = answer(person, WORDS, "Начальник опять кричал.")
    deliver(say(person, "Думаю про сад"))
    [earlier] = one_model.requests[0].earlier
    assert (earlier.answer_id, earlier.text) == (wanted, WORDS)
    assert earlier.answered_at.utcoffset() == timedelta(hours=9)


def test_a_withdrawn_consent_closes_the_memory(person: Person, one_model: OneModel) -> None:
    agree(person, Purpose.COACH_MEMORY)
    answer(person, WORDS)
    person.consents.filter(purpose=Purpose.COACH_MEMORY).delete()
    deliver(say(person, "Думаю про сад"))
    assert one_model.requests[0].earlier == ()


def test_a_reply_names_the_answers_it_leans_on_and_no_invented_ones(
    person: Person, one_model: OneModel
) -> None:
    agree(person, Purpose.COACH_MEMORY)
    [wanted] = answer(person, WORDS)
    one_model.reply = CoachReply(text="Помню сад.", used_answer_ids=(wanted, 404))
    message = say(person, "Думаю про сад")
    deliver(message)
    assert reply_to(message).used_answer_ids == [wanted]


def test_nothing_is_written_in_a_crisis(person: Person, one_model: OneModel) -> None:
    message = say(person, "Привет")
    state_change(person.pk, DialogueState.CRISIS)
    assert deliver(message).status == "done"
    assert one_model.requests == []
    assert not Message.objects.filter(author="coach").exists()


def test_a_reply_is_dropped_when_a_crisis_begins_meanwhile(person: Person) -> None:
    event = CoachMessageReceived(person_id=person.pk, message_id=say(person, "Привет").id)
    draft = compose_reply(event)
    state_change(person.pk, DialogueState.CRISIS)
    with transaction.atomic():
        answer_message(event, draft)
    assert draft is not None
    assert not Message.objects.filter(author="coach").exists()


@pytest.mark.parametrize("text", ["Это депрессия, вам нужно лечение.", "Я хочу умереть."])
def test_a_reply_that_may_not_be_said_gives_way_to_a_bundled_one(
    person: Person, one_model: OneModel, text: str
) -> None:
    one_model.reply = CoachReply(text=text)
    message = say(person, "Привет")
    deliver(message)
    assert reply_to(message).provider == BUNDLED


def test_a_message_of_somebody_erased_ends_quietly(person: Person) -> None:
    message = say(person, "Привет")
    event = CoachMessageReceived(person_id=person.pk, message_id=message.id)
    draft = compose_reply(event)
    person_erase(person.pk)
    assert compose_reply(event) is None
    with transaction.atomic():
        answer_message(event, draft)
    assert not Message.objects.exists()


def test_no_words_reach_events_or_logs(person: Person) -> None:
    agree(person, Purpose.COACH_MEMORY)
    answer(person, WORDS)
    written = io.StringIO()
    root = logging.getLogger()
    copy = logging.StreamHandler(written)
    copy.setFormatter(
        next(h.formatter for h in root.handlers if isinstance(h.formatter, ProcessorFormatter))
    )
    root.addHandler(copy)
    message = say(person, WORDS)
    deliver(message)
    root.removeHandler(copy)
    events = json.dumps(list(OutboxEvent.objects.values_list("payload", "headers")), default=str)
    for words in (WORDS, "Оредеж", reply_to(message).text):
        assert words not in events + written.getvalue()


@pytest.mark.parametrize("level", [CrisisLevel.PASSIVE, CrisisLevel.ACTIVE])
def test_where_a_model_sees_a_crisis_only_fixed_words_speak(
    person: Person, one_model: OneModel, level: CrisisLevel
) -> None:
    one_model.reply = CoachReply(text="Держитесь.", crisis_level=level)
    message = say(person, "Мне всё равно")
    deliver(message)

    person.refresh_from_db()
    [case] = CrisisCase.objects.all()
    [asked] = OutboxEvent.objects.filter(name="message.send.requested")
    assert (person.state, case.level) == (DialogueState.CRISIS, level)
    assert asked.payload["template"] == f"coach_crisis_level_{level:d}"
    assert asked.payload["object_id"] == message.id
    assert not has_reply(message.id)


def test_the_coach_tells_the_model_the_name_so_that_it_can_be_masked(
    person: Person, one_model: OneModel
) -> None:
    name_set(person.pk, "Агафья")
    deliver(say(person, "Привет"))

    assert one_model.requests[0].names == ("Агафья",)
