"""Smart Mix: of the questions that care allows, one that tells most about this person now. Pure.

The score of an eligible question is

    sum_k [w_k * P_kk^2 * I_k / (1 + P_kk * I_k)] * affinity * exp(-lambda * cost)

the variance its answer is expected to remove (A-optimality), weighed by how much the domain yields
from this person and priced by what answering costs. w_k is 1 while a trait is less certain than
SE 0.3, then 0.05; core dynamics count 0.35 of that. A HEAVY question is charged with the HEALING
slot that must follow it. A domain never touched gets a bonus of a tenth of the best score. One of
the five best is drawn in proportion to its score, if it comes near the best: variety for the
person, exposure for the bank.
"""

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from core.vocabulary import BIG_FIVE, CORE_DYNAMICS, Domain
from onboarding.care import CareRule, healing_to_follow, judge
from onboarding.choices import Energy, Stage
from onboarding.fatigue import COSTS
from onboarding.mix_state import Asked, MixState
from onboarding.published_bank import DOMAIN_POSITION, Bank, BankQuestion, Mask, Numbers

__all__ = ["Asked", "Bank", "BankQuestion", "Choice", "MixState", "choose"]

TARGET_SE = 0.3
SETTLED_WEIGHT = 0.05
DYNAMICS_WEIGHT = 0.35
FATIGUE_PRICE = 2.0
COVERAGE_BONUS = 0.1
DRAWN_FROM = 5
NEAR_BEST = 0.85
SHOWN = 20

_TRAIT_WEIGHTS = np.array([1.0] * len(BIG_FIVE) + [DYNAMICS_WEIGHT] * len(CORE_DYNAMICS))
#: The factor of each energy's price. Rounded: the last bits of `exp` are not the same on every
#: processor, and a choice is made again to the bit on any.
_PRICES = np.array([round(math.exp(-FATIGUE_PRICE * COSTS[energy]), 12) for energy in Energy])


@dataclass(frozen=True)
class Choice:
    """The next question and why it is the one.

    Attributes:
        stage: The stage under which it is asked, one of its own.
        score: Its score, above 0, comparable within this choice only.
        top: The best 20 eligible questions, best first.
        removed: How many questions each care rule forbade.
    """

    question: BankQuestion
    stage: Stage
    score: float
    top: tuple[tuple[str, float], ...]
    removed: Mapping[CareRule, int]


def choose(bank: Bank, state: MixState, rng: random.Random) -> Choice | None:
    """Choose the next question.

    The same bank, state and generator state give the same choice, in whatever order the bank lists
    its questions.

    Returns:
        None when no question is eligible: the session is to be ended kindly.
    """
    verdict = judge(bank, state)
    if not verdict.eligible.any():
        return None
    top = _ranked(bank, _scores(bank, state, verdict.eligible), verdict.eligible)
    code, score = _drawn(top[:DRAWN_FROM], rng)
    question = bank.questions[bank.index[code]]
    return Choice(question, _stage(question, state), score, top, verdict.removed)


def _stage(question: BankQuestion, state: MixState) -> Stage:
    return next(stage for stage in state.open_stages if stage in question.stages)


def _gains(bank: Bank, state: MixState) -> Numbers:
    """Return the weighted variance (z^2) that each question is expected to remove."""
    variances = np.array(state.variances)
    weights = _TRAIT_WEIGHTS * np.where(variances > TARGET_SE**2, 1.0, SETTLED_WEIGHT)
    removed = (
        told * weight / (1.0 + told * variance)
        for told, weight, variance in zip(
            bank.information_on, weights * variances**2, variances, strict=True
        )
    )
    # Not a matrix product: its rounding may depend on where in the bank a question stands.
    return reduce(np.add, removed)


def _values(bank: Bank, state: MixState) -> Numbers:
    """Return what each question is worth to this person, its price paid."""
    affinity = np.array([state.affinity.get(domain, 1.0) for domain in Domain])
    values: Numbers = _gains(bank, state) * affinity[bank.domain] * _PRICES[bank.energy]
    healing = values[healing_to_follow(bank, state)].max(initial=0.0)
    return np.where(bank.heavy, (values + healing) / 2, values)


def _scores(bank: Bank, state: MixState, eligible: Mask) -> Numbers:
    values = _values(bank, state)
    untouched = np.ones(len(DOMAIN_POSITION))
    untouched[[DOMAIN_POSITION[past.domain] for past in state.asked]] = 0.0
    bonus: Numbers = COVERAGE_BONUS * values[eligible].max() * untouched[bank.domain]
    return values + bonus


def _ranked(bank: Bank, scores: Numbers, eligible: Mask) -> tuple[tuple[str, float], ...]:
    """Return the best 20 eligible questions; the code decides between equal scores."""
    candidates = np.flatnonzero(eligible)
    if len(candidates) > SHOWN:
        least = np.partition(scores[candidates], -SHOWN)[-SHOWN]
        candidates = candidates[scores[candidates] >= least]
    order = np.lexsort((bank.code_rank[candidates], -scores[candidates]))
    best = candidates[order[:SHOWN]]
    return tuple((bank.questions[i].code, float(scores[i])) for i in best)


def _drawn(best: Sequence[tuple[str, float]], rng: random.Random) -> tuple[str, float]:
    """Draw one of the best in proportion to its score, out of those near enough to the first."""
    near = [candidate for candidate in best if candidate[1] >= NEAR_BEST * best[0][1]]
    return rng.choices(near, weights=[score for _, score in near])[0]
