"""Not now, not this topic, never this, tired: answers that steer, and count at once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine

from core.clock import utc_now
from core.vocabulary import Domain, Language
from onboarding.choices import EndReason, Energy, Outcome, Stage, TrustLevel
from onboarding.models import AskedQuestion, BankVersion, CareState, Question, Session
from onboarding.services import (
    codes_restore,
    domain_close,
    domain_open,
    heavy_opt_in_set,
    question_close_topic,
    question_postpone,
    question_refuse,
    question_replace,
    question_skip,
    session_open,
    session_resume,
    session_tire,
)
from onboarding.steps import Ask, End, Stale, Step
from people.models import Person
from tests.factories import AskedQuestionFactory, QuestionTextFactory, SessionFactory
from tests.onboarding.conftest import RU, answer, asked, begin, publish

pytestmark = pytest.mark.django_db
Leave = Callable[..., Step]
EVERY_WAY = [
    question_skip,
    question_replace,
    question_postpone,
    question_close_topic,
    question_refuse,
    session_tire,
]


def open_one(person: Person) -> AskedQuestion:
    """Return the question that waits for an answer."""
    return AskedQuestion.objects.get(person=person, outcome=Outcome.OPEN)


def care(person: Person) -> CareState:
    return CareState.objects.get(person=person)


def walk(person: Person, leave: Leave) -> tuple[End, int]:
    """Leave every question in one way until the session ends; return the end and how many."""
    step = session_open(person.pk, RU)
    count = 0
    while isinstance(step, Ask):
        count += 1
        step = leave(person.pk, step.asked_id, RU)
    assert isinstance(step, End)
    return step, count


def test_not_now_goes_on_and_takes_a_place(person: Person, small_bank: None) -> None:
    first = begin(person)

    second = asked(question_postpone(person.pk, first.asked_id, RU))

    assert second.number == 2
    assert AskedQuestion.objects.get(pk=first.asked_id).outcome == Outcome.POSTPONED


def test_what_was_put_off_comes_back_after_two_weeks_and_not_before(person: Person) -> None:
    publish()
    BankVersion.objects.create(label="one")
    with time_machine.travel(utc_now(), tick=False) as clock:
        first = begin(person)
        question_postpone(person.pk, first.asked_id, RU)
        clock.shift(timedelta(days=13))
        before = session_open(person.pk, RU)
        clock.shift(timedelta(days=2))

        assert isinstance(before, End)
        assert asked(session_open(person.pk, RU)).text == first.text


def test_what_was_put_off_pays_no_debt_of_strength(person: Person, small_bank: None) -> None:
    CareState.objects.create(person=person, healing_owed=True)
    first = begin(person)

    second = asked(question_postpone(person.pk, first.asked_id, RU))

    assert care(person).healing_owed
    assert AskedQuestion.objects.get(pk=second.asked_id).question.energy == Energy.HEALING


def test_not_this_topic_closes_it_from_the_next_question_on(
    person: Person, small_bank: None
) -> None:
    first = begin(person)
    domain = open_one(person).question.domain

    _, count = walk(person, question_skip)

    question_close_topic(person.pk, first.asked_id, RU)
    assert count > 1
    assert care(person).closed_domains == []
    begin(person)
    closed = open_one(person)
    question_close_topic(person.pk, closed.pk, RU)
    assert care(person).closed_domains == [closed.question.domain]
    assert AskedQuestion.objects.get(pk=closed.pk).outcome == Outcome.SKIPPED
    later = Question.objects.filter(asked__person=person, asked__pk__gt=closed.pk)
    assert closed.question.domain not in {question.domain for question in later}
    assert domain


def test_a_topic_is_opened_again(person: Person, small_bank: None) -> None:
    domain_close(person.pk, Domain.WORK)
    domain_close(person.pk, Domain.FAMILY)

    domain_open(person.pk, Domain.WORK)
    domain_open(person.pk, Domain.BODY)

    assert care(person).closed_domains == [Domain.FAMILY]


def test_closing_a_topic_takes_its_open_question_back(person: Person, small_bank: None) -> None:
    first = begin(person)

    domain_close(person.pk, Domain(open_one(person).question.domain))

    assert AskedQuestion.objects.get(pk=first.asked_id).outcome == Outcome.REPLACED
    assert asked(session_resume(person.pk, RU)).number == 1


def test_a_question_that_only_touches_a_closed_topic_is_taken_back_too(person: Person) -> None:
    touching = publish(domain=Domain.WORK, secondary_domains=[Domain.FAMILY])
    row = AskedQuestionFactory.create(
        session=SessionFactory.create(person=person), question=touching
    )

    domain_close(person.pk, Domain.FAMILY)

    row.refresh_from_db()
    assert row.outcome == Outcome.REPLACED


def test_closing_another_topic_leaves_the_open_question(person: Person, small_bank: None) -> None:
    first = begin(person)
    other = next(domain for domain in Domain if domain != open_one(person).question.domain)

    domain_close(person.pk, other)

    assert open_one(person).pk == first.asked_id


def test_never_this_is_not_asked_again_until_it_is_taken_back(person: Person) -> None:
    question = publish(repeatable_after_days=1)
    BankVersion.objects.create(label="one")
    with time_machine.travel(utc_now(), tick=False) as clock:
        question_refuse(person.pk, begin(person).asked_id, RU)
        refused = care(person).never_codes
        clock.shift(timedelta(days=400))
        without = session_open(person.pk, RU)
        codes_restore(person.pk)

        assert refused == [question.code]
        assert isinstance(without, End)
        assert isinstance(session_open(person.pk, RU), Ask)


def test_who_no_longer_wants_heavy_topics_has_none_open(person: Person, small_bank: None) -> None:
    heavy = publish(
        energy=Energy.HEAVY, depth=4, min_trust=TrustLevel.FRIEND, requires_opt_in=True,
        stages=[Stage.DEEPENING],
    )  # fmt: skip
    row = AskedQuestionFactory.create(session=SessionFactory.create(person=person), question=heavy)

    heavy_opt_in_set(person.pk, allowed=True)
    kept = AskedQuestion.objects.get(pk=row.pk).outcome
    heavy_opt_in_set(person.pk, allowed=False)

    row.refresh_from_db()
    assert (kept, row.outcome) == (Outcome.OPEN, Outcome.REPLACED)


def test_who_is_tired_of_questions_is_offered_an_easy_one_or_an_end(
    person: Person, small_bank: None
) -> None:
    first = begin(person)

    step = asked(session_tire(person.pk, first.asked_id, RU))

    assert step.offers_end
    assert AskedQuestion.objects.get(pk=step.asked_id).question.energy == Energy.HEALING
    assert AskedQuestion.objects.get(pk=first.asked_id).outcome == Outcome.POSTPONED


def test_a_word_of_tiredness_in_an_answer_brings_the_offer(
    person: Person, small_bank: None
) -> None:
    begin(person)

    step = asked(answer(person, 1, "Гуляли у реки. Что-то я устала.").step)

    assert step.offers_end


def test_a_wish_to_stop_in_an_answer_keeps_the_answer_and_ends_the_talk(
    person: Person, small_bank: None
) -> None:
    begin(person)

    end = answer(person, 1, "Гуляли у реки. Давай на этом закончим.").step

    assert isinstance(end, End)
    assert (end.reason, end.answers) == (EndReason.PERSON, 1)


def test_who_was_tired_is_tired_no_longer_in_the_next_talk(
    person: Person, small_bank: None
) -> None:
    step = session_tire(person.pk, begin(person).asked_id, RU)
    while isinstance(step, Ask):
        step = question_skip(person.pk, step.asked_id, RU)

    fresh = begin(person)

    assert not fresh.offers_end
    assert Session.objects.latest("pk").target_questions == 5


@pytest.mark.parametrize("leave", EVERY_WAY)
def test_a_stale_button_steers_nothing(person: Person, small_bank: None, leave: Leave) -> None:
    first = begin(person)
    question_skip(person.pk, first.asked_id, RU)

    assert leave(person.pk, first.asked_id, RU) == Stale()
    assert care(person).closed_domains == care(person).never_codes == []
    assert Session.objects.get().tired_said_at is None


@pytest.mark.parametrize("leave", EVERY_WAY)
def test_whoever_only_steers_comes_to_a_kind_end(
    person: Person, small_bank: None, leave: Leave
) -> None:
    end, count = walk(person, leave)

    assert end.answers == 0
    assert 1 <= count <= 25


def test_whoever_closes_every_topic_is_asked_nothing(person: Person, small_bank: None) -> None:
    begin(person)
    for domain in Domain:
        domain_close(person.pk, domain)

    end = session_resume(person.pk, RU)

    assert isinstance(end, End)
    assert end.reason == EndReason.NOTHING_ELIGIBLE


def test_a_bank_of_three_questions_ends_when_they_are_used_up(person: Person) -> None:
    for energy in (Energy.OPENING, Energy.NEUTRAL, Energy.HEALING):
        QuestionTextFactory.create(question=publish(energy=energy), language=Language.EN)
    BankVersion.objects.create(label="three")

    ends = [walk(person, question_replace) for _ in range(3)]

    assert {end.reason for end, _ in ends} == {EndReason.NOTHING_ELIGIBLE}
    assert sum(count for _, count in ends) <= 3
