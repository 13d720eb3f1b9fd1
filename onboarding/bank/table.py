"""The table that a whole bank should keep, so that everybody can be asked for long. Pure.

A smaller bank is no mistake: its questions are asked as far as they go, and then a session ends.
The numbers are measured by simulation: below 300 questions people run out of what may be asked of
them, and with the given shares every heavy question can be followed by one that gives strength.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from core.portrait_words import SignatureField
from core.vocabulary import Domain, Trait
from onboarding.bank.problem_words import Kind
from onboarding.bank.problems import Problem
from onboarding.bank.records import QuestionRecord
from onboarding.choices import Energy, TrustLevel

QUESTIONS = 300
#: Shares of the energies, and how far a bank may be from them before somebody should look.
SHARES: Mapping[Energy, float] = {
    Energy.OPENING: 0.15,
    Energy.NEUTRAL: 0.30,
    Energy.PROCESSING: 0.30,
    Energy.HEAVY: 0.12,
    Energy.HEALING: 0.13,
}
TOLERANCE = 0.05
IN_DOMAIN = 20
HEALING_IN_DOMAIN = 2
FOR_STRANGERS = 30
DOMAINS_FOR_STRANGERS = 10
STRANGER_DEPTH = 2
FOR_TRAIT = 20
FOR_FIELD = 8


def shortfalls(questions: Sequence[QuestionRecord]) -> Iterator[Problem]:
    """Yield what the bank of these questions lacks, or has too much of."""
    if len(questions) < QUESTIONS:
        yield _short(Kind.FEW_PUBLISHED, found=len(questions), wanted=QUESTIONS)
    yield from _energies(questions)
    yield from _domains(questions)
    yield from _strangers(questions)
    yield from _measures(questions)


def _energies(questions: Sequence[QuestionRecord]) -> Iterator[Problem]:
    found = Counter(question.energy for question in questions)
    for energy, wanted in SHARES.items():
        share = found[energy] / len(questions) if questions else 0.0
        if abs(share - wanted) > TOLERANCE:
            values = {"found": f"{share:.0%}", "wanted": f"{wanted:.0%}"}
            yield _short(Kind.ENERGY_SHARE, energy=energy, **values)
    healing, heavy = found[Energy.HEALING], found[Energy.HEAVY]
    if healing < heavy:
        yield _short(Kind.FEW_HEALING, heavy=heavy, healing=healing)


def _domains(questions: Sequence[QuestionRecord]) -> Iterator[Problem]:
    found = Counter(question.domain for question in questions)
    healing = Counter(q.domain for q in questions if q.energy is Energy.HEALING)
    for domain in Domain:
        yield from _least(Kind.FEW_IN_DOMAIN, found[domain], IN_DOMAIN, domain=domain)
        yield from _least(
            Kind.FEW_HEALING_IN_DOMAIN, healing[domain], HEALING_IN_DOMAIN, domain=domain
        )


def _strangers(questions: Sequence[QuestionRecord]) -> Iterator[Problem]:
    about = [
        question.domain
        for question in questions
        if question.min_trust is TrustLevel.STRANGER and question.depth <= STRANGER_DEPTH
    ]
    yield from _least(Kind.FEW_FOR_STRANGERS, len(about), FOR_STRANGERS)
    yield from _least(Kind.FEW_DOMAINS_FOR_STRANGERS, len(set(about)), DOMAINS_FOR_STRANGERS)


def _measures(questions: Sequence[QuestionRecord]) -> Iterator[Problem]:
    traits = Counter(question.targets[0].trait for question in questions)
    for trait in Trait:
        yield from _least(Kind.FEW_FOR_TRAIT, traits[trait], FOR_TRAIT, trait=trait)
    fields = Counter(field for question in questions for field in question.signature_targets)
    for field in SignatureField:
        yield from _least(Kind.FEW_FOR_FIELD, fields[field], FOR_FIELD, field=field)


def _least(kind: Kind, found: int, wanted: int, **values: object) -> Iterator[Problem]:
    if found < wanted:
        yield _short(kind, found=found, wanted=wanted, **values)


def _short(kind: Kind, **values: object) -> Problem:
    return Problem("", "", "", kind, values)
