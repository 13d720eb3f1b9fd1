"""From an answer to the portrait: every delivery of the real handlers, with the local analyser."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from core.vocabulary import Trait
from events.catalogue import TraitExtracted
from events.dispatch import run_deliveries
from events.models import Delivery, OutboxEvent
from onboarding.models import Answer
from onboarding.signals import answer_submitted
from profiles.models import PersonalityProfile
from profiles.selectors import portrait_of, profile_mismatches, similar_answers
from profiles.services import profile_fold
from tests.analysis.readings import trait
from tests.profiles.conftest import Talk

OURS = r"^(analysis|profiles)\."
TEXTS = (
    "Мне нравится узнавать новое: вчера до ночи читал про древние карты.",
    "Я планирую день заранее, составляю список дел и довожу начатое до конца.",
    "Когда мы ссоримся, я тревожусь, потом успокаиваюсь и сам предлагаю поговорить.",
    "Люблю шумные встречи, после них чувствую, что живу.",
)


def submit(answer: Answer) -> None:
    """Tell of an answer as onboarding does."""
    with transaction.atomic():
        answer_submitted.send(
            sender=Answer,
            person_id=answer.person_id,
            answer_id=answer.pk,
            asked_id=answer.asked_id,
            session_id=answer.asked.session_id,
            supersedes=answer.supersedes_id,
        )


def drain() -> None:
    """Run what is due of our handlers, in order, until nothing is left."""
    due = Delivery.objects.filter(status="pending", handler__regex=OURS).order_by("pk")
    while delivery := due.first():
        run_deliveries([delivery.pk])


@pytest.mark.django_db
@pytest.mark.usefixtures("index")
def test_answers_become_a_portrait_that_equals_its_replay(talk: Talk) -> None:
    for text in TEXTS:
        submit(talk.answer(text))
    drain()

    portrait = portrait_of(talk.person.pk)
    assert portrait is not None
    assert portrait.is_offline
    assert portrait.answers >= 1
    assert profile_mismatches(talk.person.pk) == ()
    assert len(similar_answers(talk.person.pk, "древние карты", 9)) == len(TEXTS)
    assert not Delivery.objects.exclude(last_error="").exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("index")
def test_no_event_on_the_way_holds_a_word_of_the_person(talk: Talk) -> None:
    for text in TEXTS:
        submit(talk.answer(text))
    drain()

    told = json.dumps(list(OutboxEvent.objects.values_list("payload", flat=True)))
    assert json.loads(told)
    assert "\\u04" not in told


@pytest.mark.django_db
@pytest.mark.usefixtures("index")
def test_a_corrected_answer_is_gone_from_portrait_and_index(talk: Talk) -> None:
    former = talk.answer(TEXTS[0])
    submit(former)
    drain()

    correction = talk.correct(former, TEXTS[1])
    submit(correction)
    drain()

    found = similar_answers(talk.person.pk, "древние карты", 9)
    assert [answer_id for answer_id, _ in found] == [correction.pk]
    assert profile_mismatches(talk.person.pk) == ()


@pytest.mark.django_db(transaction=True)
def test_two_workers_that_count_the_same_answer_at_once_count_it_once() -> None:
    talk = Talk()
    event = talk.read(talk.answer(), trait(Trait.OPENNESS))
    assert event is not None

    with ThreadPoolExecutor(2) as workers:
        versions = list(workers.map(fold_and_hang_up, [event, event]))

    assert sorted(versions, key=str) == [1, None]
    assert PersonalityProfile.objects.get().version == 1


def fold_and_hang_up(event: TraitExtracted) -> int | None:
    """Count the answer over a connection of this thread's own."""
    try:
        return profile_fold(event)
    finally:
        connection.close()
