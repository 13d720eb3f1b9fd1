"""Trust grows by willing answers only, fades slowly, and can be taken back."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding import trust
from onboarding.choices import TrustLevel

scores = st.floats(0, 1)


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        (0.0, TrustLevel.STRANGER),
        (0.149, TrustLevel.STRANGER),
        (0.15, TrustLevel.ACQUAINTANCE),
        (0.35, TrustLevel.FRIEND),
        (0.60, TrustLevel.CONFIDANT),
        (0.85, TrustLevel.SOUL_MATE),
        (1.0, TrustLevel.SOUL_MATE),
    ],
)
def test_a_level_begins_at_its_threshold(score: float, expected: TrustLevel) -> None:
    assert trust.level(score) is expected


@pytest.mark.parametrize("score", [-0.01, 1.01, float("nan"), float("inf")])
def test_a_score_outside_its_range_is_refused(score: float) -> None:
    with pytest.raises(ValueError, match=r"0\.\.1"):
        trust.level(score)


def test_a_willing_answer_adds_three_hundredths() -> None:
    assert trust.grown(0.2, TrustLevel.STRANGER) == pytest.approx(0.23)


def test_a_question_above_the_level_builds_less_trust() -> None:
    assert trust.grown(0.2, TrustLevel.FRIEND) == pytest.approx(0.2 + 0.03 * 0.65)
    assert trust.grown(0.2, TrustLevel.CONFIDANT) == pytest.approx(0.2 + 0.03 * 0.30)
    assert trust.grown(0.2, TrustLevel.SOUL_MATE) == pytest.approx(0.2)


def test_twelve_willing_answers_make_a_friend() -> None:
    score = 0.0
    for _ in range(12):
        score = trust.grown(score, TrustLevel.STRANGER)
    assert trust.level(score) is TrustLevel.FRIEND


@given(scores, st.sampled_from(TrustLevel))
def test_growth_never_leaves_the_range_and_never_takes_away(
    score: float, min_trust: TrustLevel
) -> None:
    assert score <= trust.grown(score, min_trust) <= 1.0


def test_sixty_days_of_silence_cost_nothing() -> None:
    assert trust.faded(0.7, timedelta(days=60)) == 0.7


def test_trust_halves_in_half_a_year_beyond_sixty_days() -> None:
    assert trust.faded(0.7, timedelta(days=240)) == pytest.approx(0.35)


@given(scores, st.timedeltas(timedelta(0), timedelta(days=9000)))
def test_silence_never_builds_trust(score: float, silence: timedelta) -> None:
    assert 0.0 <= trust.faded(score, silence) <= score


def test_a_clock_that_runs_backwards_fades_nothing() -> None:
    assert trust.faded(0.7, timedelta(days=-5)) == 0.7


@given(scores.filter(lambda score: trust.level(score) > TrustLevel.STRANGER))
def test_lowering_goes_down_exactly_one_level(score: float) -> None:
    assert trust.level(trust.lowered(score)) == trust.level(score) - 1


@given(scores.filter(lambda score: trust.level(score) is TrustLevel.STRANGER))
def test_a_stranger_who_lowers_trust_starts_from_nothing(score: float) -> None:
    assert trust.lowered(score) == 0.0
