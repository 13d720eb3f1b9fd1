"""What the statistics of a question say: intervals, what is usual, and which flags follow. Pure.

Everything here is about one version of one question over all people who were asked it. A rate is
never believed as it stands: a question that two of three people skipped may be as good as any. What
speaks is the lower end of its interval,

    Wilson:  (p + z^2/2n -+ z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n)

E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the
American Statistical Association 22 (1927), 209-212; it stays within 0..1 and holds for few cases.

| skipped of shown | rate | interval, 95 % |
|---|---|---|
| 2 of 3 | .67 | .21-.94 |
| 10 of 50 | .20 | .11-.33 |
| 40 of 200 | .20 | .15-.26 |
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist, median, quantiles

from onboarding.choices import Energy

#: Fewer people than this could be recognised in their own figures.
FEWEST_PEOPLE = 5
#: How many times what is usual is too much: skips and broken-off talks; signs of a crisis.
OFTEN, CRISIS_OFTEN = 2, 3
#: Signs of a crisis are rare and come from lives, not only from questions. Were one enough, a tenth
#: of all questions would be suspended by chance by their 50th exposure where 2 of 1000 exposures
#: bring one (1 - .998^50); with two people it is one in 220. One is a flag that a clinician sees.
CRISES_TO_SUSPEND = 2
#: Every night looks at every question, and what stops by itself should rarely stop by chance.
SURE_TO_SUSPEND = 0.99
#: Of so few exposures that one person makes a high rate, one person must not decide.
FEWEST_TO_LEAVE = 3
SHORT_RATIO = 0.5
#: Readings from which a mean of information is believed.
ENOUGH_READINGS = 50
#: Questions of which a lowest quarter can be named.
ENOUGH_QUESTIONS = 8
#: How often a question on trial is asked before somebody decides: its noise is then known to a
#: fifth, as the log-SD of the estimate of a variance from n readings is sqrt(2/n).
PILOT_EXPOSURES = 50


class QuestionFlag(StrEnum):
    """What the statistics of a question call for."""

    CRISIS = "crisis"
    LEAVING = "leaving"
    SKIPPED = "skipped"
    SHORT = "short"
    LITTLE_TOLD = "little_told"
    PILOT_OVER = "pilot_over"


@dataclass(frozen=True, slots=True)
class Interval:
    """A rate between 0 and 1 lies in it with the probability asked for."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Figures:
    """One version of a question over all who were asked it.

    Attributes:
        people: different people who were asked it.
        exposures: times it was shown and is no longer waited for.
        skipped: of those, left unanswered by the skip button.
        left: of those, where the session ended, paused or fell asleep at this question.
        crises: different people in whose case the guard or a reading saw level 2 or 3 at it.
        length_ratio: median of an answer's length to the median of the same person; None without
            answers.
        information: mean of what its answers told, in nats; None without readings.
        readings: answers behind `information`.
    """

    question_id: int
    energy: Energy
    people: int
    exposures: int
    skipped: int
    left: int
    crises: int
    length_ratio: float | None = None
    information: float | None = None
    readings: int = 0

    @property
    def is_shown(self) -> bool:
        """Whether enough people stand behind the figures to show them."""
        return self.people >= FEWEST_PEOPLE


@dataclass(frozen=True, slots=True)
class Usual:
    """What questions of this bank are usually like; None where nothing can be said yet."""

    skipped: float | None
    left: float | None
    length_ratio: float | None
    information_low: float | None


def wilson(successes: int, trials: int, level: float = 0.95) -> Interval:
    """Return the score interval of a rate.

    Args:
        successes: 0..trials.
        trials: not negative; with none the rate may be anything.
        level: probability inside, between 0 and 1.

    Raises:
        ValueError: the numbers are not counts of that kind.
    """
    if not (0 <= successes <= trials and 0.0 < level < 1.0):
        message = "an interval needs 0 <= successes <= trials and a level between 0 and 1"
        raise ValueError(message)
    if trials == 0:
        return Interval(0.0, 1.0)
    z2 = NormalDist().inv_cdf(0.5 + level / 2) ** 2
    rate = successes / trials
    middle = rate + z2 / (2 * trials)
    reach = math.sqrt(z2 * (rate * (1 - rate) / trials + z2 / (4 * trials**2)))
    scale = 1 + z2 / trials
    low, high = (middle - reach) / scale, (middle + reach) / scale
    # At the ends the formula is exact, and its rounding is not.
    return Interval(
        0.0 if successes == 0 else max(0.0, low), 1.0 if successes == trials else min(1.0, high)
    )


