"""Statistics of questions: intervals, what is usual, and which flags follow."""

import math
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from onboarding.choices import Energy
from onboarding.question_statistics import (
    Figures,
    QuestionFlag,
    flags_of,
    information_gained,
    is_to_suspend,
    usual_of,
    wilson,
)

ORDINARY = Figures(
    question_id=0,
    energy=Energy.NEUTRAL,
    people=60,
    exposures=100,
    skipped=10,
    left=4,
    crises=0,
    length_ratio=1.0,
    information=0.2,
    readings=80,
)
variances = st.lists(st.floats(0.01, 4.0), min_size=9, max_size=9)


@st.composite
def counts(draw: st.DrawFn) -> tuple[int, int]:
    """Draw how many of how many."""
    trials = draw(st.integers(0, 5000))
    return draw(st.integers(0, trials)), trials


def bank(*odd: Figures, ordinary: int = 20) -> list[Figures]:
    """Return ordinary questions, and some that are not; each with a number of its own."""
    same = [ORDINARY] * ordinary
    return [replace(one, question_id=number) for number, one in enumerate([*odd, *same])]


def flags(*odd: Figures, ordinary: int = 20) -> frozenset[QuestionFlag]:
    """Return the flags of the first question of such a bank."""
    return flags_of(bank(*odd, ordinary=ordinary))[0]


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [(2, 3, 0.2077, 0.9385), (10, 50, 0.1124, 0.3304), (40, 200, 0.1505, 0.2609)],
)
def test_intervals_are_those_of_wilson(
    successes: int, trials: int, low: float, high: float
) -> None:
    interval = wilson(successes, trials)

    assert (interval.low, interval.high) == pytest.approx((low, high), abs=5e-5)


@given(counts())
def test_an_interval_holds_its_rate_and_stays_a_rate(count: tuple[int, int]) -> None:
    successes, trials = count
    interval = wilson(successes, trials)

    rate = successes / trials if trials else 0.5
    assert 0.0 <= interval.low <= rate <= interval.high <= 1.0


@given(counts())
def test_the_interval_of_the_opposite_is_the_opposite_interval(count: tuple[int, int]) -> None:
    successes, trials = count
    one, other = wilson(successes, trials), wilson(trials - successes, trials)

    assert (1 - other.high, 1 - other.low) == pytest.approx((one.low, one.high), abs=1e-9)


@given(st.integers(1, 200), st.integers(1, 200), st.integers(2, 20))
def test_more_of_the_same_makes_an_interval_narrower(hits: int, misses: int, times: int) -> None:
    few = wilson(hits, hits + misses)
    many = wilson(hits * times, (hits + misses) * times)

    assert many.high - many.low < few.high - few.low


@pytest.mark.parametrize(
    ("successes", "trials", "level"), [(3, 2, 0.95), (-1, 2, 0.95), (1, 2, 1.0), (1, 2, 0.0)]
)
def test_what_is_no_count_has_no_interval(successes: int, trials: int, level: float) -> None:
    with pytest.raises(ValueError, match="interval"):
        wilson(successes, trials, level)


@given(variances, variances, variances)
def test_information_of_steps_adds_up(
    first: list[float], second: list[float], third: list[float]
) -> None:
    whole = information_gained(first, third)

    steps = information_gained(first, second) + information_gained(second, third)
    assert whole == pytest.approx(steps, abs=1e-9)


@given(variances)
def test_halving_every_variance_gains_half_a_bit_each(before: list[float]) -> None:
    after = [variance / 2 for variance in before]

    assert information_gained(before, after) == pytest.approx(9 * math.log(2) / 2)


def test_an_ordinary_question_calls_for_nothing() -> None:
    assert set(flags_of(bank()).values()) == {frozenset()}


@pytest.mark.parametrize(
    ("odd", "flag"),
    [
        (replace(ORDINARY, skipped=40), QuestionFlag.SKIPPED),
        (replace(ORDINARY, left=20), QuestionFlag.LEAVING),
        (replace(ORDINARY, crises=1), QuestionFlag.CRISIS),
        (replace(ORDINARY, length_ratio=0.49), QuestionFlag.SHORT),
        (replace(ORDINARY, information=0.05), QuestionFlag.LITTLE_TOLD),
    ],
    ids=lambda value: getattr(value, "value", ""),
)
def test_a_question_unlike_the_others_is_flagged_for_what_it_is(
    odd: Figures, flag: QuestionFlag
) -> None:
    assert flags(odd) == {flag}


