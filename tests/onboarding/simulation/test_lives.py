"""A simulated person answers as they are, and the product learns it from what it sees."""

import random
from dataclasses import replace
from itertools import pairwise
from math import isclose, sqrt

import numpy as np
import pytest

from core.vocabulary import Domain
from onboarding.affinity import affinities
from onboarding.choices import Energy, Outcome
from onboarding.services import care, selection
from onboarding.simulation import lives
from onboarding.simulation.banks import BankKind, world
from onboarding.simulation.lives import (
    NO_EFFECTS,
    SHARED_NOISE,
    Effects,
    Life,
    leaving_chance,
)
from onboarding.simulation.measures import record
from onboarding.simulation.people import STEADY, USUAL, Habits, Person, person
from onboarding.simulation.policies import POLICIES

PLACE = world(BankKind.SYNTHETIC, 300, [1])


def somebody(habits: Habits = STEADY, seed: int = 1) -> Person:
    return person(np.random.default_rng(seed), habits)


def life(who: Person, policy: str = "smart", seed: int = 1, effects: Effects = NO_EFFECTS) -> Life:
    chosen = POLICIES[policy]
    return Life(
        world=PLACE,
        person=who,
        policy=chosen,
        pick=chosen.of(PLACE.bank),
        chance=random.Random(seed),  # noqa: S311 - repeatable chance is the point
        noise=np.random.default_rng([seed, 2]),
        effects=effects,
    )


def test_the_same_seeds_give_the_same_life() -> None:
    once, again = (life(somebody(USUAL)).live(questions=30, sessions=9) for _ in range(2))
    other = life(somebody(USUAL), seed=2).live(questions=30, sessions=9)
    assert once.shown == again.shown
    assert once.known == again.known
    assert other.shown != once.shown


def test_the_product_comes_to_know_the_person() -> None:
    people = [life(somebody(seed=seed), seed=seed) for seed in range(12)]
    found = [record(one.live(questions=60, sessions=15), 0) for one in people]
    before = np.mean([one.errors[10] for one in found])
    after = np.mean([one.errors[60] for one in found])
    assert after < before / 2
    assert sqrt(after) < 0.35


def test_what_is_believed_is_as_sure_as_it_says() -> None:
    people = [life(somebody(seed=seed), "random", seed) for seed in range(40)]
    scores = []
    for one in people:
        last = one.live(questions=40, sessions=9).known[-1]
        off = np.array(last.means) - np.array(one.person.traits[:5])
        scores.extend((off / np.sqrt(last.variances)).tolist())
    assert isclose(float(np.std(scores)), 1.0, abs_tol=0.2)
    assert SHARED_NOISE < 1


def test_affinity_is_learned_from_the_length_of_answers() -> None:
    likes = dict.fromkeys(Domain, 1.0) | {Domain.WORK: 1.8, Domain.PAST: 0.55}
    lively = life(replace(somebody(), affinity=likes), "random").live(questions=150, sessions=40)
    learned = affinities(lively.asked)
    assert learned[Domain.WORK] > 1.1
    assert learned[Domain.PAST] < 0.9


def test_a_steady_person_answers_everything_once_a_day() -> None:
    steady = life(somebody()).live(questions=30, sessions=9)
    assert {one.outcome for one in steady.shown} == {Outcome.ANSWERED}
    days = {one.at.date() for one in steady.shown}
    assert len(days) == len({one.session for one in steady.shown}) == 5


def test_being_tired_and_asked_too_much_makes_answers_tell_less() -> None:
    effects = Effects(fatigue=0.6, gap=0.35)
    assert effects.told(0.0, 0) == 1.0
    assert effects.told(0.5, 0) == pytest.approx(0.7408, abs=1e-4)
    assert effects.told(0.0, 2) == pytest.approx(0.4966, abs=1e-4)
    plain = life(somebody(), "random").live(questions=30, sessions=9)
    dulled = life(somebody(), "random", effects=Effects(1.2, 0.7)).live(questions=30, sessions=9)
    assert sum(dulled.known[-1].variances) > sum(plain.known[-1].variances)


def test_people_leave_more_readily_when_tired_pushed_or_hurt_twice() -> None:
    calm = leaving_chance(0.0, 0, heavy_again=False)
    assert calm == pytest.approx(0.0067, abs=1e-4)
    assert leaving_chance(0.5, 0, heavy_again=False) > calm
    assert leaving_chance(0.0, 1, heavy_again=False) > calm
    assert leaving_chance(0.0, 0, heavy_again=True) > calm


def test_half_of_those_who_leave_do_so_for_ever() -> None:
    effects = Effects(2.0, 2.0, drops_out=True)
    people = [life(somebody(seed=n), "random", n, effects) for n in range(60)]
    gone = sum(one.live(questions=60, sessions=20).is_gone for one in people)
    left = sum(now.outcome is Outcome.EXPIRED for one in people for now in one.shown)
    assert left >= 30
    assert 0.3 < gone / left < 0.7


def test_somebody_who_left_at_a_heavy_question_is_met_with_healing() -> None:
    leaver = replace(USUAL, leaves=0.3)
    people = [life(replace(somebody(leaver, n), trust=0.9), seed=n) for n in range(25)]
    shown = [one.live(questions=60, sessions=30).shown for one in people]
    after = [
        following.question.energy
        for some in shown
        for now, following in pairwise(some)
        if now.question.energy is Energy.HEAVY and now.outcome is Outcome.EXPIRED
    ]
    assert after
    assert set(after) == {Energy.HEALING}


def test_a_simulated_session_counts_as_the_product_counts() -> None:
    assert set(lives.TAKEN) == set(selection.TAKEN)
    assert lives.REST_AFTER_DISTRESS == care.REST_AFTER_DISTRESS
