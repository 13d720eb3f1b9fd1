"""How a trait has moved: what is more than noise, and what is not. Pure.

The input is what single answers said, each with its error variance, never the running value of the
profile, whose steps are correlated. All values are in z; on the shown scale 0..1 one z is 1/6.

Fixed thresholds on raw values call half of all constant traits a trend. Each rule here asks first
whether noise alone would do it.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from core.vocabulary import Trait
from profiles.tails import chi_square_tail, normal_tail, student_tail

Array = npt.NDArray[np.float64]

#: Fewer answers, or closer together, tell nothing about a direction.
FEWEST_POINTS = 5
SHORTEST_SPAN = timedelta(days=7)
#: z; 0.10 on the shown scale. A smaller change is not worth a word even where it is certain.
SMALLEST_CHANGE = 0.6
#: z; 0.15 on the shown scale: a full-strength pattern, and the margin of what counts as stable.
STRONG_CHANGE = 0.9
#: z; 0.20 on the shown scale: what makes a significant change a major one.
MAJOR_CHANGE = 1.2
#: Two-sided: one false trend in a hundred.
TREND_TAIL = 0.01
#: Two-sided: equivalence with no change by a 90 % interval.
STABLE_TAIL = 0.1
#: Above this tail probability scatter about the line is what the error variances promise.
SCATTER_TAIL = 0.002
#: How much larger error variances may be than stated before scatter is called oscillation. They are
#: estimates with a log-SD of about 0.3, and one of those already makes one constant trait in
#: twenty oscillate where it is not allowed for.
VARIANCE_DOUBT = math.exp(0.3)
#: The cumulative sum (E. S. Page, 1954) forgives half a standard deviation a point. Six would be
#: usual; a little more keeps false alarms below one in a thousand answers at every error we met.
DRIFT_ALLOWED = 0.5
ALARM_AT = 6.3
#: Standard errors of a difference that make a change reliable (N. S. Jacobson, P. Truax, 1991).
RELIABLE = 1.96
#: Of all movements told, the share that noise alone may have made.
FALSE_SHARE = 0.05
TELLING_PAUSE = timedelta(days=7)
#: z squared: what is believed of anybody before the first answer.
_PRIOR_VARIANCE = 1.0
_DAY = timedelta(days=1)


class Pattern(StrEnum):
    """What the answers of some time say about a trait."""

    INCREASING = "increasing"
    DECREASING = "decreasing"
    STABLE = "stable"
    OSCILLATING = "oscillating"
    UNCERTAIN = "uncertain"


#: Patterns that say that something moves.
MOVEMENTS = frozenset({Pattern.INCREASING, Pattern.DECREASING, Pattern.OSCILLATING})


class Severity(StrEnum):
    """How large a significant change is."""

    NOTABLE = "notable"
    MAJOR = "major"


@dataclass(frozen=True, slots=True)
class Point:
    """What one answer said: value in z, error variance in z squared."""

    at: datetime
    value: float
    variance: float


@dataclass(frozen=True, slots=True)
class Evolution:
    """How a trait moved within a span.

    Attributes:
        pattern: Its name.
        strength: 0..1, how far it reaches a full-strength pattern; 0 where uncertain.
        change: From the first to the last point along the line, in z.
        error: Standard error of the change, in z; infinite where no line could be drawn.
        swing: True standard deviation about the line, in z, with the error variances taken out.
        tail: How probable such a pattern is by noise alone; 1 where nothing was found.
        points: Answers that were weighed.
        span: From the first to the last of them.
    """

    pattern: Pattern
    strength: float
    change: float
    error: float
    swing: float
    tail: float
    points: int
    span: timedelta


@dataclass(frozen=True, slots=True)
class Shift:
    """A significant change: before and after a moment the answers speak differently.

    Attributes:
        at: Time of the first answer that speaks the new way.
        before: Mean before, in z.
        after: Mean after, in z.
        error: Standard error of the difference, in z.
        severity: Notable, or major from `MAJOR_CHANGE` on.
    """

    at: datetime
    before: float
    after: float
    error: float
    severity: Severity


@dataclass(frozen=True, slots=True)
class _Line:
    """A weighted straight line through points, against time in spans (0 first, 1 last)."""

    change: float
    error: float
    scatter: float
    inflation: float
    swing: float


def classify(points: Sequence[Point]) -> Evolution:
    """Name how a trait moved over all points given; see `window` for which to give.

    1. Fewer than five answers, or less than a week: uncertain.
    2. A weighted least-squares line; its error is inflated by the Birge ratio where the points
       scatter more than their variances promise (R. T. Birge, 1932), with Student's quantile then.
    3. Increasing or decreasing: the change is beyond noise at 1 % and at least 0.10 as shown.
    4. Oscillating: Cochran's Q about the line is beyond what even doubtful variances allow, and the
       true deviation (R. DerSimonian, N. Laird, 1986) is above 0.10 as shown.
    5. Stable: the 90 % interval of the change lies within ±0.15 as shown.
    6. Otherwise uncertain, and that is the honest word.

    Args:
        points: Of one trait, in any order.
    """
    ordered = _in_order(points)
    span = ordered[-1].at - ordered[0].at if ordered else timedelta(0)
    if len(ordered) < FEWEST_POINTS or span < SHORTEST_SPAN:
        return Evolution(
            Pattern.UNCERTAIN, 0.0, 0.0, math.inf, 0.0, 1.0, points=len(ordered), span=span
        )
    line = _line(ordered, span)
    pattern, tail = _pattern(line, len(ordered) - 2)
    return Evolution(
        pattern,
        _strength(pattern, line),
        line.change,
        line.error,
        line.swing,
        tail,
        points=len(ordered),
        span=span,
    )


def window(points: Sequence[Point], now: datetime, days: float) -> tuple[Point, ...]:
    """Return the points of the last days, oldest first."""
    since = now - timedelta(days=days)
    return tuple(point for point in _in_order(points) if since <= point.at <= now)


def _in_order(points: Sequence[Point]) -> list[Point]:
    return sorted(points, key=lambda point: (point.at, point.value, point.variance))


def _line(points: Sequence[Point], span: timedelta) -> _Line:
    first = points[0].at
    times = np.array([(point.at - first) / span for point in points])
    values = np.array([point.value for point in points])
    weights = 1.0 / np.array([point.variance for point in points])
    total = weights.sum()
    centred = times - (weights @ times) / total
    leverage = weights @ centred**2
    slope = (weights @ (centred * values)) / leverage
    residuals = values - (weights @ values) / total - slope * centred
    scatter = float(weights @ residuals**2)
    inflation = max(1.0, math.sqrt(scatter / (len(points) - 2)))
    return _Line(
        change=float(slope),
        error=inflation / math.sqrt(float(leverage)),
        scatter=scatter,
        inflation=inflation,
        swing=_swing(weights, centred, scatter),
    )


def _swing(weights: Array, centred: Array, scatter: float) -> float:
    """Return the true SD about the line by moments: Q beyond its expectation under noise alone."""
    expected = len(weights) - 2
    room = (
        weights.sum()
        - (weights**2).sum() / weights.sum()
        - (weights**2 @ centred**2) / (weights @ centred**2)
    )
    return math.sqrt(max(0.0, scatter - expected) / room)


def _pattern(line: _Line, freedom: int) -> tuple[Pattern, float]:
    trend_tail = _tail(line.change / line.error, line, freedom)
    if abs(line.change) >= SMALLEST_CHANGE and trend_tail < TREND_TAIL:
        return (Pattern.INCREASING if line.change > 0 else Pattern.DECREASING), trend_tail
    scatter_tail = chi_square_tail(line.scatter / VARIANCE_DOUBT, freedom)
    if line.swing > SMALLEST_CHANGE and scatter_tail < SCATTER_TAIL:
        return Pattern.OSCILLATING, scatter_tail
    room = STRONG_CHANGE - abs(line.change)
    if room > 0.0 and _tail(room / line.error, line, freedom) < STABLE_TAIL:
        return Pattern.STABLE, 1.0
    return Pattern.UNCERTAIN, 1.0


def _tail(standardised: float, line: _Line, freedom: int) -> float:
    """Return the two-sided tail: Student's where the error was estimated from the scatter."""
    if line.inflation > 1.0:
        return student_tail(standardised, freedom)
    return normal_tail(standardised)


