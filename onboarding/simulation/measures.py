"""What a finished life amounts to, and what many amount to together. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite, sqrt
from statistics import fmean, median, pstdev

import numpy as np

from core.vocabulary import BIG_FIVE
from onboarding import trust
from onboarding.choices import Energy
from onboarding.simulation.history import Known, Shown
from onboarding.simulation.invariants import violations
from onboarding.simulation.lives import Life

WELL_KNOWN, KNOWN = 0.3, 0.5
CHECKPOINTS = (10, 20, 30, 40, 60)
COVERED_AFTER = 20
TRULY_TIRED = 0.6


@dataclass(frozen=True, slots=True)
class Record:
    """What one life amounts to.

    Attributes:
        world: Number of the bank it was lived with.
        to_well_known: Questions until all five traits had SE < 0.3; infinite if never.
        to_known: The same for SE < 0.5.
        errors: Mean squared error (z^2) of the five traits at each checkpoint that was reached.
        final_error: The same at the end of the life.
        heavy_again, heavy_unhealed, beyond_trust, heavy_when_tired: Questions shown so.
        violations: Broken care rules.
    """

    world: int
    shown: int
    to_well_known: float
    to_known: float
    errors: Mapping[int, float]
    final_error: float
    domains: int
    heavy_again: int
    heavy_unhealed: int
    beyond_trust: int
    heavy_when_tired: int
    violations: Counter[str]
    stayed: bool


def record(life: Life, number: int) -> Record:
    """Return what a life with the bank `number` amounts to."""
    pairs = list(pairwise(one.question.energy for one in life.shown))
    after_heavy = [energy for before, energy in pairs if before is Energy.HEAVY]
    heavy = [one for one in life.shown if one.question.energy is Energy.HEAVY]
    return Record(
        world=number,
        shown=len(life.shown),
        to_well_known=questions_until(life.known, WELL_KNOWN),
        to_known=questions_until(life.known, KNOWN),
        errors={at: _error(life, at) for at in CHECKPOINTS if at <= len(life.known)},
        final_error=_error(life, len(life.known)),
        domains=len({one.question.domain for one in life.shown[:COVERED_AFTER]}),
        heavy_again=sum(energy is Energy.HEAVY for energy in after_heavy),
        heavy_unhealed=sum(energy is not Energy.HEALING for energy in after_heavy),
        beyond_trust=sum(map(_is_beyond_trust, life.shown)),
        heavy_when_tired=sum(one.tiredness > TRULY_TIRED for one in heavy),
        violations=violations(life.shown, life.ended),
        stayed=not life.is_gone,
    )


def questions_until(known: Sequence[Known], standard_error: float) -> float:
    """Return the questions until all five traits are known better; infinite if never."""
    limit = standard_error**2
    sure = (count for count, state in enumerate(known, 1) if max(state.variances) < limit)
    return next(sure, float("inf"))


def _error(life: Life, questions: int) -> float:
    means = life.known[questions - 1].means if questions else (0.0,) * len(BIG_FIVE)
    off = np.array(means) - np.array(life.person.traits[: len(BIG_FIVE)])
    return float(np.mean(off**2))


def _is_beyond_trust(one: Shown) -> bool:
    return one.question.min_trust > trust.level(one.trust)


@dataclass(frozen=True)
class Summary:
    """What the lives of one policy amount to; questions are medians per bank, then their mean."""

    records: tuple[Record, ...]

    @property
    def to_well_known(self) -> float:
        """Questions to SE < 0.3 on all five traits."""
        return fmean(self._medians(lambda one: one.to_well_known))

    @property
    def spread(self) -> float:
        """Standard deviation over banks of the questions to SE < 0.3."""
        medians = self._medians(lambda one: one.to_well_known)
        return pstdev(medians) if all(map(isfinite, medians)) else float("nan")

    @property
    def to_known(self) -> float:
        """Questions to SE < 0.5 on all five traits."""
        return fmean(self._medians(lambda one: one.to_known))

    @property
    def slowest(self) -> float:
        """Questions to SE < 0.3 that nine people of ten need at most."""
        needed = [one.to_well_known for one in self.records]
        return float(np.quantile(needed, 0.9, method="inverted_cdf"))

    @property
    def domains(self) -> float:
        """Mean number of domains by question 20."""
        return fmean(one.domains for one in self.records)

    @property
    def shown(self) -> float:
        """Mean number of questions."""
        return fmean(one.shown for one in self.records)

    @property
    def stayed(self) -> float:
        """Share of people who did not leave for ever."""
        return fmean(one.stayed for one in self.records)

    @property
    def final_error(self) -> float:
        """Root of the mean squared error over all people at the end (z)."""
        return sqrt(fmean(one.final_error for one in self.records))

    @property
    def violations(self) -> Counter[str]:
        """Broken care rules."""
        return sum((one.violations for one in self.records), Counter())

    def error_at(self, questions: int) -> float:
        """Return the root of the mean squared error (z) of those who got so far."""
        reached = [one.errors[questions] for one in self.records if questions in one.errors]
        return sqrt(fmean(reached)) if reached else float("nan")

    def share(self, holds: Callable[[Record], bool]) -> float:
        """Return the share of people of whom something holds."""
        return fmean(holds(one) for one in self.records)

    def share_of_questions(self, count: Callable[[Record], int]) -> float:
        """Return the share of all questions that are counted."""
        return sum(map(count, self.records)) / max(1, sum(one.shown for one in self.records))

    def _medians(self, of: Callable[[Record], float]) -> list[float]:
        worlds: dict[int, list[float]] = {}
        for one in self.records:
            worlds.setdefault(one.world, []).append(of(one))
        return [median(values) for values in worlds.values()]


def summary(records: Iterable[Record]) -> Summary:
    """Return the summary of at least one record."""
    return Summary(tuple(records))
