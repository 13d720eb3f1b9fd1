from collections.abc import Callable

import pytest

from core.vocabulary import Language
from onboarding.bank.files import load
from onboarding.bank.problem_words import Kind
from onboarding.bank.records import QuestionRecord
from onboarding.bank.table import FOR_STRANGERS, QUESTIONS, shortfalls
from onboarding.choices import Energy, TrustLevel
from tests.onboarding.bank_samples import HEAVY, record

SHIPPED = load().questions
Keeps = Callable[[QuestionRecord], bool]


def kinds(questions: tuple[QuestionRecord, ...]) -> set[Kind]:
    """Return what a bank of these questions lacks."""
    return {shortfall.kind for shortfall in shortfalls(questions)}


def test_the_shipped_bank_keeps_the_table() -> None:
    assert kinds(SHIPPED) == set()


def test_an_empty_bank_lacks_everything_and_nothing_breaks() -> None:
    assert len(list(shortfalls(()))) > 40


LACKS: dict[str, tuple[Keeps, Kind]] = {
    "nothing that gives strength": (
        lambda question: question.energy is not Energy.HEALING,
        Kind.FEW_HEALING,
    ),
    "no work": (lambda question: question.domain != "work", Kind.FEW_IN_DOMAIN),
    "no trait of the first order": (
        lambda question: question.targets[0].trait != "openness",
        Kind.FEW_FOR_TRAIT,
    ),
    "no love language": (
        lambda question: "love_language" not in question.signature_targets,
        Kind.FEW_FOR_FIELD,
    ),
    "nothing for strangers": (
        lambda question: question.min_trust is not TrustLevel.STRANGER,
        Kind.FEW_FOR_STRANGERS,
    ),
    "nothing light": (lambda question: question.energy is not Energy.OPENING, Kind.ENERGY_SHARE),
}


@pytest.mark.parametrize("lack", LACKS.values(), ids=LACKS.keys())
def test_a_bank_is_told_that_it_has(lack: tuple[Keeps, Kind]) -> None:
    keeps, kind = lack
    assert kind in kinds(tuple(filter(keeps, SHIPPED)))


def test_more_heavy_questions_than_can_be_healed_are_told() -> None:
    (told,) = [short for short in shortfalls((record(HEAVY),)) if short.kind is Kind.FEW_HEALING]
    assert told.said(Language.RU) == "тяжёлых вопросов 1, а тех, что дают силы, только 0"


def test_numbers_are_told_with_what_is_wanted() -> None:
    said = {short.kind: short.values for short in shortfalls(SHIPPED[:3])}
    assert said[Kind.FEW_PUBLISHED] == {"found": 3, "wanted": QUESTIONS}
    assert said[Kind.FEW_FOR_STRANGERS]["wanted"] == FOR_STRANGERS
