import json
import random
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.vocabulary import TRAITS, Domain, Trait
from onboarding.measurement import LARGEST_VARIANCE, PRIOR, SMALLEST_VARIANCE
from profiles.replay import (
    Belief,
    Figures,
    Observed,
    affinities,
    dump,
    figures,
    load,
    replay,
    usable_variance,
)

START = datetime(2026, 3, 1, tzinfo=UTC)

observations = st.lists(
    st.builds(
        Observed,
        answer_id=st.integers(1, 12),
        trait=st.sampled_from(Trait),
        value=st.floats(-3, 3),
        variance=st.floats(0.05, 9),
        at=st.integers(0, 400).map(lambda hours: START + timedelta(hours=hours)),
    ),
    max_size=40,
    unique_by=lambda one: (one.answer_id, one.trait),
)


@given(observations, st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing_to_the_last_bit(
    observed: list[Observed], order: random.Random
) -> None:
    shuffled = list(observed)
    order.shuffle(shuffled)

    assert replay(shuffled) == replay(observed)


@given(observations)
def test_a_state_survives_json_to_the_last_bit(observed: list[Observed]) -> None:
    state = replay(observed)

    assert load(json.loads(json.dumps(dump(state)))) == state


@given(observations)
def test_every_shown_interval_lies_on_the_scale_around_its_value(observed: list[Observed]) -> None:
    for shown in figures(replay(observed)).values():
        assert 0 <= shown.low <= shown.value <= shown.high <= 1
        assert 0 <= shown.person_low <= shown.person_value <= shown.person_high <= 1
        assert 0 < shown.variance <= 1


def test_without_observations_everybody_is_a_stranger() -> None:
    assert replay([]) == Belief(PRIOR.state(), PRIOR.state())
    assert list(figures(replay([]))) == list(TRAITS)


def figure(observations: int, variance: float) -> Figures:
    """Return the numbers of a trait."""
    return Figures(
        value=0.6,
        mean=0.6,
        variance=variance,
        low=0.4,
        high=0.8,
        person_value=0.55,
        person_low=0.2,
        person_high=0.9,
        observations=observations,
    )


def test_a_trait_is_known_from_three_answers_that_outweigh_what_is_true_of_anybody() -> None:
    assert figure(3, 0.5).is_known


def test_two_answers_make_no_pattern_however_certain_they_are() -> None:
    assert not figure(2, 0.01).is_known


def test_many_vague_answers_are_not_enough() -> None:
    assert not figure(30, 0.51).is_known


def test_an_affinity_is_shrunk_towards_the_middle_by_the_number_of_answers() -> None:
    found = affinities([(Domain.WORK, 1.0)] * 4 + [(Domain.FAMILY, 0.0)])

    assert found == {Domain.WORK: (0.75, 4), Domain.FAMILY: (0.4, 1)}


@given(st.lists(st.tuples(st.sampled_from(Domain), st.floats(0, 1)), max_size=60))
def test_an_affinity_stays_on_its_scale(answers: list[tuple[Domain, float]]) -> None:
    for value, count in affinities(answers).values():
        assert 0 <= value <= 1
        assert count >= 1


@given(st.floats(min_value=0, exclude_min=True))
def test_whatever_an_analyser_claims_becomes_a_variance_that_can_be_used(claimed: float) -> None:
    assert SMALLEST_VARIANCE <= usable_variance(claimed) <= LARGEST_VARIANCE


def test_many_answers_make_the_texts_sure_and_the_person_only_a_little_surer() -> None:
    many = [
        Observed(number, Trait.OPENNESS, 1.0, 0.5, START + timedelta(hours=number))
        for number in range(200)
    ]
    shown = figures(replay(many))[Trait.OPENNESS]
    assert shown.high - shown.low < 0.1
    assert shown.person_high - shown.person_low > 0.4
    assert 0.5 < shown.person_value < shown.value


def test_a_state_of_before_the_bias_was_modelled_is_not_its_replay() -> None:
    belief = replay([Observed(1, Trait.OPENNESS, 1.0, 0.5, START)])
    former = {name: value for name, value in dump(belief).items() if name != "person"}
    assert load(former).texts == belief.texts
    assert load(former) != belief
