"""Adaptive traits: an open, curated vocabulary beside the nine, each by itself. Pure.

A trait is a value in z with a Gaussian prior N(0, 1). Evidence counts by the inverse of its
variance and fades with a half-life: such traits come and go with the life a person leads.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.portrait_words import AdaptiveCode
from onboarding.measurement import LARGEST_Z, SMALLEST_VARIANCE, ReadingRefusedError

HALF_LIFE = timedelta(days=90)
#: Fewer answers never name a trait, however sure the analyser is.
ENOUGH_EVIDENCE = 2
#: As for the nine: half the variance of a stranger.
ENOUGH_VARIANCE = 0.5
#: 1/z squared: what is believed of anybody.
_PRIOR_PRECISION = 1.0


@dataclass(frozen=True, slots=True)
class AdaptiveReading:
    """What one answer says of one trait.

    Attributes:
        value: In z, within -6..6; above 0 towards the trait, below towards its opposite.
        variance: z squared, at least 1e-3.
        at: When the answer was given (aware).

    Raises:
        ReadingRefusedError: a value is not finite or out of range.
    """

    answer_id: int
    code: AdaptiveCode
    value: float
    variance: float
    at: datetime

    def __post_init__(self) -> None:
        if not (abs(self.value) <= LARGEST_Z and self.variance >= SMALLEST_VARIANCE):
            message = f"reading of {self.code} is not a number within its range"
            raise ReadingRefusedError(message)


@dataclass(frozen=True, slots=True)
class AdaptiveState:
    """What is believed of one trait at a moment: mean in z, variance in z squared."""

    code: AdaptiveCode
    mean: float
    variance: float
    evidence: int
    at: datetime

    @property
    def is_known(self) -> bool:
        """Whether there is enough to say something."""
        return self.evidence >= ENOUGH_EVIDENCE and self.variance <= ENOUGH_VARIANCE


def adaptive_states(
    readings: Iterable[AdaptiveReading], now: datetime | None = None
) -> dict[AdaptiveCode, AdaptiveState]:
    """Return every trait that any answer speaks of, by code.

    The posterior of a Gaussian with forgetting: precision 1 + sum w/v, mean (sum w y/v) divided by
    it, with w = 0.5 ^ (age / half-life).

    Args:
        readings: In any order.
        now: The moment; None is that of the newest reading of each trait, a pure replay.
    """
    by_code: dict[AdaptiveCode, list[AdaptiveReading]] = {}
    for reading in sorted(readings, key=lambda one: (one.at, one.answer_id, one.code)):
        by_code.setdefault(reading.code, []).append(reading)
    return {code: _state(code, by_code[code], now) for code in sorted(by_code)}


def _state(
    code: AdaptiveCode, readings: list[AdaptiveReading], now: datetime | None
) -> AdaptiveState:
    moment = now or readings[-1].at
    precision, moved = _PRIOR_PRECISION, 0.0
    for reading in readings:
        age = max(timedelta(0), moment - reading.at)
        weight = float(0.5 ** (age / HALF_LIFE)) / reading.variance
        precision += weight
        moved += weight * reading.value
    return AdaptiveState(
        code=code,
        mean=moved / precision,
        variance=1.0 / precision,
        evidence=len({reading.answer_id for reading in readings}),
        at=moment,
    )
