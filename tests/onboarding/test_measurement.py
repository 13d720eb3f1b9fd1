"""The measurement model folds deterministically, robustly, and never loses its footing."""

import math
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.vocabulary import BIG_FIVE, TRAITS, Trait
from onboarding.measurement import (
    BIAS_DEVIATION,
    HUBER_LIMIT,
    PRIOR,
    Reading,
    ReadingRefusedError,
    State,
    aged,
    calibrated,
    expected_variances_after,
    fold,
    interval,
    to_unit,
)

START = datetime(2026, 3, 1, 12, tzinfo=UTC)

moments = st.timedeltas(timedelta(0), timedelta(days=1000)).map(lambda passed: START + passed)
readings = st.builds(
    Reading,
    trait=st.sampled_from(Trait),
    value=st.floats(-6, 6),
    variance=st.floats(1e-3, 1e3),
    at=moments,
    siblings=st.integers(1, 3),
)
histories = st.lists(readings, max_size=25)


def reading(
    trait: Trait = Trait.OPENNESS, value: float = 1.0, *, variance: float = 1.0, days: float = 0
) -> Reading:
    return Reading(trait, value, variance, START + timedelta(days=days))


def mean(state: State, trait: Trait) -> float:
    return state.means[TRAITS.index(trait)]


def variance(state: State, trait: Trait) -> float:
    return state.variances[TRAITS.index(trait)]


def smallest_eigenvalue(state: State) -> float:
    return float(np.linalg.eigvalsh(np.array(state.covariance)).min())


def simulated(person: Sequence[float], noise: float, *, seed: int, answers: int) -> State:
    """A constant person whose every answer gives one noisy reading, trait after trait."""
    rng = np.random.default_rng(seed)
    given_answers = [
        Reading(
            trait, float(np.clip(person[k] + rng.normal(0, math.sqrt(noise)), -6, 6)), noise, START
        )
        for _ in range(answers)
        for k, trait in enumerate(TRAITS)
    ]
    return fold(PRIOR.state(), given_answers)


def test_nobody_is_known_before_the_first_answer() -> None:
    state = PRIOR.state()
    assert state.means == (0.0,) * 9
    assert state.variances == (1.0,) * 9
    assert state.at is None


def test_the_prior_is_a_correlation_matrix() -> None:
    matrix = np.array(PRIOR.correlation)
    assert matrix.shape == (9, 9)
    assert np.array_equal(matrix, matrix.T)
    assert np.all(np.diag(matrix) == 1.0)
    assert smallest_eigenvalue(PRIOR.state()) > 0.1


def test_traits_of_the_big_five_drift_a_tenth_of_an_sd_in_a_quarter() -> None:
    for trait in BIG_FIVE:
        assert math.sqrt(PRIOR.noise_per_day[TRAITS.index(trait)] * 90) == pytest.approx(
            0.1, abs=0.01
        )


def test_one_reading_meets_the_prior_half_way_when_both_are_equally_sure() -> None:
    state = fold(PRIOR.state(), [reading(value=1.0, variance=1.0)])
    assert mean(state, Trait.OPENNESS) == pytest.approx(0.5)
    assert variance(state, Trait.OPENNESS) == pytest.approx(0.5)
    assert state.counts[TRAITS.index(Trait.OPENNESS)] == 1
    assert state.at == START


def test_a_reading_informs_the_relatives_of_its_trait() -> None:
    state = fold(PRIOR.state(), [reading(Trait.NEUROTICISM, 2.0)])
    assert mean(state, Trait.RESILIENCE) < 0 < mean(state, Trait.NEUROTICISM)
    assert variance(state, Trait.RESILIENCE) < 1.0
    assert state.counts[TRAITS.index(Trait.RESILIENCE)] == 0


def test_readings_of_one_answer_count_for_less_than_those_of_several() -> None:
    alone = fold(PRIOR.state(), [Reading(Trait.OPENNESS, 1.0, 1.0, START)])
    shared = fold(PRIOR.state(), [Reading(Trait.OPENNESS, 1.0, 1.0, START, siblings=2)])
    assert variance(shared, Trait.OPENNESS) == pytest.approx(1.3 / 2.3)
    assert variance(alone, Trait.OPENNESS) == pytest.approx(0.5)


