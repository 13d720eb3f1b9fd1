"""The published questions as choosing sees them: facts of each, arrays over all. Pure."""

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cached_property, reduce
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from core.vocabulary import TRAITS, Domain, Language, Trait
from onboarding.choices import Energy, SafetyFlag, Stage, TrustLevel

Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]
Whole = npt.NDArray[np.intp]

SORE_COOLDOWN = timedelta(days=3)
SORE_FLAGS = frozenset({SafetyFlag.TRAUMA, SafetyFlag.GRIEF})
Kind = TypeVar("Kind", bound=StrEnum)
#: The position of a domain in every array over domains.
DOMAIN_POSITION: Mapping[Domain, int] = {domain: i for i, domain in enumerate(Domain)}


def every(masks: Iterable[Mask]) -> Mask:
    """Return what all of at least one mask allow."""
    return reduce(np.logical_and, masks)


def either(masks: Iterable[Mask]) -> Mask:
    """Return what any of at least one mask allows."""
    return reduce(np.logical_or, masks)


@dataclass(frozen=True)
class BankQuestion:
    """A published question, as far as choosing needs it.

    Attributes:
        targets: What it tells: 1..3 traits with their information (1/z^2, above 0).
        never_after: Codes of questions after which, at any time, this one is never asked.
        repeatable_after_days: Days until the same person may meet it again; None is never.
        languages: Languages whose text is a source or approved.
        is_founding_review: No psychologist has read it yet.
    """

    code: str
    version: int
    domain: Domain
    depth: int
    energy: Energy
    min_trust: TrustLevel
    stages: frozenset[Stage]
    targets: tuple[tuple[Trait, float], ...]
    languages: frozenset[Language]
    secondary_domains: tuple[Domain, ...] = ()
    flags: frozenset[SafetyFlag] = frozenset()
    requires_opt_in: bool = False
    cooldown_days: int = 0
    repeatable_after_days: int | None = None
    never_after: frozenset[str] = frozenset()
    is_founding_review: bool = True

    @property
    def cooldown(self) -> timedelta:
        """The time without HEAVY that this one starts; at least 3 days for trauma and grief."""
        own = timedelta(days=self.cooldown_days)
        return max(own, SORE_COOLDOWN) if self.flags & SORE_FLAGS else own

    @property
    def needs_opt_in(self) -> bool:
        """Whether it is asked only of people who have switched heavy topics on."""
        return self.requires_opt_in or self.energy is Energy.HEAVY


