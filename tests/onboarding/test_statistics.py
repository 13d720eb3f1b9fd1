"""Statistics of questions over all people, in the tables."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from core.clock import utc_now
from onboarding.choices import DecisionKind, Energy, Outcome, QuestionStatus, SessionStatus
from onboarding.errors import ClinicianMissingError
from onboarding.models import (
    AskedEffect,
    AskedQuestion,
    CareState,
    Question,
    QuestionDecision,
    QuestionStatistics,
)
from onboarding.question_statistics import QuestionFlag, wilson
from onboarding.services.curation import question_publish, question_suspend
from onboarding.services.statistics import statistics_refresh
from people.models import Person
from tests.factories import AnswerFactory, AskedQuestionFactory, PersonFactory, SessionFactory
from tests.onboarding.conftest import publish
from tests.onboarding.curators import clinician, psychologist, simulated

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def question() -> Question:
    """Return a published question."""
    return publish()


def ask(question: Question, outcome: Outcome = Outcome.SKIPPED, **session: Any) -> AskedQuestion:
    """Ask it of somebody new, who took a minute to do something about it."""
    columns: dict[str, Any] = {"status": SessionStatus.COMPLETED, "ended_at": utc_now()}
    is_open = outcome is Outcome.OPEN
    return AskedQuestionFactory.create(
        session=SessionFactory.create(**(session or columns)),
        question=question,
        outcome=outcome,
        asked_at=utc_now() - MINUTE,
        closed_at=None if is_open else utc_now(),
    )


def answer(question: Question, length: int = 10) -> AskedQuestion:
    """Let somebody new answer it, whose usual answer has 10 characters."""
    asked = ask(question, Outcome.ANSWERED)
    AnswerFactory.create(asked=asked, length=length)
    usual(asked.person)
    return asked


def usual(person: Person) -> None:
    """Let somebody have answered other questions with 10 characters each."""
    other = publish()
    for _ in range(2):
        session = SessionFactory.create(
            person=person, status=SessionStatus.COMPLETED, ended_at=utc_now()
        )
        asked = AskedQuestionFactory.create(
            session=session, question=other, outcome=Outcome.ANSWERED, closed_at=utc_now()
        )
        AnswerFactory.create(asked=asked, length=10)


def figures(question: Question) -> QuestionStatistics:
    """Return what the night says of it."""
    statistics_refresh()
    return QuestionStatistics.objects.get(pk=question.pk)


def ordinary_questions() -> None:
    """Let there be five ordinary questions, each asked of 30 people and answered by most."""
    for _ in range(5):
        question = publish()
        for number in range(30):
            ask(question, Outcome.SKIPPED if number < 2 else Outcome.ANSWERED)


def test_what_became_of_it_is_counted(question: Question) -> None:
    for outcome, times in {
        Outcome.ANSWERED: 4,
        Outcome.SKIPPED: 3,
        Outcome.REPLACED: 2,
        Outcome.POSTPONED: 1,
        Outcome.EXPIRED: 1,
    }.items():
        for _ in range(times):
            ask(question, outcome)

    told = figures(question)

    assert (told.people, told.exposures) == (11, 11)
    assert (told.answered, told.skipped, told.replaced, told.postponed, told.left) == (
        4,
        3,
        2,
        1,
        1,
    )
    skipped = wilson(3, 11)
    assert (told.skipped_low, told.skipped_high) == (skipped.low, skipped.high)


def test_a_question_still_waited_for_is_no_exposure_yet(question: Question) -> None:
    ask(question)
    ask(question, Outcome.OPEN, status=SessionStatus.ACTIVE)

    assert figures(question).exposures == 1


@pytest.mark.parametrize("status", [SessionStatus.PAUSED, SessionStatus.TIMED_OUT])
def test_a_talk_that_sleeps_was_broken_off_at_its_open_question(
    question: Question, status: SessionStatus
) -> None:
    for _ in range(4):
        ask(question)
    ask(question, Outcome.OPEN, status=status)

    assert figures(question).left == 1


def test_a_talk_that_a_crisis_broke_off_was_not_left_for_the_question(question: Question) -> None:
    for _ in range(4):
        ask(question)
    asked = ask(question, Outcome.OPEN, status=SessionStatus.PAUSED)
    AskedEffect.objects.create(asked=asked, crisis_level=2)

    told = figures(question)

    assert (told.left, told.crises) == (0, 1)


def test_the_length_of_answers_is_measured_by_what_each_person_usually_writes(
    question: Question,
) -> None:
    for length in (5, 5, 30, 30, 30):
        answer(question, length)

    assert figures(question).length_ratio == pytest.approx(3.0)


def test_time_and_information_are_those_of_answers(question: Question) -> None:
    for gained in (0.1, 0.3):
        AskedEffect.objects.create(asked=answer(question), information=gained)
    for _ in range(3):
        answer(question)

    told = figures(question)

    assert told.seconds == pytest.approx(60, abs=1)
    assert told.information == pytest.approx(0.2)
    assert told.readings == 2


def test_signs_of_distress_and_of_a_crisis_are_counted_apart_by_people(question: Question) -> None:
    for level in (0, 1, 2, 3, 3):
        AskedEffect.objects.create(asked=ask(question), crisis_level=level)

    told = figures(question)

    assert (told.distresses, told.crises) == (1, 3)


def test_who_never_wants_it_again_is_counted(question: Question) -> None:
    refusing = ask(question)
    for _ in range(4):
        ask(question)
    CareState.objects.create(person=refusing.person, never_codes=[question.code])

    assert figures(question).never == 1


def test_a_corrected_answer_counts_once(question: Question) -> None:
    for _ in range(5):
        asked = answer(question)
        AnswerFactory.create(asked=asked, is_current=False, length=500)

    told = figures(question)

    assert (told.exposures, told.length_ratio) == (5, 1.0)


def test_figures_of_fewer_than_five_people_are_kept_nowhere(question: Question) -> None:
    for _ in range(4):
        ask(question)

    told = figures(question)

    assert (told.people, told.exposures) == (4, 4)
    assert (told.skipped, told.skipped_low, told.left, told.crises, told.seconds) == (None,) * 5


def test_the_database_keeps_nothing_of_few_people(question: Question) -> None:
    with pytest.raises(IntegrityError, match="few_people_hidden"), transaction.atomic():
        QuestionStatistics.objects.create(question=question, people=4, exposures=9, skipped=1)


def test_the_same_person_is_one_however_often_they_are_asked(question: Question) -> None:
    person = PersonFactory.create()
    for _ in range(6):
        ask(question, person=person, status=SessionStatus.COMPLETED, ended_at=utc_now())

    told = figures(question)

    assert (told.people, told.exposures, told.skipped) == (1, 6, None)


def test_a_second_night_replaces_the_figures_of_the_first(question: Question) -> None:
    for _ in range(5):
        ask(question)
    first = figures(question).skipped
    ask(question)

    assert (first, figures(question).skipped) == (5, 6)


def test_what_was_asked_of_nobody_any_more_has_no_figures(question: Question) -> None:
    asked = ask(question)
    statistics_refresh()
    asked.delete()

    assert statistics_refresh() == 0
    assert not QuestionStatistics.objects.exists()


def test_a_question_skipped_much_more_than_others_is_flagged_and_still_asked(
    question: Question,
) -> None:
    ordinary_questions()
    for number in range(30):
        ask(question, Outcome.SKIPPED if number < 15 else Outcome.ANSWERED)

    assert figures(question).flags == [QuestionFlag.SKIPPED]
    question.refresh_from_db()
    assert question.status == QuestionStatus.PUBLISHED


def leave(question: Question) -> None:
    """Let a third of 30 people break their talk off at it."""
    for number in range(30):
        ask(question, Outcome.EXPIRED if number < 10 else Outcome.ANSWERED)


def test_a_question_at_which_many_leave_is_suspended_by_nobody(question: Question) -> None:
    ordinary_questions()
    leave(question)

    assert figures(question).flags == [QuestionFlag.LEAVING]

    question.refresh_from_db()
    decision = QuestionDecision.objects.get(question=question, kind=DecisionKind.SUSPENDED)
    assert question.status == QuestionStatus.SUSPENDED
    assert (decision.staff, decision.comment) == (None, QuestionFlag.LEAVING)


def test_two_people_in_a_crisis_suspend_a_question_of_which_little_is_known(
    question: Question,
) -> None:
    ordinary_questions()
    for level in (2, 3, 0):
        AskedEffect.objects.create(asked=ask(question, Outcome.ANSWERED), crisis_level=level)

    told = figures(question)

    question.refresh_from_db()
    assert (told.flags, told.crises) == ([QuestionFlag.CRISIS], None)
    assert question.status == QuestionStatus.SUSPENDED


def test_one_person_in_a_crisis_calls_for_a_clinician_and_stops_nothing(question: Question) -> None:
    ordinary_questions()
    for level in (3, 0, 0, 0, 0):
        AskedEffect.objects.create(asked=ask(question, Outcome.ANSWERED), crisis_level=level)

    assert figures(question).flags == [QuestionFlag.CRISIS]
    question.refresh_from_db()
    assert question.status == QuestionStatus.PUBLISHED


def test_what_people_put_back_is_not_suspended_again_for_the_same(question: Question) -> None:
    ordinary_questions()
    leave(question)
    statistics_refresh()
    put_back(question)

    assert figures(question).flags == [QuestionFlag.LEAVING]
    question.refresh_from_db()
    assert question.status == QuestionStatus.PUBLISHED


def put_back(question: Question) -> None:
    """Publish it again, as a member of staff with a reason."""
    anna = psychologist("anna")
    simulated(question.pk, by=anna)
    question_publish(question.pk, anna, comment="Слова не виноваты.")


def test_a_heavy_question_is_compared_with_heavy_ones(question: Question) -> None:
    for _ in range(3):
        other = publish(
            energy=Energy.HEAVY, requires_opt_in=True, min_trust=2, depth=3, stages=["DEEPENING"]
        )
        for level in (2, 0, 0, 0, 0):
            AskedEffect.objects.create(asked=ask(other), crisis_level=level)
    statistics_refresh()

    assert not QuestionStatistics.objects.filter(flags__contains=[QuestionFlag.CRISIS]).exists()


def test_what_a_crisis_stopped_comes_back_by_the_decision_of_a_clinician(
    question: Question,
) -> None:
    question_suspend(question.pk, None, f"{QuestionFlag.CRISIS} {QuestionFlag.SKIPPED}")
    anna, clara = psychologist("anna"), clinician("clara")
    simulated(question.pk, by=anna)

    with pytest.raises(ClinicianMissingError):
        question_publish(question.pk, anna, comment="Слова не виноваты.")
    question_publish(question.pk, clara, comment="Слова не виноваты.")

    question.refresh_from_db()
    assert question.status == QuestionStatus.PUBLISHED