def test_time_makes_less_certain_and_dynamics_faster_than_traits() -> None:
    known = fold(PRIOR.state(), [reading(t, 0.5, variance=0.1) for t in TRAITS])
    later = aged(known, START + timedelta(days=100))
    assert variance(later, Trait.OPENNESS) == pytest.approx(variance(known, Trait.OPENNESS) + 0.01)
    assert variance(later, Trait.MOTIVATION) == pytest.approx(
        variance(known, Trait.MOTIVATION) + 0.3
    )
    assert later.means == known.means


def test_however_long_the_silence_a_known_person_is_not_less_known_than_a_stranger() -> None:
    known = fold(PRIOR.state(), [reading(t, 0.5, variance=0.1) for t in TRAITS])
    assert max(aged(known, START + timedelta(days=9000)).variances) <= 1.0 + 1e-12


def test_a_reading_that_arrives_late_does_not_turn_time_back() -> None:
    late = fold(fold(PRIOR.state(), [reading(days=10)]), [reading(days=3)])
    on_time = fold(fold(PRIOR.state(), [reading(days=10)]), [reading(days=10)])
    assert late == on_time


@settings(deadline=None, max_examples=60)
@given(histories)
def test_folding_in_one_go_equals_folding_one_by_one_to_the_last_bit(
    history: list[Reading],
) -> None:
    step_by_step = PRIOR.state()
    for one in history:
        step_by_step = fold(step_by_step, [one])
    assert fold(PRIOR.state(), history) == step_by_step


@settings(deadline=None, max_examples=60)
@given(histories, readings)
def test_a_further_reading_at_the_same_time_never_makes_less_certain(
    history: list[Reading], further: Reading
) -> None:
    before = fold(PRIOR.state(), [*history, further])
    after = fold(before, [further])
    assert np.all(np.array(after.variances) <= np.array(before.variances) + 1e-12)


@settings(deadline=None, max_examples=60)
@given(histories, readings)
def test_no_reading_moves_a_trait_by_more_than_three_of_its_own_deviations(
    history: list[Reading], wild: Reading
) -> None:
    before = fold(PRIOR.state(), [*history, wild])
    after = fold(before, [wild])
    moved = np.abs(np.array(after.means) - np.array(before.means))
    assert np.all(moved <= HUBER_LIMIT * np.sqrt(np.array(before.variances)) + 1e-9)


@settings(deadline=None, max_examples=60)
@given(histories)
def test_the_covariance_stays_symmetric_and_positive_definite(history: list[Reading]) -> None:
    state = fold(PRIOR.state(), history)
    matrix = np.array(state.covariance)
    assert np.array_equal(matrix, matrix.T)
    assert smallest_eigenvalue(state) > 0.0
    assert np.all(np.isfinite(state.means))


def test_thousands_of_the_most_precise_readings_leave_the_covariance_sound() -> None:
    flood = [reading(trait, 1.0, variance=1e-3) for trait in TRAITS] * 500
    state = fold(PRIOR.state(), flood)
    assert smallest_eigenvalue(state) > 0.0
    assert state.means == pytest.approx([1.0] * 9, abs=0.01)


def test_a_surprise_beyond_three_deviations_moves_no_further_than_one_of_three() -> None:
    sure = fold(PRIOR.state(), [reading(value=0.0, variance=0.05)] * 4)
    spread = math.sqrt(variance(sure, Trait.OPENNESS) + 0.05)
    at_limit = fold(sure, [reading(value=HUBER_LIMIT * spread, variance=0.05)])
    wild = fold(sure, [reading(value=6.0, variance=0.05)])
    assert mean(wild, Trait.OPENNESS) == pytest.approx(mean(at_limit, Trait.OPENNESS))
    assert variance(wild, Trait.OPENNESS) > variance(at_limit, Trait.OPENNESS)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf"), 6.01, -6.01])
def test_a_value_that_is_no_value_is_refused(value: float) -> None:
    with pytest.raises(ReadingRefusedError, match="value"):
        reading(value=value)


@pytest.mark.parametrize("noise", [float("nan"), float("inf"), 0.0, -1.0, 1e-4, 1e7])
def test_a_variance_that_is_no_variance_is_refused(noise: float) -> None:
    with pytest.raises(ReadingRefusedError, match="variance"):
        reading(variance=noise)