@dataclass(frozen=True)
class Bank:
    """The published questions of one bank version, with the arrays the rules work on.

    Arrays are computed once per bank; keep one bank per process and version. Length n is the number
    of questions, in the order of `questions`.

    Raises:
        ValueError: A code appears twice.
    """

    version: str
    questions: tuple[BankQuestion, ...]

    def __post_init__(self) -> None:
        if len(self.index) < len(self.questions):
            message = "a question code appears twice in the bank"
            raise ValueError(message)

    @cached_property
    def index(self) -> Mapping[str, int]:
        """The position of each code."""
        return {question.code: i for i, question in enumerate(self.questions)}

    @cached_property
    def code_rank(self) -> Whole:
        """The place of each question when all are sorted by code."""
        codes = [question.code for question in self.questions]
        return np.argsort(np.argsort(np.array(codes, dtype=np.str_)))

    @cached_property
    def information(self) -> Numbers:
        """What each question tells of each trait, n x 9, 1/z^2."""
        rows = [dict(question.targets) for question in self.questions]
        table = [[row.get(trait, 0.0) for trait in TRAITS] for row in rows]
        return np.array(table, dtype=float).reshape(-1, len(TRAITS))

    @cached_property
    def information_on(self) -> Numbers:
        """What the questions tell of each trait, 9 x n, 1/z^2: a row is read in one go."""
        return np.ascontiguousarray(self.information.T)

    @cached_property
    def energy(self) -> Whole:
        """The energy of each question, as its position in Energy."""
        position = {energy: i for i, energy in enumerate(Energy)}
        return np.array([position[question.energy] for question in self.questions], dtype=np.intp)

    @cached_property
    def domain(self) -> Whole:
        """The main domain of each question, as its position in Domain."""
        return np.array(
            [DOMAIN_POSITION[question.domain] for question in self.questions], dtype=np.intp
        )

    @cached_property
    def depth(self) -> Whole:
        """The depth of each question, 1..5."""
        return np.array([question.depth for question in self.questions], dtype=np.intp)

    @cached_property
    def min_trust(self) -> Whole:
        """The trust level each question asks for, 0..4."""
        return np.array([question.min_trust for question in self.questions], dtype=np.intp)

    @cached_property
    def of_energy(self) -> Mapping[Energy, Mask]:
        """The questions of each energy."""
        return self._masks(Energy, lambda question: {question.energy})

    @cached_property
    def at_stage(self) -> Mapping[Stage, Mask]:
        """The questions meant for each stage."""
        return self._masks(Stage, lambda question: question.stages)

    @cached_property
    def about(self) -> Mapping[Domain, Mask]:
        """The questions that touch each domain, as the main one or beside it."""
        return self._masks(Domain, lambda question: {question.domain, *question.secondary_domains})

    @cached_property
    def in_language(self) -> Mapping[Language, Mask]:
        """The questions that can be shown in each language."""
        return self._masks(Language, lambda question: question.languages)

    @cached_property
    def needs_opt_in(self) -> Mask:
        """The questions asked only of people who have switched heavy topics on."""
        return self._where(lambda question: question.needs_opt_in)

    @cached_property
    def heavy_unreviewed(self) -> Mask:
        """The HEAVY questions that no psychologist has read yet."""
        return self.heavy & self._where(lambda question: question.is_founding_review)

    @cached_property
    def barred_by(self) -> Mapping[str, list[int]]:
        """For a code, the positions of the questions that are never asked after it."""
        barred: dict[str, list[int]] = {}
        for i, question in enumerate(self.questions):
            for code in question.never_after:
                barred.setdefault(code, []).append(i)
        return barred

    @cached_property
    def barred_by_heavy(self) -> tuple[tuple[int, list[int]], ...]:
        """The positions of HEAVY questions that bar others, each with the positions it bars."""
        return tuple(
            (self.index[code], barred)
            for code, barred in self.barred_by.items()
            if code in self.index and self.heavy[self.index[code]]
        )

    @property
    def healing(self) -> Mask:
        """The HEALING questions."""
        return self.of_energy[Energy.HEALING]

    @cached_property
    def light(self) -> Mask:
        """The OPENING and NEUTRAL questions."""
        return self.of_energy[Energy.OPENING] | self.of_energy[Energy.NEUTRAL]

    @property
    def heavy(self) -> Mask:
        """The HEAVY questions."""
        return self.of_energy[Energy.HEAVY]

    @property
    def everything(self) -> Mask:
        """A fresh mask that allows every question."""
        return np.ones(len(self.questions), dtype=np.bool_)

    def cooldown(self, code: str) -> timedelta:
        """Return the cooldown of a HEAVY question, the careful one if it has left the bank."""
        known = self.index.get(code)
        return SORE_COOLDOWN if known is None else self.questions[known].cooldown

    def _where(self, holds: Callable[[BankQuestion], bool]) -> Mask:
        return np.array([holds(question) for question in self.questions], dtype=np.bool_)

    def _masks(
        self, kinds: Iterable[Kind], kinds_of: Callable[[BankQuestion], Set[Kind]]
    ) -> Mapping[Kind, Mask]:
        """Return for every kind the mask of the questions that are of it."""
        found = [kinds_of(question) for question in self.questions]
        return {kind: np.array([kind in some for some in found], dtype=np.bool_) for kind in kinds}
