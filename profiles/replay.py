"""A profile is the replay of its observations, and nothing else. Pure.

The order of a replay is fixed: time of the answer, then answer, then trait. The same observations
therefore give the same profile to the last bit, whatever the order in which they arrived.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.vocabulary import TRAITS, Domain, Trait
from onboarding.measurement import (
    LARGEST_VARIANCE,
    PRIOR,
    SMALLEST_VARIANCE,
    Reading,
    State,
    aged,
    calibrated,
    fold,
    interval,
    to_unit,
)

#: Fewer answers than this say nothing about a pattern, however certain an analyser is of each.
ENOUGH_OBSERVATIONS = 3
#: z squared, SE 0.71. At half the variance of a stranger a person's own answers weigh as much as
#: what is true of people in general; above it the number would mostly describe the others.
ENOUGH_VARIANCE = 0.5
#: Answers of a domain at which its own average counts as much as the neutral middle.
AFFINITY_SHRINKAGE = 4
_MIDDLE = 0.5


@dataclass(frozen=True, slots=True)
class Observed:
    """One observation: value in z, variance in z squared, time of the answer."""

    answer_id: int
    trait: Trait
    value: float
    variance: float
    at: datetime


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of one trait.

    Attributes:
        value: On the shown scale 0..1, with `low` and `high` of its 95 % interval: what the texts
            of this person consistently say.
        mean: In z, of the texts.
        variance: In z squared, of the texts.
        person_value: On the shown scale, with `person_low` and `person_high`: the person as far as
            an analyser who may be biased can tell. Never surer than the bias allows.
        observations: How many answers speak of this trait.
    """

    value: float
    mean: float
    variance: float
    low: float
    high: float
    person_value: float
    person_low: float
    person_high: float
    observations: int

    @property
    def is_known(self) -> bool:
        """Whether there is enough to say something; otherwise the honest word is "not yet"."""
        return self.observations >= ENOUGH_OBSERVATIONS and self.variance <= ENOUGH_VARIANCE


@dataclass(frozen=True, slots=True)
class Belief:
    """What the observations of a person lead to.

    Attributes:
        texts: What their texts consistently say; it gets surer with every answer.
        person: What they are like, the analyser's bias taken into account.
    """

    texts: State
    person: State

    def aged(self, now: datetime) -> "Belief":
        """Return what is believed at a later moment: the same, less surely."""
        return Belief(aged(self.texts, now), aged(self.person, now))


def replay(observations: Iterable[Observed]) -> Belief:
    """Return what the observations lead to, in whatever order they are given."""
    ordered = sorted(observations, key=lambda one: (one.at, one.answer_id, one.trait))
    siblings = Counter(one.answer_id for one in ordered)
    readings = [
        Reading(one.trait, one.value, one.variance, one.at, siblings[one.answer_id])
        for one in ordered
    ]
    return Belief(fold(PRIOR.state(), readings), calibrated(readings))


def figures(belief: Belief) -> dict[Trait, Figures]:
    """Return the numbers of all nine traits, in the order TRAITS."""
    texts, person = belief.texts, belief.person
    return {
        trait: Figures(
            to_unit(texts.means[place]),
            texts.means[place],
            texts.variances[place],
            *interval(texts.means[place], texts.variances[place]),
            to_unit(person.means[place]),
            *interval(person.means[place], person.variances[place]),
            texts.counts[place],
        )
        for place, trait in enumerate(TRAITS)
    }


def usable_variance(variance: float) -> float:
    """Return a variance that the measurement takes: no text is surer than SE 0.03."""
    return min(LARGEST_VARIANCE, max(SMALLEST_VARIANCE, variance))


def affinities(answers: Iterable[tuple[Domain, float]]) -> dict[Domain, tuple[float, int]]:
    """Return for each domain how readily a person speaks of it, 0..1, and from how many answers.

    The mean quality q of n answers is shrunk towards the middle: 0.5 + (q - 0.5) * n / (n + 4), so
    one good answer moves a domain by a fifth of what many would.

    Args:
        answers: Domain and quality (0..1) of each answer, in a fixed order.
    """
    qualities: dict[Domain, list[float]] = {}
    for domain, quality in answers:
        qualities.setdefault(domain, []).append(quality)
    return {domain: (_shrunk(values), len(values)) for domain, values in qualities.items()}


def _shrunk(values: list[float]) -> float:
    count = len(values)
    excess = sum(values) / count - _MIDDLE
    return _MIDDLE + excess * count / (count + AFFINITY_SHRINKAGE)


def dump(belief: Belief) -> dict[str, Any]:
    """Return the belief as plain JSON; `load` gives back the very same numbers."""
    return {**_dumped(belief.texts), "person": _dumped(belief.person)}


def load(stored: Mapping[str, Any]) -> Belief:
    """Return the belief that `dump` wrote.

    Of one written before the analyser's bias was modelled the person is a stranger, so that it does
    not equal its replay and `manage.py profiles rebuild` mends it.
    """
    person = stored.get("person")
    return Belief(_loaded(stored), _loaded(person) if person else PRIOR.state())


def _dumped(state: State) -> dict[str, Any]:
    return {
        "means": list(state.means),
        "covariance": [list(row) for row in state.covariance],
        "at": state.at and state.at.isoformat(),
        "counts": list(state.counts),
    }


def _loaded(stored: Mapping[str, Any]) -> State:
    return State(
        means=tuple(map(float, stored["means"])),
        covariance=tuple(tuple(map(float, row)) for row in stored["covariance"]),
        at=datetime.fromisoformat(stored["at"]) if stored["at"] else None,
        counts=tuple(stored["counts"]),
    )
