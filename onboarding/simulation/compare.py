"""Would people fare worse with a proposed bank? The same synthetic people over both. Pure."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import numpy as np

from onboarding.choices import EndReason
from onboarding.published_bank import Bank, Numbers
from onboarding.simulation.banks import CALIBRATION_ERROR, World
from onboarding.simulation.history import Known
from onboarding.simulation.invariants import violations
from onboarding.simulation.lives import TAKEN, Life
from onboarding.simulation.measures import COVERED_AFTER, KNOWN, questions_until
from onboarding.simulation.people import USUAL, Person, person
from onboarding.simulation.policies import SMART_MIX

PEOPLE = 1000
SEED = 20260101
#: Shown to most: about four sessions.
QUESTIONS = 24
#: One in twenty has stayed for months: only they see a bank run dry.
VETERAN_EVERY = 20
VETERAN_QUESTIONS = 150
SESSIONS = 60
OPTED_IN = 0.5
RETURNING_EVERY, RETURNING_TRUST = 4, 0.5
#: A difference counts when it is this many standard errors, and not too small to matter.
NOISE = 3.0
MORE_IN_COMMON = 0.1


class RegressionCode(StrEnum):
    """What got worse."""

    CARE_VIOLATIONS = "care_violations"
    DEAD_ENDS = "dead_ends"
    DOMAINS_COVERED = "domains_covered"
    SESSION_LENGTH = "session_length"
    UNCERTAINTY_LEFT = "uncertainty_left"
    QUESTIONS_TO_KNOW = "questions_to_know"
    OVERLAP = "overlap"


@dataclass(frozen=True, slots=True)
class Regression:
    """One figure that got worse beyond chance; any care violation counts, also an old one."""

    code: RegressionCode
    current: float
    proposed: float


@dataclass(frozen=True, slots=True)
class Talked:
    """What one synthetic person met.

    Attributes:
        codes: Every question shown, in the first QUESTIONS.
        domains: Different domains among the first 20 questions.
        session_lengths: Questions answered or skipped, for each session that the person did not
            leave.
        dead_ends: Sessions that ended because nothing was eligible.
        sessions: Sessions held.
        uncertainty: Mean SE (z) of the five traits after the first QUESTIONS.
        to_know: Questions until each of the five traits has SE < 0.5, infinite if never; None for
            people who do not stay long enough to tell.
    """

    codes: tuple[str, ...]
    domains: int
    session_lengths: tuple[int, ...]
    dead_ends: int
    sessions: int
    uncertainty: float
    to_know: float | None
    violations: Counter[str]

    @property
    def mean_length(self) -> float:
        """The mean length of a session; 0 when none came to its own end."""
        return sum(self.session_lengths) / max(1, len(self.session_lengths))


@dataclass(frozen=True, slots=True)
class Gauge:
    """A figure of a walk, and the harm to one person that it is made of.

    Attributes:
        code: Also the name of the figure in `Walk`.
        harm: The larger the worse; None when this person cannot tell.
        matters: The least mean harm added that people would notice.
    """

    code: RegressionCode
    harm: Callable[[Talked], float | None]
    matters: float


GAUGES = (
    Gauge(
        RegressionCode.DEAD_ENDS, lambda one: one.dead_ends / max(1, one.sessions), matters=0.005
    ),
    Gauge(RegressionCode.DOMAINS_COVERED, lambda one: -one.domains, matters=0.1),
    Gauge(RegressionCode.SESSION_LENGTH, lambda one: -one.mean_length, matters=0.1),
    Gauge(RegressionCode.UNCERTAINTY_LEFT, lambda one: one.uncertainty, matters=0.01),
    Gauge(
        RegressionCode.QUESTIONS_TO_KNOW,
        lambda one: None if one.to_know is None else min(one.to_know, VETERAN_QUESTIONS),
        matters=1.0,
    ),
)


@dataclass(frozen=True)
class Walk:
    """What all people met with one bank."""

    version: str
    questions: int
    people: tuple[Talked, ...]

    @cached_property
    def exposure(self) -> dict[str, float]:
        """For each question that was shown the share of people who met it early (0..1)."""
        counts = Counter(code for one in self.people for code in set(one.codes))
        return {code: count / len(self.people) for code, count in counts.most_common()}

    @property
    def overlap(self) -> float:
        """The mean share of questions that two people have in common (0..1)."""
        met = sum(len(set(one.codes)) for one in self.people) / len(self.people)
        return sum(share**2 for share in self.exposure.values()) / met if met else 0.0

    @property
    def never_shown(self) -> int:
        """How many questions nobody met early."""
        return self.questions - len(self.exposure)

    @property
    def domains_covered(self) -> float:
        """Mean number of domains by question 20 (of 12)."""
        return float(np.mean([one.domains for one in self.people]))

    @property
    def dead_ends(self) -> float:
        """Share of sessions that ended because nothing was eligible (0..1)."""
        sessions = sum(one.sessions for one in self.people)
        return sum(one.dead_ends for one in self.people) / max(1, sessions)

    @property
    def session_length(self) -> float:
        """Mean questions of a session, over people."""
        return float(np.mean([one.mean_length for one in self.people]))

    @property
    def uncertainty_left(self) -> float:
        """Mean SE (z) of the five traits after the first questions."""
        return float(np.mean([one.uncertainty for one in self.people]))

    @property
    def questions_to_know(self) -> float:
        """Median questions to SE < 0.5 on all five traits, of those who stay; may be infinite."""
        return float(np.median([one.to_know for one in self.people if one.to_know is not None]))

    @property
    def violations(self) -> Counter[str]:
        """Broken care rules; must be empty."""
        return sum((one.violations for one in self.people), Counter())


@dataclass(frozen=True)
class Comparison:
    """The same people with the current and with the proposed bank.

    Attributes:
        seed: Gives the same comparison again.
    """

    seed: int
    current: Walk
    proposed: Walk

    @cached_property
    def regressions(self) -> tuple[Regression, ...]:
        """What got worse beyond chance; empty when the proposed bank may be published.

        Differences are taken person by person. One counts when it is beyond three standard errors
        and beyond a size that people would notice.
        """
        gauges = (self._worse(gauge) for gauge in GAUGES)
        found = (self._care(), *gauges, self._overlap())
        return tuple(regression for regression in found if regression is not None)

    def _care(self) -> Regression | None:
        broken = self.proposed.violations.total()
        if not broken:
            return None
        before = self.current.violations.total()
        return Regression(RegressionCode.CARE_VIOLATIONS, before, broken)

    def _worse(self, gauge: Gauge) -> Regression | None:
        pairs = zip(self.current.people, self.proposed.people, strict=True)
        harms = [(gauge.harm(old), gauge.harm(new)) for old, new in pairs]
        added = np.array([new - old for old, new in harms if old is not None and new is not None])
        if added.mean() <= max(gauge.matters, NOISE * _standard_error(added)):
            return None
        shown = gauge.code.value
        return Regression(gauge.code, getattr(self.current, shown), getattr(self.proposed, shown))

    def _overlap(self) -> Regression | None:
        before, after = self.current.overlap, self.proposed.overlap
        if after <= before + MORE_IN_COMMON:
            return None
        return Regression(RegressionCode.OVERLAP, before, after)


def _standard_error(values: Numbers) -> float:
    return float(values.std(ddof=1) / np.sqrt(len(values))) if len(values) > 1 else 0.0


def compare(current: Bank, proposed: Bank, people: int = PEOPLE, seed: int = SEED) -> Comparison:
    """Let the same synthetic people talk over both banks.

    One in four starts as a friend, one in twenty stays for months, half have heavy topics on; they
    skip, replace, leave, close topics and change their minds. The same seed gives the same result.
    HEAVY questions count as reviewed: the lab asks how the bank works when it may be used.

    Args:
        current: What people are asked from now.
        proposed: What they would be asked from.
        people: At least 1; a minute of one core for the usual 1000.
        seed: Makes the people.
    """
    return Comparison(seed, _walk(current, people, seed), _walk(proposed, people, seed))


def _walk(bank: Bank, people: int, seed: int) -> Walk:
    world = World(bank, _truth(bank))
    pick = SMART_MIX.of(bank)
    talks = []
    for number in range(people):
        life = Life(
            world=world,
            person=_person(number, seed),
            policy=SMART_MIX,
            pick=pick,
            chance=random.Random(f"{seed}/{number}"),  # noqa: S311 - repeatable, not secret
            noise=np.random.default_rng([seed, number, 1]),
        )
        is_veteran = number % VETERAN_EVERY == 0
        length = VETERAN_QUESTIONS if is_veteran else QUESTIONS
        life.live(questions=length, sessions=SESSIONS)
        talks.append(_talked(life, questions_until(life.known, KNOWN) if is_veteran else None))
    return Walk(bank.version, len(bank.questions), tuple(talks))


def _person(number: int, seed: int) -> Person:
    drawn = person(np.random.default_rng([seed, number]), USUAL, OPTED_IN)
    is_returning = number % RETURNING_EVERY == 1
    return replace(drawn, trust=RETURNING_TRUST) if is_returning else drawn


def _truth(bank: Bank) -> Numbers:
    """Return what each question really tells; the same for a question that is in both banks."""
    draws = [random.Random(question.code).gauss(0, 1) for question in bank.questions]  # noqa: S311 - repeatable, not secret
    truth: Numbers = np.exp(CALIBRATION_ERROR * np.array(draws, dtype=float))
    return truth


def _talked(life: Life, to_know: float | None) -> Talked:
    taken = Counter(one.session for one in life.shown if one.outcome in TAKEN)
    own_end = [end for end in life.ended if end.reason is not EndReason.PERSON]
    return Talked(
        codes=tuple(one.question.code for one in life.shown[:QUESTIONS]),
        domains=len({one.question.domain for one in life.shown[:COVERED_AFTER]}),
        session_lengths=tuple(taken[end.session] for end in own_end),
        dead_ends=sum(end.reason is EndReason.NOTHING_ELIGIBLE for end in own_end),
        sessions=len(life.ended),
        uncertainty=_uncertainty(life.known[:QUESTIONS]),
        to_know=to_know,
        violations=violations(life.shown, life.ended),
    )


def _uncertainty(known: Sequence[Known]) -> float:
    """Return the mean SE (z) of the five traits; 1 of somebody who was never asked."""
    return float(np.sqrt(known[-1].variances).mean()) if known else 1.0
