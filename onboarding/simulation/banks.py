"""Banks to simulate on: made from a seed, or the one the product is shipped with. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from core.vocabulary import TRAITS, Domain, Language, Trait
from onboarding.bank.files import load
from onboarding.bank.records import QuestionRecord
from onboarding.choices import (
    ASKABLE_TRANSLATIONS,
    Energy,
    QuestionStatus,
    ReviewKind,
    SafetyFlag,
    Stage,
    TrustLevel,
)
from onboarding.published_bank import Bank, BankQuestion, Numbers

#: The recommended split of energies.
SHARES = {
    Energy.OPENING: 0.15,
    Energy.NEUTRAL: 0.30,
    Energy.PROCESSING: 0.30,
    Energy.HEAVY: 0.12,
    Energy.HEALING: 0.13,
}
DEPTHS = {
    Energy.OPENING: (1, 2),
    Energy.NEUTRAL: (1, 3),
    Energy.PROCESSING: (2, 4),
    Energy.HEAVY: (3, 5),
    Energy.HEALING: (1, 3),
}
TRUST = {
    Energy.OPENING: (0, 1),
    Energy.NEUTRAL: (0, 1),
    Energy.PROCESSING: (0, 3),
    Energy.HEAVY: (2, 4),
    Energy.HEALING: (0, 1),
}
STAGES = {
    Energy.OPENING: frozenset({Stage.ENTRY, Stage.EXPLORATION}),
    Energy.NEUTRAL: frozenset({Stage.ENTRY, Stage.EXPLORATION}),
    Energy.PROCESSING: frozenset({Stage.EXPLORATION, Stage.DEEPENING}),
    Energy.HEAVY: frozenset({Stage.DEEPENING}),
    Energy.HEALING: frozenset({Stage.BALANCING, Stage.EXPLORATION}),
}
LEAST_SLOPE, MOST_SLOPE = 0.35, 1.0
#: How far (SD of the logarithm) a bank's information is from what its questions really tell.
CALIBRATION_ERROR = 0.2
_SORE_SHARE = 1 / 3


class BankKind(StrEnum):
    """Which questions are simulated."""

    SYNTHETIC = "synthetic"
    #: As synthetic, but what costs more tells more: the hardest case for care.
    DEEP = "deep"
    #: As synthetic, with more than the schema of bank files allows: the rules stand alone.
    WILD = "wild"
    SHIPPED = "shipped"


@dataclass(frozen=True)
class World:
    """A bank, and what its questions really tell.

    Attributes:
        truth: For each question the factor between its real and its listed information.
    """

    bank: Bank
    truth: Numbers


def world(kind: BankKind, size: int, seed: Sequence[int]) -> World:
    """Return a bank with what it really tells; `size` counts for made ones only."""
    rng = np.random.default_rng([*seed, size])
    bank = shipped_bank() if kind is BankKind.SHIPPED else _made(kind, size, rng)
    return World(bank, np.exp(CALIBRATION_ERROR * rng.standard_normal(len(bank.questions))))


def synthetic_bank(size: int, seed: int) -> Bank:
    """Return a bank of `size` questions in the recommended shares."""
    return world(BankKind.SYNTHETIC, size, [seed]).bank


def shipped_bank() -> Bank:
    """Return the published questions of the bank files; their information is a guess so far."""
    files = load()
    return bank_of(files.version, files.questions)


def bank_of(version: str, records: Iterable[QuestionRecord]) -> Bank:
    """Return the published ones of the records as choosing sees them."""
    published = (record for record in records if record.status is QuestionStatus.PUBLISHED)
    return Bank(version, tuple(map(_of_record, published)))


def _of_record(record: QuestionRecord) -> BankQuestion:
    texts = record.texts.items()
    review = record.review
    return BankQuestion(
        code=record.code,
        version=record.version,
        domain=record.domain,
        secondary_domains=record.secondary_domains,
        depth=record.depth,
        energy=record.energy,
        min_trust=record.min_trust,
        stages=frozenset(record.stages),
        targets=tuple((target.trait, target.information) for target in record.targets),
        languages=frozenset(lang for lang, text in texts if text.status in ASKABLE_TRANSLATIONS),
        flags=frozenset(record.safety.flags),
        requires_opt_in=record.safety.requires_opt_in,
        cooldown_days=record.safety.cooldown_days,
        repeatable_after_days=record.repeatable_after_days,
        never_after=frozenset(record.never_after),
        is_founding_review=review is None or review.kind is not ReviewKind.PSYCHOLOGIST,
    )


def _made(kind: BankKind, size: int, rng: np.random.Generator) -> Bank:
    energies = rng.permutation([energy for energy in SHARES for _ in range(_count(energy, size))])
    spare = rng.choice(list(SHARES), size - len(energies), p=list(SHARES.values()))
    everything = [Energy(name) for name in (*energies, *spare)]
    made = (_question(number, energy, kind, rng) for number, energy in enumerate(everything))
    if kind is BankKind.WILD:
        made = (_wilder(question, size, rng) for question in made)
    return Bank(f"{kind}-{size}", tuple(made))


def _wilder(question: BankQuestion, size: int, rng: np.random.Generator) -> BankQuestion:
    """Add what makes a question harder to place; HEAVY tempts by telling twice as much."""

    def happens(chance: float) -> bool:
        return bool(rng.random() < chance)

    is_heavy = question.energy is Energy.HEAVY
    domains, cause = list(Domain), f"made-{rng.integers(size):05}"
    return replace(
        question,
        targets=tuple((trait, told * (1 + is_heavy)) for trait, told in question.targets),
        secondary_domains=(domains[rng.integers(len(domains))],) if happens(0.3) else (),
        stages=frozenset(Stage) if happens(0.2) else question.stages,
        languages=frozenset({Language.RU}) if happens(0.1) else question.languages,
        requires_opt_in=is_heavy or happens(0.05),
        cooldown_days=int(rng.integers(0, 8)) if is_heavy else 0,
        repeatable_after_days=30 if happens(0.25) else None,
        never_after=frozenset({cause} - {question.code}) if happens(0.2) else frozenset(),
        is_founding_review=happens(0.3),
    )


def _count(energy: Energy, size: int) -> int:
    return int(SHARES[energy] * size)


def _question(
    number: int, energy: Energy, kind: BankKind, rng: np.random.Generator
) -> BankQuestion:
    is_heavy = energy is Energy.HEAVY
    is_sore = is_heavy and rng.random() < _SORE_SHARE
    domains = list(Domain)
    return BankQuestion(
        code=f"made-{number:05}",
        version=1,
        domain=domains[number % len(domains)],
        depth=int(rng.integers(*DEPTHS[energy], endpoint=True)),
        energy=energy,
        min_trust=TrustLevel(int(rng.integers(*TRUST[energy], endpoint=True))),
        stages=STAGES[energy],
        targets=_targets(energy, kind, rng),
        languages=frozenset(Language),
        flags=frozenset({SafetyFlag.GRIEF}) if is_sore else frozenset(),
        requires_opt_in=is_heavy,
        is_founding_review=False,
    )


def _targets(
    energy: Energy, kind: BankKind, rng: np.random.Generator
) -> tuple[tuple[Trait, float], ...]:
    traits = rng.choice(len(TRAITS), int(rng.integers(1, 3, endpoint=True)), replace=False)
    return tuple((TRAITS[trait], _slope(energy, kind, rng) ** 2) for trait in traits)


def _slope(energy: Energy, kind: BankKind, rng: np.random.Generator) -> float:
    """Draw how strongly an answer moves with a trait.

    In a deep bank HEAVY takes the better of two draws and OPENING the worse, so that the bank as a
    whole stays as it was.
    """
    slopes: list[float] = rng.uniform(LEAST_SLOPE, MOST_SLOPE, 2).tolist()
    if kind is BankKind.DEEP and energy is Energy.HEAVY:
        return max(slopes)
    return min(slopes) if kind is BankKind.DEEP and energy is Energy.OPENING else slopes[0]
