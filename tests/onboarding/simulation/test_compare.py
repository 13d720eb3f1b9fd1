"""Comparing banks: nothing is found where nothing changed, and what got worse is named."""

from collections import Counter
from dataclasses import replace

import pytest

from core.vocabulary import Domain
from onboarding.choices import Energy
from onboarding.published_bank import Bank
from onboarding.simulation.banks import synthetic_bank
from onboarding.simulation.compare import (
    Comparison,
    Regression,
    RegressionCode,
    Talked,
    Walk,
    compare,
)

BANK = synthetic_bank(300, seed=5)
CALM = Talked(
    codes=("a", "b"),
    domains=11,
    session_lengths=(6, 6),
    dead_ends=0,
    sessions=2,
    uncertainty=0.5,
    to_know=30.0,
    violations=Counter(),
)


def walk(*people: Talked) -> Walk:
    return Walk("1", 10, people)


def codes(comparison: Comparison) -> set[RegressionCode]:
    return {regression.code for regression in comparison.regressions}


@pytest.fixture(scope="module")
def same() -> Comparison:
    return compare(BANK, BANK, people=20, seed=3)


def test_a_bank_is_no_worse_than_itself(same: Comparison) -> None:
    assert same.current == same.proposed
    assert same.regressions == ()


def test_the_figures_of_a_walk_are_those_of_a_good_bank(same: Comparison) -> None:
    now = same.current
    assert now.violations == {}
    assert now.domains_covered > 10
    assert now.dead_ends == 0
    assert 5 < now.session_length <= 7
    assert 10 < now.questions_to_know < 60
    assert 0 < now.overlap < 1
    assert now.never_shown + len(now.exposure) == 300
    assert max(now.exposure.values()) <= 1


def test_the_same_seed_gives_the_same_comparison(same: Comparison) -> None:
    again = compare(BANK, BANK, people=3, seed=3)
    other = compare(BANK, BANK, people=3, seed=4)
    assert again.current.people == same.current.people[:3]
    assert other.current != again.current


def test_a_bank_that_runs_out_of_resources_leads_into_dead_ends() -> None:
    healing = [q for q in BANK.questions if q.energy is Energy.HEALING]
    gone = set(healing[3:])
    poorer = Bank("poorer", tuple(q for q in BANK.questions if q not in gone))
    found = compare(BANK, poorer, people=20, seed=3)
    assert found.proposed.dead_ends > found.current.dead_ends
    assert RegressionCode.DEAD_ENDS in codes(found)


def test_a_bank_about_one_thing_covers_fewer_domains_and_tells_less() -> None:
    few = (Domain.WORK, Domain.PAST, Domain.BODY)
    narrow = Bank("narrow", tuple(q for q in BANK.questions if q.domain in few))
    found = compare(BANK, narrow, people=20, seed=3)
    assert {RegressionCode.DOMAINS_COVERED, RegressionCode.OVERLAP} <= codes(found)


def test_questions_that_tell_less_leave_more_uncertainty() -> None:
    vague = Bank(
        "vague",
        tuple(
            replace(q, targets=tuple((trait, told / 3) for trait, told in q.targets))
            for q in BANK.questions
        ),
    )
    found = compare(BANK, vague, people=20, seed=3)
    assert RegressionCode.UNCERTAINTY_LEFT in codes(found)


def test_an_empty_bank_ends_every_session_at_once() -> None:
    found = compare(BANK, Bank("empty", ()), people=2, seed=3)
    assert found.proposed.session_length == 0
    assert found.proposed.exposure == {}
    assert found.proposed.overlap == 0
    assert found.proposed.dead_ends == 1


def test_one_broken_care_rule_is_a_regression_even_if_it_is_an_old_one() -> None:
    hurt = replace(CALM, violations=Counter({"heavy early": 1}))
    found = Comparison(1, walk(hurt, CALM), walk(hurt, CALM))
    assert found.regressions == (Regression(RegressionCode.CARE_VIOLATIONS, 1, 1),)


def test_a_difference_within_chance_is_none() -> None:
    lucky, unlucky = replace(CALM, domains=12), replace(CALM, domains=9)
    before = walk(*[lucky, unlucky] * 10)
    after = walk(*[unlucky, lucky, unlucky, unlucky], *[lucky, unlucky] * 8)
    assert Comparison(1, before, after).regressions == ()


@pytest.mark.parametrize(
    ("worse", "code"),
    [
        ({"dead_ends": 1}, RegressionCode.DEAD_ENDS),
        ({"domains": 10}, RegressionCode.DOMAINS_COVERED),
        ({"session_lengths": (5, 5)}, RegressionCode.SESSION_LENGTH),
        ({"uncertainty": 0.55}, RegressionCode.UNCERTAINTY_LEFT),
        ({"to_know": 33.0}, RegressionCode.QUESTIONS_TO_KNOW),
    ],
)
def test_what_gets_worse_for_everybody_is_named_with_its_figures(
    worse: dict[str, object], code: RegressionCode
) -> None:
    before, after = walk(CALM, CALM), walk(*[replace(CALM, **worse)] * 2)  # type: ignore[arg-type]  # a table of fields
    assert Comparison(1, before, after).regressions == (
        Regression(code, getattr(before, code), getattr(after, code)),
    )
    assert Comparison(1, after, before).regressions == ()
