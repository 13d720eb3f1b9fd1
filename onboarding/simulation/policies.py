"""Ways to choose the next question: the product's own, and what it has to be better than. Pure."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from core.vocabulary import BIG_FIVE, TRAITS, Domain
from onboarding.care import judge
from onboarding.measurement import PRIOR, SIBLING_INFLATION
from onboarding.mix_state import MixState
from onboarding.published_bank import DOMAIN_POSITION, Bank, Mask, Numbers
from onboarding.smart_mix import choose

#: Returns the position of the next question in the bank; None ends the session.
Pick = Callable[[MixState, random.Random], int | None]

TARGET_VARIANCE = 0.3**2
SETTLED = 0.05
DYNAMICS = 0.35
LIST_LENGTH = 200


@dataclass(frozen=True)
class Policy:
    """A named way to choose.

    Attributes:
        is_careful: It keeps to the care rules, and its sessions end kindly when a person is tired.
    """

    name: str
    title: str
    of: Callable[[Bank], Pick]
    is_careful: bool = False


def _unasked(bank: Bank, state: MixState) -> Mask:
    mask = bank.everything
    mask[[bank.index[past.code] for past in state.asked]] = False
    return mask


def _at_random(bank: Bank) -> Pick:
    def pick(state: MixState, rng: random.Random) -> int | None:
        left = np.flatnonzero(_unasked(bank, state))
        return int(rng.choice(left)) if left.size else None

    return pick


def _listed(bank: Bank, order: Sequence[int]) -> Pick:
    def pick(state: MixState, _: random.Random) -> int | None:
        asked = {bank.index[past.code] for past in state.asked}
        return next((position for position in order if position not in asked), None)

    return pick


def _script(bank: Bank) -> Pick:
    """From shallow to deep, round and round through the domains."""
    turns: dict[tuple[int, int], int] = {}
    places = []
    for position, question in enumerate(bank.questions):
        key = (question.depth, DOMAIN_POSITION[question.domain])
        turns[key] = turns.get(key, 0) + 1
        places.append((question.depth, turns[key], key[1], position))
    return _listed(bank, [position for *_, position in sorted(places)])


def _best_list(bank: Bank) -> Pick:
    """One list for everybody: each place the question that tells most of a usual person."""
    covariance = np.array(PRIOR.correlation)
    left = bank.everything
    order: list[int] = []
    while len(order) < min(LIST_LENGTH, len(bank.questions)):
        gains = expected_gains(bank, np.diag(covariance))
        best = int(np.argmax(np.where(left, gains, -1.0)))
        order.append(best)
        left[best] = False
        covariance = _after(covariance, _told(bank)[best])
    rest = [position for position in range(len(bank.questions)) if left[position]]
    return _listed(bank, order + rest)


def _after(covariance: Numbers, told: Numbers) -> Numbers:
    for trait in np.flatnonzero(told):
        column = covariance[:, trait]
        covariance = covariance - np.outer(column, column) / (column[trait] + 1 / told[trait])
    return covariance


def _told(bank: Bank) -> Numbers:
    """Return the information that counts: less for each when an answer gives several readings."""
    several = np.count_nonzero(bank.information, axis=1, keepdims=True) > 1
    told: Numbers = np.where(several, bank.information / SIBLING_INFLATION, bank.information)
    return told


def expected_gains(bank: Bank, variances: Numbers) -> Numbers:
    """Return the weighted variance (z^2) that each question is expected to remove."""
    told = _told(bank)
    kinds = np.array([1.0] * len(BIG_FIVE) + [DYNAMICS] * (len(TRAITS) - len(BIG_FIVE)))
    weights = kinds * np.where(variances > TARGET_VARIANCE, 1.0, SETTLED)
    gains: Numbers = (told / (1.0 + told * variances)) @ (weights * variances**2)
    return gains


def _most_information(bank: Bank) -> Pick:
    """The question that tells most of this person, whatever it does to them."""

    def pick(state: MixState, _: random.Random) -> int | None:
        left = _unasked(bank, state)
        if not left.any():
            return None
        affinity = np.array([state.affinity.get(domain, 1.0) for domain in Domain])
        worth = expected_gains(bank, np.array(state.variances)) * affinity[bank.domain]
        return int(np.argmax(np.where(left, worth, -1.0)))

    return pick


def _rules_only(bank: Bank) -> Pick:
    def pick(state: MixState, rng: random.Random) -> int | None:
        allowed = np.flatnonzero(judge(bank, state).eligible)
        return int(rng.choice(allowed)) if allowed.size else None

    return pick


def _smart_mix(bank: Bank) -> Pick:
    def pick(state: MixState, rng: random.Random) -> int | None:
        choice = choose(bank, state, rng)
        return None if choice is None else bank.index[choice.question.code]

    return pick


SMART_MIX = Policy("smart", "Smart Mix", _smart_mix, is_careful=True)
MOST_INFORMATION = Policy("max-info", "max-information, no care", _most_information)
POLICIES: Mapping[str, Policy] = MappingProxyType(
    {
        policy.name: policy
        for policy in (
            Policy("random", "random", _at_random),
            Policy("script", "fixed script", _script),
            Policy("static", "best static list", _best_list),
            Policy("rules", "rules only", _rules_only, is_careful=True),
            MOST_INFORMATION,
            SMART_MIX,
        )
    }
)