def _strength(pattern: Pattern, line: _Line) -> float:
    match pattern:
        case Pattern.INCREASING | Pattern.DECREASING:
            return min(1.0, abs(line.change) / STRONG_CHANGE)
        case Pattern.OSCILLATING:
            return min(1.0, line.swing / STRONG_CHANGE)
        case Pattern.STABLE:
            return max(0.0, 1.0 - abs(line.change) / STRONG_CHANGE)
        case Pattern.UNCERTAIN:
            return 0.0


def worth_telling(
    now: Mapping[Trait, Evolution],
    before: Mapping[Trait, Evolution],
    *,
    at: datetime,
    last_told_at: datetime | None,
) -> Trait | None:
    """Return the trait of which a person may be told that it moves, or None.

    Told is what two evaluations in a row agree on, and what stays when the share of false ones
    among all traits is held at 5 % (Y. Benjamini, Y. Hochberg, 1995); one a week at most.

    Args:
        now: The newest evaluation of every trait.
        before: The one before it.
        at: The time of the newest.
        last_told_at: When the person was last told of any trait.
    """
    if last_told_at is not None and at - last_told_at < TELLING_PAUSE:
        return None
    repeated = {
        trait: evolution.tail
        for trait, evolution in now.items()
        if evolution.pattern in MOVEMENTS
        and trait in before
        and before[trait].pattern is evolution.pattern
    }
    ranked = sorted(repeated, key=lambda trait: (repeated[trait], trait))
    kept = [
        rank
        for rank, trait in enumerate(ranked, start=1)
        if repeated[trait] <= FALSE_SHARE * rank / len(now)
    ]
    return ranked[0] if kept else None