def test_a_reading_without_a_time_zone_or_siblings_is_refused() -> None:
    with pytest.raises(ReadingRefusedError, match="time zone"):
        Reading(Trait.OPENNESS, 0.0, 1.0, START.replace(tzinfo=None))
    with pytest.raises(ReadingRefusedError, match="sibling"):
        Reading(Trait.OPENNESS, 0.0, 1.0, START, siblings=0)


def test_the_model_finds_a_simulated_person_within_its_own_uncertainty() -> None:
    rng = np.random.default_rng(5)
    people = rng.multivariate_normal(np.zeros(9), np.array(PRIOR.correlation), size=150)
    errors = []
    for seed, person in enumerate(people):
        state = simulated(person.tolist(), 1.5, seed=seed, answers=4)
        errors.append((np.array(state.means) - person) / np.sqrt(np.array(state.variances)))
    covered = np.mean(np.abs(np.array(errors)) < 1.96)
    assert 0.93 <= covered <= 0.97


@pytest.mark.parametrize(
    ("z", "unit"), [(0.0, 0.5), (3.0, 1.0), (-3.0, 0.0), (9.0, 1.0), (1.5, 0.75)]
)
def test_the_shown_scale_runs_from_minus_three_to_three(z: float, unit: float) -> None:
    assert to_unit(z) == pytest.approx(unit)


def test_an_interval_covers_as_much_as_it_says() -> None:
    assert interval(0.0, 1.0) == pytest.approx((0.5 - 1.96 / 6, 0.5 + 1.96 / 6), abs=1e-4)
    assert interval(0.0, 1.0, level=0.9) == pytest.approx(
        (0.5 - 1.645 / 6, 0.5 + 1.645 / 6), abs=1e-4
    )
    assert interval(2.9, 4.0)[1] == 1.0
    assert interval(0.6, 0.0) == pytest.approx((0.6, 0.6))


@pytest.mark.parametrize(
    ("spread", "level"), [(-1.0, 0.95), (float("nan"), 0.95), (1.0, 0.0), (1.0, 1.0)]
)
def test_an_interval_without_meaning_is_refused(spread: float, level: float) -> None:
    with pytest.raises(ValueError, match="interval"):
        interval(0.0, spread, level)


def test_answers_not_yet_analysed_count_with_their_expected_information() -> None:
    waiting = [[(Trait.OPENNESS, 1.0)], [(Trait.OPENNESS, 1.0)]]
    left = expected_variances_after((1.0,) * 9, waiting)
    assert left == pytest.approx((1 / 3, *(1.0,) * 8))


def test_several_targets_of_one_waiting_answer_are_expected_to_tell_less_each() -> None:
    left = expected_variances_after((1.0,) * 9, [[(Trait.OPENNESS, 1.3), (Trait.RESILIENCE, 2.6)]])
    assert left == pytest.approx((1 / 2, *(1.0,) * 7, 1 / 3))


def test_without_bias_the_calibrated_state_is_the_text_state() -> None:
    given_readings = [reading(Trait.OPENNESS, 1.0), reading(Trait.RESILIENCE, -1.0, days=3)]
    expected = fold(PRIOR.state(), given_readings)
    found = calibrated(given_readings, bias_deviation=0.0)
    assert found.means == pytest.approx(expected.means)
    assert found.variances == pytest.approx(expected.variances)


def test_a_thousand_answers_do_not_go_below_the_floor_of_the_bias() -> None:
    many = [reading(Trait.OPENNESS, 1.0, variance=0.5) for _ in range(1000)]
    text, person = fold(PRIOR.state(), many), calibrated(many)
    floor = 1 - 1 / (1 + BIAS_DEVIATION**2)
    assert variance(text, Trait.OPENNESS) < 0.01
    assert variance(person, Trait.OPENNESS) == pytest.approx(floor, abs=0.01)


def test_what_may_be_bias_pulls_the_person_towards_the_others() -> None:
    many = [reading(Trait.OPENNESS, 2.0, variance=0.5) for _ in range(1000)]
    assert mean(calibrated(many), Trait.OPENNESS) == pytest.approx(
        2.0 / (1 + BIAS_DEVIATION**2), abs=0.02
    )


@given(histories)
@settings(max_examples=60)
def test_the_calibrated_state_stays_sound_and_never_surer_than_the_texts(
    past: list[Reading],
) -> None:
    person = calibrated(past)
    assert smallest_eigenvalue(person) > 0.0
    assert max(person.variances) <= 1.0 + 1e-9
    assert person.counts == fold(PRIOR.state(), past).counts
