"""Adaptive traits gather evidence, fade, and are not named by one answer."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.portrait_words import AdaptiveCode
from onboarding.measurement import ReadingRefusedError
from profiles.adaptive import HALF_LIFE, AdaptiveReading, AdaptiveState, adaptive_states

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
PLAY = AdaptiveCode.PLAYFULNESS

readings = st.builds(
    AdaptiveReading,
    answer_id=st.integers(1, 50),
    code=st.sampled_from(AdaptiveCode),
    value=st.floats(-6, 6),
    variance=st.floats(1e-3, 1e3),
    at=st.floats(0, 900).map(lambda days: START + timedelta(days=days)),
)


def reading(answer_id: int, value: float = 1.5, *, variance: float = 0.5) -> AdaptiveReading:
    return AdaptiveReading(answer_id, PLAY, value, variance, START + timedelta(days=answer_id))


def state(*given_readings: AdaptiveReading, now: datetime | None = None) -> AdaptiveState:
    return adaptive_states(given_readings, now)[PLAY]


def test_nothing_is_known_of_what_no_answer_speaks_of() -> None:
    assert adaptive_states([]) == {}


def test_one_answer_names_no_trait_however_sure() -> None:
    assert not state(reading(1, variance=0.01)).is_known


def test_two_readings_of_one_answer_are_one_answer() -> None:
    assert not state(reading(1), reading(1, 1.4)).is_known


def test_two_answers_name_a_trait() -> None:
    named = state(reading(1), reading(2))
    assert named.is_known
    assert named.mean == pytest.approx(1.2, abs=0.02)


def test_ninety_days_halve_what_an_answer_counts() -> None:
    one = reading(1, variance=1.0)
    assert state(one, now=one.at + HALF_LIFE).variance == pytest.approx(1 / 1.5)


def test_what_is_long_ago_is_not_known_any_more() -> None:
    given_readings = (reading(1), reading(2))
    assert not state(*given_readings, now=START + timedelta(days=400)).is_known


@pytest.mark.parametrize(
    ("value", "variance"),
    [(float("nan"), 1.0), (7.0, 1.0), (1.0, 0.0), (1.0, float("nan")), (float("inf"), 1.0)],
)
def test_what_is_no_number_is_refused(value: float, variance: float) -> None:
    with pytest.raises(ReadingRefusedError):
        reading(1, value, variance=variance)


@given(st.lists(readings, max_size=30))
def test_every_state_lies_between_stranger_and_evidence(
    given_readings: list[AdaptiveReading],
) -> None:
    for code, found in adaptive_states(given_readings).items():
        values = [0.0, *(one.value for one in given_readings if one.code is code)]
        assert min(values) - 1e-9 <= found.mean <= max(values) + 1e-9
        assert 0.0 < found.variance <= 1.0
