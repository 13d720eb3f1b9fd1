import math
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.vocabulary import Domain
from onboarding.affinity import MOST_LOG_AFFINITY, affinities
from onboarding.choices import Energy, Outcome
from onboarding.mix_state import Asked

NOW = datetime(2026, 3, 1, tzinfo=UTC)
WORK, BODY = Domain.WORK, Domain.BODY


def told(domain: Domain, *lengths: int) -> list[Asked]:
    """Return questions of a domain that were answered at these lengths."""
    return [met(domain, Outcome.ANSWERED, length) for length in lengths]


def met(domain: Domain, outcome: Outcome, length: int = 0) -> Asked:
    return Asked("x-001", domain, Energy.NEUTRAL, NOW, 1, outcome, length)


questions = st.builds(
    met,
    st.sampled_from(Domain),
    st.sampled_from(Outcome),
    st.integers(min_value=0, max_value=4_000),
)


def test_of_somebody_new_nothing_is_known() -> None:
    assert affinities([]) == {}


def test_who_always_says_as_much_is_asked_about_everything_alike() -> None:
    assert affinities(told(WORK, 80, 80) + told(BODY, 80)) == {WORK: 1.0, BODY: 1.0}


def test_a_first_answer_says_nothing_of_its_domain() -> None:
    assert affinities(told(WORK, 900)) == {WORK: 1.0}


def test_a_domain_about_which_a_person_says_more_than_usual_is_worth_more() -> None:
    found = affinities(told(BODY, 100, 100, 100, 100, 100) + told(WORK, 200, 200, 200, 200))

    assert found[BODY] == pytest.approx(1.0)
    assert found[WORK] == pytest.approx(math.sqrt(2))


def test_a_single_very_long_answer_moves_its_domain_only_a_little() -> None:
    found = affinities(told(BODY, 100, 100, 100) + told(WORK, 4_000))

    assert found[WORK] == pytest.approx(2 ** (1 / 5))


@pytest.mark.parametrize("outcome", [Outcome.SKIPPED, Outcome.REPLACED])
def test_a_domain_whose_questions_are_left_is_worth_less(outcome: Outcome) -> None:
    found = affinities([*told(BODY, 100), *[met(WORK, outcome)] * 4])

    assert found == {BODY: 1.0, WORK: pytest.approx(math.sqrt(0.5))}


@pytest.mark.parametrize("outcome", [Outcome.OPEN, Outcome.EXPIRED])
def test_a_question_that_only_waits_or_fell_asleep_says_nothing(outcome: Outcome) -> None:
    assert affinities([met(WORK, outcome)]) == {}


@given(st.lists(questions, max_size=40))
def test_an_affinity_stays_within_its_limits(asked: list[Asked]) -> None:
    for value in affinities(asked).values():
        assert math.exp(-MOST_LOG_AFFINITY) <= value <= math.exp(MOST_LOG_AFFINITY)


@given(st.lists(questions, max_size=20), st.integers(min_value=2, max_value=9))
def test_somebody_who_writes_more_in_all_is_no_other_person(asked: list[Asked], times: int) -> None:
    wordier = [met(past.domain, past.outcome, past.length * times) for past in asked]

    assert affinities(wordier) == pytest.approx(affinities(asked))