def information_gained(before: Sequence[float], after: Sequence[float]) -> float:
    """Return how much surer a portrait became, in nats: sum over traits of ln(before/after) / 2.

    The entropy that the variances of independent normal variables lose. Time widens a portrait, so
    an answer that told nothing may gain a little less than 0.

    Args:
        before: variances (z^2 above 0) without the answer.
        after: the same traits with it.

    Raises:
        ValueError: not the same traits, or a variance that is none.
    """
    return math.fsum(0.5 * math.log(old / new) for old, new in zip(before, after, strict=True))


def usual_of(bank: Iterable[Figures]) -> Usual:
    """Return what is usual for the questions of a bank; those of too few people are left out."""
    shown = [figures for figures in bank if figures.is_shown]
    ratios = [one.length_ratio for one in shown if one.length_ratio is not None]
    return Usual(
        skipped=_usual_rate([(one.skipped, one.exposures) for one in shown]),
        left=_usual_rate([(one.left, one.exposures) for one in shown]),
        length_ratio=median(ratios) if ratios else None,
        information_low=_lowest_quarter(
            [one.information for one in shown if one.information is not None and _is_read(one)]
        ),
    )


def flags_of(bank: Sequence[Figures]) -> Mapping[int, frozenset[QuestionFlag]]:
    """Return for every question of a bank what its figures call for.

    A sign of a crisis counts from the first person on, everything else from `FEWEST_PEOPLE`.
    """
    usual = usual_of(bank)
    of_energy = {energy: _crises(one for one in bank if one.energy is energy) for energy in Energy}
    return {
        one.question_id: frozenset(
            flag for flag, calls in _CALLS.items() if calls(one, usual, of_energy[one.energy])
        )
        for one in bank
    }


def is_to_suspend(figures: Figures, flags: frozenset[QuestionFlag]) -> bool:
    """Return whether asking must stop before anybody has looked: people may be hurt by it."""
    return QuestionFlag.LEAVING in flags or (
        QuestionFlag.CRISIS in flags and figures.crises >= CRISES_TO_SUSPEND
    )


def _usual_rate(counts: Sequence[tuple[int, int]]) -> float | None:
    """Return the median of rates, but never less than what all exposures together give.

    Where most questions were never skipped the median is 0, and twice that would be anything.
    """
    known = [(count, exposures) for count, exposures in counts if exposures]
    if not known:
        return None
    together = sum(count for count, _ in known) / sum(exposures for _, exposures in known)
    return max(together, median(count / exposures for count, exposures in known))


def _lowest_quarter(values: Sequence[float]) -> float | None:
    return quantiles(values, n=4)[0] if len(values) >= ENOUGH_QUESTIONS else None


def _is_read(figures: Figures) -> bool:
    return figures.readings >= ENOUGH_READINGS


def _crises(bank: Iterable[Figures]) -> tuple[int, int]:
    """Return the signs of a crisis and the exposures of some questions together."""
    counts = [(one.crises, one.exposures) for one in bank]
    return sum(crises for crises, _ in counts), sum(exposures for _, exposures in counts)


def _is_crisis(one: Figures, _: Usual, of_energy: tuple[int, int]) -> bool:
    """Compare the rate of crises with that of the other questions of the same energy."""
    crises, exposures = of_energy[0] - one.crises, of_energy[1] - one.exposures
    return one.crises * max(1, exposures) > CRISIS_OFTEN * crises * one.exposures


def _is_left(one: Figures, usual: Usual, _: tuple[int, int]) -> bool:
    is_often = _is_often(one, one.left, usual.left, SURE_TO_SUSPEND)
    return one.left >= FEWEST_TO_LEAVE and is_often


def _is_skipped(one: Figures, usual: Usual, _: tuple[int, int]) -> bool:
    return _is_often(one, one.skipped, usual.skipped)


def _is_often(one: Figures, count: int, usual: float | None, level: float = 0.95) -> bool:
    if usual is None or not one.is_shown:
        return False
    return wilson(count, one.exposures, level).low > OFTEN * usual


def _is_short(one: Figures, _: Usual, __: tuple[int, int]) -> bool:
    return one.is_shown and one.length_ratio is not None and one.length_ratio < SHORT_RATIO


def _tells_little(one: Figures, usual: Usual, _: tuple[int, int]) -> bool:
    if one.information is None or usual.information_low is None:
        return False
    return one.is_shown and _is_read(one) and one.information < usual.information_low


_CALLS: Mapping[QuestionFlag, Callable[[Figures, Usual, tuple[int, int]], bool]] = {
    QuestionFlag.CRISIS: _is_crisis,
    QuestionFlag.LEAVING: _is_left,
    QuestionFlag.SKIPPED: _is_skipped,
    QuestionFlag.SHORT: _is_short,
    QuestionFlag.LITTLE_TOLD: _tells_little,
}
