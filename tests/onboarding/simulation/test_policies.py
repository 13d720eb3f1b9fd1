"""The other policies do what their names say."""

import random
from datetime import timedelta

import numpy as np
import pytest

from core.vocabulary import TRAITS, Language, Trait
from onboarding.choices import Outcome
from onboarding.mix_state import Asked, MixState
from onboarding.simulation.banks import synthetic_bank
from onboarding.simulation.lives import BEGIN
from onboarding.simulation.policies import MOST_INFORMATION, POLICIES, expected_gains

BANK = synthetic_bank(60, seed=1)
CARELESS = ["random", "script", "static", "max-info"]


def state(asked: tuple[Asked, ...] = ()) -> MixState:
    return MixState(
        now=BEGIN,
        language=Language.RU,
        trust=0.0,
        variances=(1.0,) * len(TRAITS),
        session_id=1,
        session_target=6,
        answers_ever=len(asked),
        asked=asked,
    )


def walk(policy: str) -> list[int]:
    pick, rng = POLICIES[policy].of(BANK), random.Random(1)  # noqa: S311 - repeatable
    positions: list[int] = []
    asked: tuple[Asked, ...] = ()
    while (position := pick(state(asked), rng)) is not None:
        positions.append(position)
        question = BANK.questions[position]
        at = BEGIN - timedelta(days=90) + timedelta(hours=len(asked))
        outcome = Outcome.ANSWERED
        asked += (Asked(question.code, question.domain, question.energy, at, 0, outcome),)
    return positions


@pytest.mark.parametrize("policy", CARELESS)
def test_a_policy_without_care_asks_everything_once_and_then_stops(policy: str) -> None:
    assert sorted(walk(policy)) == list(range(60))


def test_the_script_goes_from_shallow_to_deep_and_round_through_the_domains() -> None:
    questions = [BANK.questions[position] for position in walk("script")]
    depths = [question.depth for question in questions]
    assert depths == sorted(depths)
    assert len({question.domain for question in questions[:10]}) >= 8


def test_the_list_is_the_same_for_everybody_and_begins_with_what_tells_most() -> None:
    gains = expected_gains(BANK, np.ones(len(TRAITS)))
    assert walk("static")[0] == int(np.argmax(gains))
    assert walk("static") == walk("static")


def test_most_information_prefers_what_is_not_yet_known() -> None:
    variances = np.full(len(TRAITS), 0.04)
    variances[TRAITS.index(Trait.NEUROTICISM)] = 1.0
    best = BANK.questions[int(np.argmax(expected_gains(BANK, variances)))]
    assert Trait.NEUROTICISM in dict(best.targets)
    assert not MOST_INFORMATION.is_careful


@pytest.mark.parametrize("policy", ["rules", "smart"])
def test_a_careful_policy_begins_gently_and_stops_when_nothing_may_be_asked(policy: str) -> None:
    pick, rng = POLICIES[policy].of(BANK), random.Random(1)  # noqa: S311 - repeatable
    first = pick(state(), rng)
    assert first is not None
    assert BANK.questions[first].depth <= 2
    everything = tuple(
        Asked(q.code, q.domain, q.energy, BEGIN, 0, Outcome.ANSWERED) for q in BANK.questions
    )
    assert pick(state(everything), rng) is None
