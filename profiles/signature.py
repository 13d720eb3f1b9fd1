"""The unique signature: for every aspect how probable each way of being is, and from what. Pure.

Dirichlet counting: every way starts with one, evidence adds its weight, and weight halves in half a
year, because ways of being change. A description of style, and nothing that could be diagnosed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.portrait_words import VOCABULARY, Aspect
from core.vocabulary import Domain

HALF_LIFE = timedelta(days=180)
#: What every way of an aspect counts before any evidence.
PRIOR_COUNT = 1.0
ENOUGH_EVIDENCE = 3
ENOUGH_DOMAINS = 2
CLEAR_SHARE = 0.5
CLEAR_LEAD = 0.15
#: Aspects that are a profile of weights, so that no single way of them has to lead.
WEIGHED = frozenset({Aspect.CARE_GIVEN, Aspect.CARE_RECEIVED})


class EvidenceRefusedError(ValueError):
    """Evidence that no analyser may have given."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One answer that speaks for one way of an aspect.

    Attributes:
        answer_id: The answer.
        aspect: What it speaks of.
        way: One of the vocabulary of the aspect.
        weight: Above 0, at most 1: how clearly it speaks, times how sure the analyser is.
        domain: Of the question.
        at: When the answer was given (aware).

    Raises:
        EvidenceRefusedError: the way is unknown or the weight out of range.
    """

    answer_id: int
    aspect: Aspect
    way: str
    weight: float
    domain: Domain
    at: datetime

    def __post_init__(self) -> None:
        if self.way not in VOCABULARY[self.aspect]:
            message = f"unknown way of {self.aspect}"
            raise EvidenceRefusedError(message)
        if not 0.0 < self.weight <= 1.0:
            message = f"weight for {self.aspect} is not within 0..1"
            raise EvidenceRefusedError(message)


@dataclass(frozen=True, slots=True)
class Shape:
    """What is known of one aspect.

    Attributes:
        shares: Every way of the vocabulary with its probability; they add up to 1.
        evidence: How many answers speak of it.
        domains: Of how many domains of life they are.
        weight: Their weight together, faded to the moment of the shape.
        at: The moment of which this is true.
    """

    aspect: Aspect
    shares: Mapping[str, float]
    evidence: int
    domains: int
    weight: float
    at: datetime | None

    @property
    def leading(self) -> str:
        """The most probable way, the first of the vocabulary among equals."""
        return max(self.shares, key=lambda way: self.shares[way])

    @property
    def confidence(self) -> float:
        """How much of the distribution is evidence and not beginning, 0..1."""
        return self.weight / (self.weight + PRIOR_COUNT * len(self.shares))

    @property
    def is_known(self) -> bool:
        """Whether there is enough to say something; otherwise the honest word is "not yet"."""
        if self.evidence < ENOUGH_EVIDENCE or self.domains < ENOUGH_DOMAINS:
            return False
        first, second = sorted(self.shares.values(), reverse=True)[:2]
        if self.aspect in WEIGHED:
            return self.confidence >= CLEAR_SHARE
        return first >= CLEAR_SHARE and first - second >= CLEAR_LEAD


def shape(aspect: Aspect, evidence: Iterable[Evidence], now: datetime | None = None) -> Shape:
    """Return what the evidence says of one aspect, at a moment.

    Args:
        aspect: Evidence of other aspects is left out.
        evidence: In any order.
        now: The moment; None is that of the newest evidence, which makes it a pure replay.
    """
    relevant = sorted(
        (one for one in evidence if one.aspect is aspect),
        key=lambda one: (one.at, one.answer_id, one.way),
    )
    moment = now or (relevant[-1].at if relevant else None)
    counts = dict.fromkeys(VOCABULARY[aspect], PRIOR_COUNT)
    weight = 0.0
    for one in relevant:
        faded = one.weight * _fading(one.at, moment)
        counts[one.way] += faded
        weight += faded
    total = sum(counts.values())
    return Shape(
        aspect=aspect,
        shares={way: count / total for way, count in counts.items()},
        evidence=len({one.answer_id for one in relevant}),
        domains=len({one.domain for one in relevant}),
        weight=weight,
        at=moment,
    )


def _fading(at: datetime, moment: datetime | None) -> float:
    age = max(timedelta(0), moment - at) if moment else timedelta(0)
    return float(0.5 ** (age / HALF_LIFE))
