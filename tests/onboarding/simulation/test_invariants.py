"""No care rule is broken in any simulated life, and the check sees what carelessness breaks."""

import random
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.vocabulary import Domain, Language
from onboarding import care
from onboarding.care import CareRule
from onboarding.choices import EndReason, Energy, Outcome
from onboarding.simulation import trials
from onboarding.simulation.banks import BankKind, World, synthetic_bank, world
from onboarding.simulation.history import Ended, Shown, Wishes
from onboarding.simulation.invariants import LIGHT, violations
from onboarding.simulation.lives import BEGIN, Life
from onboarding.simulation.people import RESTLESS, SILENT, STEADY, Habits, person
from onboarding.simulation.policies import POLICIES
from onboarding.simulation.trials import Task, live_task, look_for_broken_rules

KINDS = (BankKind.WILD, BankKind.SHIPPED)


def life(place: World, habits: Habits, seed: int, policy: str = "smart") -> Life:
    chosen = POLICIES[policy]
    return Life(
        world=place,
        person=person(np.random.default_rng(seed), habits),
        policy=chosen,
        pick=chosen.of(place.bank),
        chance=random.Random(seed),  # noqa: S311 - repeatable chance is the point
        noise=np.random.default_rng([seed, 2]),
    )


def test_nothing_is_broken_in_thousands_of_choices_by_restless_people() -> None:
    found = look_for_broken_rules(2500, seed=11, kinds=KINDS)
    assert found.violations == {}
    assert found.total >= 2500
    assert set(found.energies) == set(Energy)
    assert found.energies[Energy.HEAVY] >= 30
    assert {EndReason.PLANNED, EndReason.FATIGUE, EndReason.PERSON} <= set(found.ends)


@settings(max_examples=25)
@given(seed=st.integers(0, 10**6), size=st.integers(1, 90), kind=st.sampled_from(BankKind))
def test_nothing_is_broken_with_any_small_bank(seed: int, size: int, kind: BankKind) -> None:
    restless = life(world(kind, size, [seed]), RESTLESS, seed).live(questions=40, sessions=12)
    assert violations(restless.shown, restless.ended) == {}
    assert len(restless.ended) <= 12


def test_the_check_sees_every_kind_of_carelessness() -> None:
    task = Task(0, 5, (BankKind.WILD,), POLICIES["random"])
    careless = live_task(task).violations + live_task(replace(task, number=2)).violations
    assert set(careless) == {
        "blocked after distress",
        "closed topic",
        "first answers",
        "healing due",
        "heavy after heavy",
        "heavy cooling",
        "heavy early",
        "heavy last",
        "heavy too soon",
        "heavy unreviewed",
        "language",
        "left after heavy",
        "never after",
        "no opt-in",
        "no resource last",
        "session start",
        "stage",
        "third heavy",
        "third of a domain",
        "tired",
        "trust",
    }


