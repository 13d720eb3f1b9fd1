from typing import Any

import pytest

from ai.contracts import Sentiment
from analysis.selectors import (
    AnalyserRef,
    SessionNotice,
    analysed_answer_ids,
    analysed_answers,
    analyser_of,
    deep_of,
    instant_of,
    reflection_of,
    session_notice,
)
from analysis.services import DeepResult, deep_store
from core.vocabulary import Domain
from onboarding.models import Answer
from onboarding.selectors import answer_get
from tests.analysis.readings import INSIGHT, QUOTE, deep
from tests.factories import AnswerFactory, PersonFactory

pytestmark = pytest.mark.django_db


def answers(*sentiments: Sentiment) -> list[Answer]:
    """Return answers of different people, read in depth with these sentiments."""
    return [read(sentiment=sentiment) for sentiment in sentiments]


def read(*, is_offline: bool = False, **changes: Any) -> Answer:
    """Return an answer, read in depth."""
    answer = AnswerFactory.create()
    deep_store(DeepResult(answer_get(answer.pk), deep(is_offline=is_offline, **changes)))
    return answer


def test_an_answer_that_was_not_read_has_no_reading_and_no_reflection() -> None:
    answer = AnswerFactory.create()

    assert reflection_of(answer.pk) == ""
    assert instant_of(answer.pk) is None
    assert deep_of(answer.pk) is None


def test_a_session_closes_with_the_newest_insight_and_the_prevailing_sentiment() -> None:
    given = answers(Sentiment.POSITIVE, Sentiment.NEGATIVE, Sentiment.NEGATIVE)

    notice = session_notice([answer.pk for answer in given])

    assert notice == SessionNotice(3, Sentiment.NEGATIVE, INSIGHT, QUOTE)


def test_no_sentiment_prevails_where_two_are_even() -> None:
    given = answers(Sentiment.POSITIVE, Sentiment.NEGATIVE)

    assert session_notice([answer.pk for answer in given]).sentiment is None


def test_a_session_of_which_nothing_was_read_yet_closes_with_the_number_alone() -> None:
    answer = AnswerFactory.create()

    assert session_notice([answer.pk]) == SessionNotice(1, None, None, None)


def test_an_empty_insight_is_passed_over_for_an_earlier_one() -> None:
    given = [read(), read(insight="", insight_quote="")]

    assert session_notice([answer.pk for answer in given]).insight == INSIGHT


def test_a_person_whom_only_the_local_analyser_read_is_known_as_such() -> None:
    answer = read(is_offline=True)

    assert analyser_of(answer.person_id) == AnalyserRef(answers=1, is_offline=True)


def test_one_reading_by_a_model_is_enough_to_be_no_longer_offline() -> None:
    answer = read(is_offline=False)

    assert analyser_of(answer.person_id) == AnalyserRef(answers=1, is_offline=False)


def test_nobody_read_a_person_who_said_nothing() -> None:
    assert analyser_of(PersonFactory.create().pk) == AnalyserRef(answers=0, is_offline=True)


def test_analysed_answers_are_listed_with_domain_and_quality() -> None:
    answer = read()

    (analysed,) = analysed_answers(answer.person_id)

    assert (analysed.answer_id, analysed.domain, analysed.quality) == (answer.pk, Domain.WORK, 0.8)


def test_ids_of_analysed_answers_come_in_pages() -> None:
    first, second, third = [read().pk for _ in range(3)]

    assert analysed_answer_ids(limit=2) == (first, second)
    assert analysed_answer_ids(after=second, limit=2) == (third,)
