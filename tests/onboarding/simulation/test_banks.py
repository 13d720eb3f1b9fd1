"""Made banks look like the bank that is aimed for; the shipped one is read from its files."""

from collections import Counter
from math import isclose

import numpy as np
import pytest

from core.vocabulary import Domain, Trait
from onboarding.choices import Energy, QuestionStatus
from onboarding.published_bank import Bank
from onboarding.simulation.banks import (
    SHARES,
    BankKind,
    bank_of,
    shipped_bank,
    synthetic_bank,
    world,
)
from tests.onboarding.bank_samples import HEAVY, NEUTRAL, record


def slopes(bank: Bank, *energies: Energy) -> list[float]:
    return [
        information**0.5
        for question in bank.questions
        if question.energy in energies
        for _, information in question.targets
    ]


def test_a_made_bank_has_the_recommended_shares_of_energies() -> None:
    counts = Counter(question.energy for question in synthetic_bank(700, seed=1).questions)
    assert counts == {energy: round(share * 700) for energy, share in SHARES.items()}


def test_every_domain_and_every_trait_has_its_questions() -> None:
    questions = synthetic_bank(700, seed=1).questions
    domains = Counter(question.domain for question in questions)
    first = Counter(question.targets[0][0] for question in questions)
    assert set(domains) == set(Domain)
    assert min(domains.values()) >= 58
    assert set(first) == set(Trait)
    assert min(first.values()) >= 20


def test_an_answer_moves_with_a_trait_by_35_to_100_hundredths_in_every_energy() -> None:
    bank = synthetic_bank(700, seed=1)
    every = slopes(bank, *Energy)
    assert min(every) >= 0.35
    assert max(every) <= 1.0
    assert isclose(float(np.mean(every)), 0.675, abs_tol=0.02)
    assert isclose(float(np.mean(slopes(bank, Energy.HEAVY))), 0.675, abs_tol=0.05)


def test_in_a_deep_bank_what_costs_more_tells_more() -> None:
    bank = world(BankKind.DEEP, 700, [1]).bank
    assert np.mean(slopes(bank, Energy.HEAVY)) > np.mean(slopes(bank, Energy.NEUTRAL)) + 0.05
    assert np.mean(slopes(bank, Energy.OPENING)) < np.mean(slopes(bank, Energy.NEUTRAL)) - 0.05


def test_a_wild_bank_has_everything_that_makes_choosing_hard() -> None:
    questions = world(BankKind.WILD, 300, [1]).bank.questions
    light = [question for question in questions if question.energy is not Energy.HEAVY]
    assert any(question.never_after for question in questions)
    assert any(question.secondary_domains for question in questions)
    assert any(question.repeatable_after_days for question in questions)
    assert any(question.requires_opt_in for question in light)
    assert {len(question.languages) for question in questions} == {1, 2}
    assert {question.is_founding_review for question in questions} == {True, False}


@pytest.mark.parametrize("size", [1, 3, 17])
def test_a_made_bank_has_the_size_asked_for(size: int) -> None:
    assert len(synthetic_bank(size, seed=1).questions) == size


def test_the_same_seed_makes_the_same_bank() -> None:
    assert synthetic_bank(60, seed=1) == synthetic_bank(60, seed=1)
    assert synthetic_bank(60, seed=1) != synthetic_bank(60, seed=2)


def test_what_questions_really_tell_is_near_what_the_bank_says() -> None:
    truth = world(BankKind.SYNTHETIC, 700, [1]).truth
    assert isclose(float(np.log(truth).std()), 0.2, abs_tol=0.02)


def test_the_shipped_bank_is_the_one_of_the_files() -> None:
    bank = shipped_bank()
    assert len(bank.questions) >= 300
    assert bank.heavy.sum() == bank.heavy_unreviewed.sum() > 0


def test_only_published_questions_are_in_a_bank_and_keep_their_facts() -> None:
    draft = record(NEUTRAL, code="work-109", status=QuestionStatus.DRAFT)
    bank = bank_of("7", [record(HEAVY), draft])
    (only,) = bank.questions
    assert bank.version == "7"
    assert only.code == "work-102"
    assert only.targets == ((Trait.CONSCIENTIOUSNESS, 0.5),)
    assert only.needs_opt_in
    assert only.cooldown_days == 3