@pytest.mark.parametrize(
    "odd",
    [
        replace(ORDINARY, skipped=22),  # more than twice the usual rate may be chance
        replace(ORDINARY, exposures=5, people=5, skipped=1, left=2),
        replace(ORDINARY, length_ratio=0.5),
        replace(ORDINARY, length_ratio=None),
        replace(ORDINARY, information=0.05, readings=49),
        replace(ORDINARY, information=None),
    ],
)
def test_what_may_be_chance_or_is_unknown_is_not_flagged(odd: Figures) -> None:
    assert flags(odd) == frozenset()


def test_too_few_people_are_judged_by_nothing_but_a_crisis() -> None:
    few = replace(
        ORDINARY, people=4, exposures=4, skipped=4, left=4, length_ratio=0.1, information=0.0
    )

    assert flags(few) == frozenset()
    assert flags(replace(few, crises=2)) == {QuestionFlag.CRISIS}


def test_a_lowest_quarter_needs_questions_enough() -> None:
    assert flags(replace(ORDINARY, information=0.05), ordinary=6) == frozenset()


def test_crises_are_compared_with_questions_of_the_same_energy() -> None:
    heavy = replace(ORDINARY, energy=Energy.HEAVY, crises=2)
    questions = bank(*[heavy] * 5, replace(ORDINARY, crises=1))

    found = flags_of(questions)

    assert [found[number] for number in range(6)] == [frozenset()] * 5 + [{QuestionFlag.CRISIS}]


@pytest.mark.parametrize(
    ("crises", "peers", "is_flagged"), [(3, 1, False), (4, 1, True), (1, 0, True), (0, 0, False)]
)
def test_a_rate_of_crises_above_three_times_that_of_peers_is_flagged(
    crises: int, peers: int, *, is_flagged: bool
) -> None:
    found = flags(replace(ORDINARY, crises=crises), replace(ORDINARY, crises=peers), ordinary=0)

    assert (QuestionFlag.CRISIS in found) is is_flagged


@pytest.mark.parametrize(
    ("odd", "stops"),
    [
        (replace(ORDINARY, crises=1), False),
        (replace(ORDINARY, crises=2), True),
        (replace(ORDINARY, left=20), True),
        (replace(ORDINARY, skipped=60, length_ratio=0.1), False),
    ],
)
def test_only_what_may_hurt_stops_by_itself(odd: Figures, *, stops: bool) -> None:
    assert is_to_suspend(odd, flags(odd)) is stops


def test_nothing_is_usual_where_nothing_was_asked() -> None:
    usual = usual_of([replace(ORDINARY, people=0, exposures=0)])

    assert (usual.skipped, usual.left, usual.length_ratio, usual.information_low) == (None,) * 4


def test_where_most_are_never_skipped_usual_is_what_all_give_together() -> None:
    quiet = replace(ORDINARY, skipped=0)

    assert usual_of([quiet] * 9 + [replace(ORDINARY, skipped=50)]).skipped == pytest.approx(0.05)


figures = st.builds(
    Figures,
    question_id=st.just(0),
    energy=st.sampled_from(Energy),
    people=st.integers(0, 40),
    exposures=st.integers(40, 80),
    skipped=st.integers(0, 40),
    left=st.integers(0, 40),
    crises=st.integers(0, 3),
    length_ratio=st.none() | st.floats(0, 3),
    information=st.none() | st.floats(-0.1, 1),
    readings=st.integers(0, 80),
)


@given(st.lists(figures, max_size=12), st.integers(1, 40))
def test_skipping_more_never_takes_a_flag_away(some: list[Figures], more: int) -> None:
    assume(some and some[0].skipped + more <= some[0].exposures)
    questions = bank(*some, ordinary=1)
    # The rest outweighs the one: what is usual moves less than it does.
    questions += [
        replace(ORDINARY, question_id=100 + n, exposures=10_000, skipped=1000) for n in range(13)
    ]
    before = flags_of(questions)[0]

    questions[0] = replace(questions[0], skipped=questions[0].skipped + more)

    assert flags_of(questions)[0] >= before


@given(st.lists(figures, max_size=12))
def test_every_question_gets_its_flags_whatever_its_order(some: list[Figures]) -> None:
    questions = bank(*some, ordinary=0)

    assert flags_of(questions) == flags_of(questions[::-1])