@dataclass(slots=True)
class _Watch:
    """A cumulative sum in one direction, and since when it has not been at rest."""

    sign: float
    total: float = 0.0
    since: int = 0

    def note(self, surprise: float, position: int) -> bool:
        """Add a standardised surprise; return whether this is an alarm."""
        if self.total == 0.0:
            self.since = position
        self.total = max(0.0, self.total + self.sign * surprise - DRIFT_ALLOWED)
        return self.total > ALARM_AT


def shifts(points: Sequence[Point], noise_per_day: float = 0.0) -> tuple[Shift, ...]:
    """Return the significant changes, oldest first.

    A scalar Kalman filter predicts each answer from those before; its standardised surprises feed
    two cumulative sums. On an alarm the time since the sum was last at rest is compared with the
    time before, and the change counts if it is reliable and at least 0.10 as shown. Either way
    watching begins anew from the answers since.

    Args:
        points: Of one trait, in any order.
        noise_per_day: Variance that a day may honestly add to the trait, z squared.
    """
    ordered = _in_order(points)
    found: list[Shift] = []
    start = 0
    while alarm := _first_alarm(ordered, start, noise_per_day):
        since, position = alarm
        shift = _shift(ordered[start:since], ordered[since : position + 1])
        if shift is not None:
            found.append(shift)
        start = since if since > start else position + 1
    return tuple(found)


def _first_alarm(
    points: Sequence[Point], start: int, noise_per_day: float
) -> tuple[int, int] | None:
    """Return since when, and where, a sum calls out; None when none does."""
    watches = (_Watch(1.0), _Watch(-1.0))
    for position, surprise in enumerate(_surprises(points[start:], noise_per_day), start):
        # A list, not any(): both sums hear every surprise.
        called = [watch for watch in watches if watch.note(surprise, position)]
        if called:
            return called[0].since, position
    return None


def _surprises(points: Sequence[Point], noise_per_day: float) -> Iterator[float]:
    """Yield how far each point is from what those before it predict, in standard deviations."""
    mean, variance = 0.0, _PRIOR_VARIANCE
    for position, point in enumerate(points):
        if position:
            variance += noise_per_day * ((point.at - points[position - 1].at) / _DAY)
        spread = variance + point.variance
        innovation = point.value - mean
        yield innovation / math.sqrt(spread)
        mean += innovation * variance / spread
        variance -= variance * variance / spread


def _shift(before: Sequence[Point], after: Sequence[Point]) -> Shift | None:
    if not before:
        return None
    (was, was_variance), (now, now_variance) = _mean(before), _mean(after)
    error = math.sqrt(was_variance + now_variance)
    if abs(now - was) <= max(SMALLEST_CHANGE, RELIABLE * error):
        return None
    severity = Severity.MAJOR if abs(now - was) > MAJOR_CHANGE else Severity.NOTABLE
    return Shift(after[0].at, was, now, error, severity)


def _mean(points: Sequence[Point]) -> tuple[float, float]:
    """Return the weighted mean and its variance."""
    weight = sum(1.0 / point.variance for point in points)
    return sum(point.value / point.variance for point in points) / weight, 1.0 / weight
