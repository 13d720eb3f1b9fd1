"""How far one answer moves a trait, whatever a model says of it."""

from datetime import UTC, datetime
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ai.contracts import DeepReading
from ai.remote.deep import deep_work
from ai.remote.numbers import LARGEST_Z, MOST_MOVED, MOST_TRAITS
from ai.remote.shapes import SaidDeeply
from core.vocabulary import TRAITS, Trait
from onboarding.measurement import PRIOR, Reading, fold
from tests.ai.builders import deep
from tests.ai.vendor_double import deep_said, trait_said

TEXT = "Вчера весь вечер молчал"
AT = datetime(2026, 3, 1, tzinfo=UTC)
#: The relatives that pull hardest in one direction, those that the question aims at first.
WORST = (
    (Trait.NEUROTICISM, -1),
    (Trait.EMOTIONAL_REGULATION, 1),
    (Trait.RESILIENCE, 1),
    (Trait.CONSCIENTIOUSNESS, 1),
    (Trait.SELF_AWARENESS, 1),
)


def read(traits: list[dict[str, object]], targets: tuple[Trait, ...]) -> DeepReading:
    work = deep_work(deep(TEXT, targets=targets))
    return work.finish(SaidDeeply.model_validate(deep_said(traits=traits))).reading


def moved(reading: DeepReading) -> float:
    """Return how far the furthest trait of a stranger moves, in population SD."""
    siblings = len(reading.traits) or 1
    readings = [Reading(t.trait, t.value, t.variance, AT, siblings) for t in reading.traits]
    before = PRIOR.state()
    after = fold(before, readings)
    return max(abs(a - b) for a, b in zip(after.means[:9], before.means[:9], strict=True))


def test_no_answer_says_something_of_more_than_a_few_traits() -> None:
    everything = [trait_said(TEXT, trait, value=3.0, confidence=1.0) for trait in TRAITS]
    assert len(read(everything, ()).traits) == MOST_TRAITS


@pytest.mark.parametrize("direction", [1, -1])
def test_the_worst_that_a_model_can_say_stays_within_the_bound(direction: int) -> None:
    aimed = tuple(trait for trait, _ in WORST[:3])
    said = [
        trait_said(TEXT, trait, value=1e9 * sign * direction, confidence=1e9)
        for trait, sign in WORST
    ]
    assert 0.9 < moved(read(said, aimed)) <= MOST_MOVED


def test_no_signs_of_the_worst_traits_pass_the_bound() -> None:
    aimed = tuple(trait for trait, _ in WORST[:3])
    furthest = max(
        moved(
            read(
                [
                    trait_said(TEXT, trait, value=3.0 * sign, confidence=1.0)
                    for (trait, _), sign in zip(WORST, signs, strict=True)
                ],
                aimed,
            )
        )
        for signs in product((-1, 1), repeat=len(WORST))
    )
    assert furthest <= MOST_MOVED


@settings(max_examples=60)
@given(
    said=st.lists(
        st.tuples(
            st.sampled_from(TRAITS),
            st.floats(allow_nan=False, allow_infinity=False),
            st.floats(allow_nan=False, allow_infinity=False),
        ),
        max_size=20,
    ),
    targets=st.lists(st.sampled_from(TRAITS), max_size=3, unique=True),
)
def test_nothing_that_is_said_passes_the_bound(
    said: list[tuple[Trait, float, float]], targets: list[Trait]
) -> None:
    traits = [trait_said(TEXT, trait, value=v, confidence=c) for trait, v, c in said]
    reading = read(traits, tuple(targets))
    assert moved(reading) <= MOST_MOVED
    assert all(abs(trait.value) <= LARGEST_Z for trait in reading.traits)
