"""Change is told from noise."""

import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.vocabulary import Trait
from profiles.evolution import (
    Evolution,
    Pattern,
    Point,
    Severity,
    classify,
    shifts,
    window,
    worth_telling,
)

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
#: Error SD of one answer, z; 0.10 as shown.
ERROR = 0.6

points = st.builds(
    Point,
    at=st.floats(0, 400).map(lambda days: START + timedelta(days=days)),
    value=st.floats(-6, 6),
    variance=st.floats(1e-3, 1e3),
)


def series(
    count: int, way: Callable[[float], float], *, error: float = ERROR, seed: int = 1
) -> list[Point]:
    """Return an answer a day that follows `way` (of 0..1) with noise."""
    noise = np.random.default_rng(seed).normal(0.0, error, count)
    return [
        Point(
            START + timedelta(days=day),
            way(day / (count - 1)) + float(noise[day]),
            error**2,
        )
        for day in range(count)
    ]


def level(_: float) -> float:
    return 0.5


def test_a_rise_is_increasing() -> None:
    found = classify(series(40, lambda passed: 1.5 * passed))
    assert found.pattern is Pattern.INCREASING
    assert found.change == pytest.approx(1.5, abs=2 * found.error)
    assert found.strength == 1.0


def test_a_fall_is_decreasing() -> None:
    assert classify(series(40, lambda passed: -1.5 * passed)).pattern is Pattern.DECREASING


def test_a_level_measured_well_is_stable() -> None:
    assert classify(series(60, level, error=0.3)).pattern is Pattern.STABLE


def test_a_level_measured_badly_is_uncertain_and_not_stable() -> None:
    assert classify(series(12, level, error=1.5)).pattern is Pattern.UNCERTAIN


def test_a_swing_beyond_the_errors_is_oscillating() -> None:
    found = classify(series(40, lambda passed: 1.5 * math.sin(8 * math.pi * passed)))
    assert found.pattern is Pattern.OSCILLATING
    assert found.swing == pytest.approx(1.5 / math.sqrt(2), rel=0.25)


@pytest.mark.parametrize("count", range(5))
def test_fewer_than_five_answers_say_nothing(count: int) -> None:
    found = classify(series(5, lambda passed: 5 * passed)[:count])
    assert (found.pattern, found.points, found.strength) == (Pattern.UNCERTAIN, count, 0.0)


def test_answers_of_one_week_end_say_nothing() -> None:
    hours = [Point(START + timedelta(hours=3 * step), float(step), 0.01) for step in range(6)]
    assert classify(hours).pattern is Pattern.UNCERTAIN


def test_a_small_change_is_not_worth_a_word_however_certain() -> None:
    assert classify(series(60, lambda passed: 0.4 * passed, error=0.05)).pattern is Pattern.STABLE


@given(st.lists(points, max_size=30))
def test_every_series_gets_a_name_and_finite_figures(given_points: list[Point]) -> None:
    found = classify(given_points)
    assert found.pattern in Pattern
    assert all(map(math.isfinite, (found.strength, found.change, found.swing, found.tail)))
    assert 0.0 <= found.strength <= 1.0
    assert 0.0 <= found.tail <= 1.0


@given(st.lists(points, max_size=20), st.randoms())
def test_the_order_of_arrival_does_not_matter(given_points: list[Point], chance: object) -> None:
    shuffled = given_points[:]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random
    assert classify(shuffled) == classify(given_points)
    assert shifts(shuffled) == shifts(given_points)


def test_a_window_holds_the_last_days_oldest_first() -> None:
    days = series(30, level)
    seen = window(days[::-1], START + timedelta(days=20), days=10)
    assert seen == tuple(days[10:21])


def test_a_step_is_a_significant_change_at_its_moment() -> None:
    (shift,) = shifts(series(60, lambda passed: 1.8 if passed > 0.5 else 0.0))
    assert abs((shift.at - START).days - 30) <= 3
    assert shift.severity is Severity.MAJOR
    assert shift.after - shift.before == pytest.approx(1.8, abs=3 * shift.error)


def test_a_middling_step_is_notable() -> None:
    (shift,) = shifts(series(60, lambda passed: 0.9 if passed > 0.5 else 0.0, error=0.3))
    assert shift.severity is Severity.NOTABLE


def test_a_level_has_no_significant_change() -> None:
    assert shifts(series(100, level)) == ()


def test_what_comes_back_is_two_changes() -> None:
    there_and_back = shifts(series(90, lambda passed: 2.0 if 0.33 < passed < 0.67 else 0.0))
    assert [shift.after > shift.before for shift in there_and_back] == [True, False]


@given(st.lists(points, max_size=40))
def test_watching_always_ends_and_finds_changes_in_order(given_points: list[Point]) -> None:
    moments = [shift.at for shift in shifts(given_points)]
    assert moments == sorted(moments)


def moving(pattern: Pattern = Pattern.INCREASING, tail: float = 1e-4) -> Evolution:
    return Evolution(pattern, 1.0, 1.0, 0.1, 0.0, tail, points=20, span=timedelta(days=30))


QUIET = moving(Pattern.UNCERTAIN, 1.0)
ONE = {**dict.fromkeys(Trait, QUIET), Trait.OPENNESS: moving()}


def told(
    now: dict[Trait, Evolution],
    before: dict[Trait, Evolution],
    last_told_at: datetime | None = None,
) -> Trait | None:
    return worth_telling(now, before, at=START, last_told_at=last_told_at)


def test_what_two_evaluations_agree_on_is_told() -> None:
    assert told(ONE, ONE) is Trait.OPENNESS


def test_what_was_seen_once_is_not_told() -> None:
    assert told(ONE, dict.fromkeys(Trait, QUIET)) is None


def test_a_turn_is_not_an_agreement() -> None:
    turned = {**ONE, Trait.OPENNESS: moving(Pattern.DECREASING)}
    assert told(ONE, turned) is None


def test_nothing_is_told_within_a_week_of_the_last() -> None:
    assert told(ONE, ONE, START - timedelta(days=6)) is None
    assert told(ONE, ONE, START - timedelta(days=7)) is Trait.OPENNESS


def test_one_weak_movement_among_nine_traits_is_not_told() -> None:
    weak = {**ONE, Trait.OPENNESS: moving(tail=0.009)}
    assert told(weak, weak) is None


def test_many_weak_movements_together_are_told() -> None:
    weak = dict.fromkeys(Trait, moving(tail=0.009))
    assert told(weak, weak) is not None


def test_the_surest_movement_is_told_first() -> None:
    two = {**ONE, Trait.RESILIENCE: moving(tail=1e-6)}
    assert told(two, two) is Trait.RESILIENCE
