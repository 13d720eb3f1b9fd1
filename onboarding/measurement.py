"""The measurement model: nine traits with their uncertainty, learned answer by answer. Pure.

A person is a point x in nine dimensions (five traits, four core dynamics), measured in standard
deviations of the population (z). Before any answer x ~ N(0, correlation). An analyser reads a value
with a variance from an answer; a scalar Kalman update on the full 9x9 covariance folds it in, so a
reading of one trait also informs its relatives. Reference: R. E. Kalman, "A New Approach to Linear
Filtering and Prediction Problems" (1960); the robust step follows the clipped score of
P. J. Huber, "Robust Estimation of a Location Parameter" (1964).

Folding depends only on the state and the readings in their order: the same readings in the same
order give the same numbers to the last bit, in one call or in many. A replay therefore orders by
time of the answer, then answer, then trait.

Two numbers are kept apart. The variance of `fold` says how consistent the texts of a person are.
How true that is depends on the analyser, who reads some people too high and others too low and does
so in every answer; more answers never take that away. `calibrated` carries this bias as nine more
dimensions, and its variance says how far the person themselves may be from what their texts say.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from core.vocabulary import BIG_FIVE, CORE_DYNAMICS, TRAITS, Trait

Array = npt.NDArray[np.float64]

#: Readings of one answer share its mood and its analyser, so each of them counts for less.
SIBLING_INFLATION = 1.3
#: Beyond this many standard deviations a surprise is trusted less the larger it is.
HUBER_LIMIT = 3.0
#: The shown scale ends at |z| = 3; twice that is no person but a fault of the analyser.
LARGEST_Z = 6.0
#: SE 0.03 of a population SD: no text is more precise; smaller values would break the arithmetic.
SMALLEST_VARIANCE = 1e-3
LARGEST_VARIANCE = 1e6

#: How far an analyser's reading of a person stays off in every answer, z. Published correlations of
#: readings from text with questionnaires are 0.27 to 0.44; 1 / sqrt(1 + 1.5^2) is 0.55 even with
#: no other error, so a smaller bias would promise more than anybody has measured.
BIAS_DEVIATION = 1.5

_SECONDS_PER_DAY = 86_400.0
_Z_PER_UNIT = 6.0
_POSITION = {trait: position for position, trait in enumerate(TRAITS)}


class ReadingRefusedError(ValueError):
    """A reading that no analyser may have produced: not finite, or out of range."""


@dataclass(frozen=True, slots=True)
class Prior:
    """What is believed of anybody before their first answer.

    The correlations are plausible constants, not estimates from our own people. Signs and order of
    size follow what self-report studies agree on: neuroticism against the other traits, most
    strongly against emotional regulation and resilience; conscientiousness with motivation;
    regulation with resilience; openness with extraversion. They are held moderate, because shared
    method inflates published ones, and because too strong a correlation lets one trait speak for
    another, while too weak a one only costs a few more questions. They are to be replaced by our
    own estimates when enough people allow it.

    Attributes:
        correlation: Symmetric positive definite with unit diagonal (population variance 1), order
            TRAITS.
        noise_per_day: Variance (z^2) that a day adds to each trait. Big Five 1e-4, about 0.1 SD in
            a quarter; core dynamics, which people do change, 3e-3.
    """

    correlation: tuple[tuple[float, ...], ...]
    noise_per_day: tuple[float, ...]

    def state(self) -> "State":
        """Return the state of a person of whom nothing is known."""
        size = len(self.correlation)
        return State(means=(0.0,) * size, covariance=self.correlation, at=None, counts=(0,) * size)


@dataclass(frozen=True, slots=True)
class State:
    """What is believed of one person.

    Attributes:
        means: Expected value of each trait, in z, order TRAITS.
        covariance: Their covariance, z^2.
        at: Time of the newest reading; None before the first.
        counts: Readings folded in, per trait.
    """

    means: tuple[float, ...]
    covariance: tuple[tuple[float, ...], ...]
    at: datetime | None
    counts: tuple[int, ...]

    @property
    def variances(self) -> tuple[float, ...]:
        """The variance of each trait, z^2."""
        return tuple(row[position] for position, row in enumerate(self.covariance))


@dataclass(frozen=True, slots=True)
class Reading:
    """One value that an analyser read from one answer.

    Attributes:
        trait: What was read.
        value: In z, within -6..6.
        variance: Noise variance of the value, z^2, within 1e-3..1e6.
        at: When the answer was given (aware).
        siblings: How many readings the same answer gave, this one included.

    Raises:
        ReadingRefusedError: A value is not finite, out of range or without a time zone.
    """

    trait: Trait
    value: float
    variance: float
    at: datetime
    siblings: int = 1

    def __post_init__(self) -> None:
        # Comparisons with NaN are false, so each check is written as what must hold.
        if not abs(self.value) <= LARGEST_Z:
            message = f"value of {self.trait} is not a number within -{LARGEST_Z}..{LARGEST_Z}"
            raise ReadingRefusedError(message)
        if not SMALLEST_VARIANCE <= self.variance <= LARGEST_VARIANCE:
            message = f"variance of {self.trait} is not within its range"
            raise ReadingRefusedError(message)
        if self.at.tzinfo is None or self.siblings < 1:
            message = f"reading of {self.trait} has no time zone or no sibling count"
            raise ReadingRefusedError(message)

    @property
    def noise(self) -> float:
        """The variance that counts, z^2: larger when the answer gave several readings."""
        return self.variance * (SIBLING_INFLATION if self.siblings > 1 else 1.0)


def _symmetric(rows: Sequence[Sequence[float]]) -> tuple[tuple[float, ...], ...]:
    """Complete a lower triangle (without the unit diagonal) to a full correlation matrix."""
    size = len(rows)
    full = np.eye(size)
    for i, row in enumerate(rows):
        full[i, :i] = full[:i, i] = row
    return _rows(full)


def _rows(matrix: Array) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(row) for row in matrix.tolist())


PRIOR = Prior(
    correlation=_symmetric(
        (
            (),  # openness
            (0.10,),  # conscientiousness
            (0.25, 0.15),  # extraversion
            (0.10, 0.25, 0.15),  # agreeableness
            (-0.10, -0.30, -0.25, -0.25),  # neuroticism
            (0.25, 0.20, 0.10, 0.15, -0.15),  # self-awareness
            (0.10, 0.30, 0.20, 0.25, -0.50, 0.35),  # emotional regulation
            (0.20, 0.40, 0.30, 0.10, -0.30, 0.20, 0.30),  # motivation
            (0.15, 0.30, 0.30, 0.20, -0.45, 0.25, 0.50, 0.35),  # resilience
        )
    ),
    noise_per_day=(1e-4,) * len(BIG_FIVE) + (3e-3,) * len(CORE_DYNAMICS),
)


def fold(state: State, readings: Iterable[Reading], prior: Prior = PRIOR) -> State:
    """Return the state after the readings, taken in the order given.

    For each reading:
        1. The days since the newest reading widen the covariance; time running backwards adds
           nothing.
        2. A scalar Kalman update moves every mean along its covariance with the trait read, at most
           by what a surprise of three standard deviations would move it.
    """
    means, covariance = np.array(state.means), np.array(state.covariance)
    counts, at = list(state.counts), state.at
    for reading in readings:
        position = _POSITION[reading.trait]
        covariance = _widened(covariance, _days(at, reading.at), prior)
        means, covariance = _updated(means, covariance, (position,), reading)
        counts[position] += 1
        at = reading.at if at is None else max(at, reading.at)
    return State(tuple(means.tolist()), _rows(covariance), at, tuple(counts))


def calibrated(
    readings: Iterable[Reading], prior: Prior = PRIOR, *, bias_deviation: float = BIAS_DEVIATION
) -> State:
    """Return what is believed of the person themselves, the analyser's bias taken into account.

    The filter runs on 18 dimensions: nine traits x and nine biases b ~ N(0, bias_deviation^2) that
    do not change; a reading of trait k is of x_k + b_k. Returned are the nine traits. Their
    variances have a floor that no number of answers goes below.

    Args:
        readings: In the order of a replay.
        prior: What is believed of anybody.
        bias_deviation: In z, at least 0; with 0 this is `fold`.
    """
    size = len(TRAITS)
    means = np.zeros(2 * size)
    covariance = np.zeros((2 * size, 2 * size))
    covariance[:size, :size] = np.array(prior.correlation)
    covariance[size:, size:] = np.eye(size) * bias_deviation**2
    counts, at = [0] * size, None
    for reading in readings:
        position = _POSITION[reading.trait]
        covariance = _widened(covariance, _days(at, reading.at), prior)
        means, covariance = _updated(means, covariance, (position, size + position), reading)
        counts[position] += 1
        at = reading.at if at is None else max(at, reading.at)
    return State(tuple(means[:size].tolist()), _rows(covariance[:size, :size]), at, tuple(counts))


def aged(state: State, now: datetime, prior: Prior = PRIOR) -> State:
    """Return the state as it is believed at a later moment, for showing; the means do not move."""
    widened = _widened(np.array(state.covariance), _days(state.at, now), prior)
    return State(state.means, _rows(widened), state.at, state.counts)


def _days(earlier: datetime | None, later: datetime) -> float:
    if earlier is None:
        return 0.0
    return max(0.0, (later - earlier).total_seconds() / _SECONDS_PER_DAY)


def _widened(covariance: Array, days: float, prior: Prior) -> Array:
    """Add the days' process noise, but never know less of a person than of a stranger.

    Without that limit three years of silence would leave a resilience three times as uncertain as
    before the first answer. Scaling rows and columns alike keeps the matrix positive definite.
    """
    if days == 0.0:
        return covariance
    size = len(prior.noise_per_day)
    wider = covariance.copy()
    wider[np.arange(size), np.arange(size)] += np.array(prior.noise_per_day) * days
    scale = np.ones(len(covariance))
    scale[:size] = np.sqrt(
        np.minimum(1.0, np.diag(np.array(prior.correlation)) / np.diag(wider)[:size])
    )
    limited: Array = wider * np.outer(scale, scale)
    return limited


def _updated(
    means: Array, covariance: Array, seen: tuple[int, ...], reading: Reading
) -> tuple[Array, Array]:
    """Return means and covariance after a reading of the sum of the dimensions seen.

    With innovation v and its variance S = P_kk + R, a surprise |v|/sqrt(S) above the limit c
    replaces S by S * |v| / (c * sqrt(S)): the noise R that makes the step exactly that of a
    surprise of c. No reading can therefore move mean j by more than c * |P_jk| / sqrt(S).
    """
    positions = list(seen)
    column = covariance[:, positions].sum(axis=1)
    innovation = reading.value - means[positions].sum()
    spread = column[positions].sum() + reading.noise
    surprise = abs(innovation) / math.sqrt(spread)
    spread *= max(1.0, surprise / HUBER_LIMIT)
    return (
        means + column * (innovation / spread),
        covariance - np.outer(column, column) / spread,
    )


def to_unit(z: float) -> float:
    """Return a z value on the shown scale 0..1: 0.5 + z/6, so that 1 SD is 0.167."""
    return min(1.0, max(0.0, 0.5 + z / _Z_PER_UNIT))


def interval(mean: float, variance: float, level: float = 0.95) -> tuple[float, float]:
    """Return the central interval of a trait on the shown scale 0..1.

    Args:
        mean: In z.
        variance: In z^2, not negative.
        level: Probability inside, between 0 and 1.

    Raises:
        ValueError: The variance is negative or the level is not between 0 and 1.
    """
    if not (variance >= 0.0 and 0.0 < level < 1.0):
        message = "an interval needs a variance >= 0 and a level between 0 and 1"
        raise ValueError(message)
    reach = NormalDist().inv_cdf(0.5 + level / 2) * math.sqrt(variance)
    return to_unit(mean - reach), to_unit(mean + reach)


def expected_variances_after(
    variances: Sequence[float], questions: Iterable[Sequence[tuple[Trait, float]]]
) -> tuple[float, ...]:
    """Return the variances that answers not yet analysed are expected to leave.

    In a linear model the variance left depends on how much a question tells, not on what was said:
    P becomes P / (1 + P * I). Correlations between traits are left out, so the result is cautious.

    Args:
        variances: z^2 per trait, order TRAITS.
        questions: For each waiting answer the targets of its question: trait and information
            (1/z^2).
    """
    left = list(variances)
    for targets in questions:
        shared = SIBLING_INFLATION if len(targets) > 1 else 1.0
        for trait, information in targets:
            before = left[_POSITION[trait]]
            left[_POSITION[trait]] = before / (1.0 + before * information / shared)
    return tuple(left)
