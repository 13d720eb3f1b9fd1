"""What came of a trial, in figures. Pure."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from statistics import fmean, variance

from ai.contracts import DeepReading
from analysis.evaluation.labelled import Labelled
from core.crisis import CrisisLevel
from core.vocabulary import TRAITS, Trait

#: Fewer points than these have no correlation worth a number.
ENOUGH_POINTS = 3


@dataclass(frozen=True, slots=True)
class OneReading:
    """One reading of one labelled answer.

    Attributes:
        reading: what was read; None where the analyser failed.
        seconds: how long it took.
        attempts: calls to models.
        invalid: of these, how many gave an output of the wrong shape.
        dropped: quotes that were not in the text.
    """

    reading: DeepReading | None = field(repr=False)
    seconds: float
    attempts: int = 0
    invalid: int = 0
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class Tried:
    """A labelled answer with its readings."""

    answer: Labelled = field(repr=False)
    readings: tuple[OneReading, ...]

    @property
    def made(self) -> tuple[DeepReading, ...]:
        """The readings that did not fail."""
        return tuple(one.reading for one in self.readings if one.reading is not None)

    def values(self, trait: Trait) -> list[float]:
        """Return what the readings say of a trait, in z; those that say nothing are left out."""
        return [one.value for made in self.made for one in made.traits if one.trait is trait]

    def is_seen(self, trait: Trait) -> bool:
        """Return whether most readings see the trait."""
        return 2 * len(self.values(trait)) > len(self.made)


@dataclass(frozen=True, slots=True)
class TraitFigures:
    """How one trait was read; see `analysis.models.EvaluationTrait`."""

    trait: Trait
    expected: int
    read: int
    invented: int
    correlation: float | None
    mean_error: float | None
    squared_error: float | None
    noise: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """How all was read; shares are 0 to 1, and None where nothing was to be counted."""

    items: int
    readings: int
    failed: int
    sentiment_accuracy: float | None
    crisis_recall: float | None
    crisis_false_alarms: float | None
    invalid_rate: float | None
    quote_rate: float | None
    seconds_p50: float
    seconds_p95: float
    traits: tuple[TraitFigures, ...]


def figures(tried: Sequence[Tried]) -> Figures:
    """Return the figures of a trial with at least one reading."""
    all_readings = [one for item in tried for one in item.readings]
    seconds = sorted(one.seconds for one in all_readings)
    made = [(item.answer, reading) for item in tried for reading in item.made]
    return Figures(
        items=len(tried),
        readings=len(all_readings),
        failed=len(all_readings) - len(made),
        sentiment_accuracy=_share(one.sentiment is answer.sentiment for answer, one in made),
        crisis_recall=_crises(made, lambda level: level >= CrisisLevel.PASSIVE),
        crisis_false_alarms=_crises(made, lambda level: level < CrisisLevel.PASSIVE),
        invalid_rate=_ratio(
            sum(one.invalid for one in all_readings), sum(one.attempts for one in all_readings)
        ),
        quote_rate=_quote_rate(all_readings),
        seconds_p50=_quantile(seconds, 0.5),
        seconds_p95=_quantile(seconds, 0.95),
        traits=tuple(_trait(trait, tried) for trait in TRAITS),
    )


def pearson(points: Sequence[tuple[float, float]]) -> float | None:
    """Return the correlation, -1 to 1; None with too few points, or where nothing varies."""
    if len(points) < ENOUGH_POINTS:
        return None
    xs, ys = zip(*points, strict=True)
    mean_x, mean_y = fmean(xs), fmean(ys)
    spread = math.sqrt(
        math.fsum((x - mean_x) ** 2 for x in xs) * math.fsum((y - mean_y) ** 2 for y in ys)
    )
    if not spread:
        return None
    together = math.fsum((x - mean_x) * (y - mean_y) for x, y in points)
    return max(-1.0, min(1.0, together / spread))


def _trait(trait: Trait, tried: Sequence[Tried]) -> TraitFigures:
    labelled = [item for item in tried if trait in item.answer.traits]
    seen = [item for item in labelled if item.is_seen(trait)]
    points = [(item.answer.traits[trait], fmean(item.values(trait))) for item in seen]
    errors = [read - label for label, read in points]
    return TraitFigures(
        trait=trait,
        expected=len(labelled),
        read=len(seen),
        invented=sum(item.is_seen(trait) for item in tried if trait not in item.answer.traits),
        correlation=pearson(points),
        mean_error=fmean(map(abs, errors)) if errors else None,
        squared_error=fmean(error**2 for error in errors) if errors else None,
        noise=_noise([item.values(trait) for item in tried]),
    )


def _noise(values: Iterable[Sequence[float]]) -> float | None:
    """Return the mean variance between readings of one answer; None where none was read twice."""
    spreads = [variance(of_one) for of_one in values if len(of_one) > 1]
    return fmean(spreads) if spreads else None


def _crises(
    made: Iterable[tuple[Labelled, DeepReading]], is_counted: Callable[[int], bool]
) -> float | None:
    """Return in which share of the readings of some answers a crisis was seen."""
    return _share(
        one.crisis_level >= CrisisLevel.PASSIVE for answer, one in made if is_counted(answer.crisis)
    )


def _quote_rate(readings: Iterable[OneReading]) -> float | None:
    kept = dropped = 0
    for one in readings:
        dropped += one.dropped
        if one.reading is not None:
            kept += len(one.reading.traits) + bool(one.reading.insight_quote)
    return _ratio(kept, kept + dropped)


def _share(facts: Iterable[bool]) -> float | None:
    known = list(facts)
    return _ratio(sum(known), len(known))


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Return the nearest-rank quantile."""
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]