@pytest.mark.parametrize(
    ("rule", "name"),
    [
        (CareRule.LANGUAGE, "language"),
        (CareRule.TOPIC_OPEN, "closed topic"),
        (CareRule.NOT_REFUSED, "refused"),
        (CareRule.NOT_REPEATED, "repeated"),
        (CareRule.NOT_AFTER, "never after"),
        (CareRule.TRUSTED, "trust"),
        (CareRule.OPTED_IN, "no opt-in"),
        (CareRule.DOMAIN_VARIED, "third of a domain"),
        (CareRule.HEALING_OWED, "healing due"),
        (CareRule.RESOURCE_WHEN_TIRED, "tired"),
        (CareRule.RESOURCE_LAST, "no resource last"),
        (CareRule.FIRST_ANSWERS_GENTLE, "first answers"),
        (CareRule.SESSION_OPENS_LIGHT, "session start"),
        (CareRule.STAGE_OPEN, "stage"),
        (CareRule.HEAVY_COOLED_DOWN, "heavy cooling"),
    ],
)
def test_without_a_rule_smart_mix_would_break_it(
    rule: CareRule, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fewer = {known: allowed for known, allowed in care.RULES.items() if known is not rule}
    monkeypatch.setattr(care, "RULES", fewer)
    monkeypatch.setattr(trials, "QUESTIONS", 60)
    assert live_task(Task(0, 3, (BankKind.WILD,))).violations[name] > 0


def shown(energy: Energy, minutes: int, session: int = 1, **facts: object) -> Shown:
    """A question of this energy that was answered, in a session that may hold everything."""
    question = next(q for q in synthetic_bank(60, seed=1).questions if q.energy is energy)
    return Shown(
        question=replace(question, **facts),  # type: ignore[arg-type]  # a table of fields
        at=BEGIN + timedelta(minutes=minutes),
        session=session,
        planned=7,
        trust=1.0,
        fatigue=0.0,
        tiredness=0.0,
        wishes=Wishes(Language.RU, opted_in=True),
        outcome=Outcome.ANSWERED,
    )


def test_a_question_comes_back_only_when_its_days_are_over() -> None:
    once = shown(Energy.NEUTRAL, 0, repeatable_after_days=30)
    early, late = (replace(once, at=BEGIN + timedelta(days=days)) for days in (29, 30))
    assert violations([once, early])["repeated"] == 1
    assert violations([once, late])["repeated"] == 0


def test_what_was_refused_is_never_shown() -> None:
    one = shown(Energy.NEUTRAL, 0)
    refusing = replace(one.wishes, refused=frozenset({one.question.code}))
    assert violations([replace(one, wishes=refusing)])["refused"] == 1
    assert violations([one])["refused"] == 0


def test_what_was_put_off_may_come_back_after_two_weeks() -> None:
    once = replace(shown(Energy.NEUTRAL, 0), outcome=Outcome.POSTPONED)
    early, late = (replace(once, at=BEGIN + timedelta(days=days)) for days in (13, 14))
    assert violations([once, early])["repeated"] == 1
    assert violations([once, late])["repeated"] == 0


@pytest.mark.parametrize(
    ("outcome", "broken"),
    [
        (Outcome.ANSWERED, 0),
        (Outcome.SKIPPED, 0),
        (Outcome.REPLACED, 1),
        (Outcome.POSTPONED, 1),
        (Outcome.EXPIRED, 1),
    ],
)
def test_healing_is_due_until_the_person_met_it(outcome: Outcome, broken: int) -> None:
    heavy = shown(Energy.HEAVY, 0, domain=Domain.PAST)
    healing = replace(shown(Energy.HEALING, 2, domain=Domain.BODY), outcome=outcome)
    after = shown(Energy.NEUTRAL, 4, domain=Domain.WORK)
    assert violations([heavy, healing, after])["healing due"] == broken


def test_nobody_is_left_by_the_product_after_a_heavy_question() -> None:
    heavy = shown(Energy.HEAVY, 0)
    by_us = Ended(1, EndReason.NOTHING_ELIGIBLE, 1, heavy.wishes)
    by_them = replace(by_us, reason=EndReason.PERSON)
    changed = replace(by_us, wishes=replace(heavy.wishes, closed=frozenset(Domain)))
    assert violations([heavy], [by_us])["left after heavy"] == 1
    assert violations([heavy], [by_them])["left after heavy"] == 0
    assert violations([heavy], [changed])["left after heavy"] == 0


def test_a_session_is_no_longer_than_planned() -> None:
    many = [replace(shown(Energy.HEALING, minutes), planned=2) for minutes in range(3)]
    assert violations(many)["longer than planned"] == 1


@pytest.mark.parametrize("habits", [SILENT, RESTLESS, STEADY])
def test_three_questions_and_a_person_who_skips_everything_end_kindly(habits: Habits) -> None:
    short = life(world(BankKind.SYNTHETIC, 3, [1]), habits, seed=1)
    short.live(questions=200, sessions=20)
    assert len(short.shown) <= 3
    assert len(short.ended) == 20
    assert {end.reason for end in short.ended[3:]} == {EndReason.NOTHING_ELIGIBLE}
    assert violations(short.shown, short.ended) == {}


def test_somebody_who_skips_everything_meets_what_is_light_and_ends_on_a_resource() -> None:
    silent = life(world(BankKind.DEEP, 300, [1]), SILENT, seed=1).live(questions=60, sessions=30)
    planned = [end for end in silent.ended if end.reason is EndReason.PLANNED]
    assert {one.question.energy for one in silent.shown} <= {*LIGHT, Energy.HEALING}
    assert all(one.question.depth <= 2 for one in silent.shown)
    assert planned
    assert {silent.shown[end.shown - 1].question.energy for end in planned} == {Energy.HEALING}
