"""Each care rule by example; that together they are never broken is shown in test_smart_mix."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from core.vocabulary import Domain, Language, Trait
from onboarding.care import RULES, CareRule, judge
from onboarding.choices import Energy, Outcome, SafetyFlag, Stage, TrustLevel
from onboarding.mix_state import Asked, MixState
from onboarding.published_bank import Bank, BankQuestion

NOW = datetime(2026, 5, 1, 18, tzinfo=UTC)

OPENING = BankQuestion(
    code="everyday-001",
    version=1,
    domain=Domain.EVERYDAY,
    depth=1,
    energy=Energy.OPENING,
    min_trust=TrustLevel.STRANGER,
    stages=frozenset({Stage.ENTRY, Stage.EXPLORATION}),
    targets=((Trait.OPENNESS, 0.4),),
    languages=frozenset(Language),
    is_founding_review=False,
)
NEUTRAL = replace(OPENING, code="work-001", domain=Domain.WORK, energy=Energy.NEUTRAL, depth=2)
PROCESSING = replace(
    OPENING,
    code="emotions-001",
    domain=Domain.EMOTIONS,
    energy=Energy.PROCESSING,
    depth=3,
    min_trust=TrustLevel.ACQUAINTANCE,
    stages=frozenset({Stage.EXPLORATION, Stage.DEEPENING}),
)
HEAVY = replace(
    OPENING,
    code="past-001",
    domain=Domain.PAST,
    energy=Energy.HEAVY,
    depth=4,
    min_trust=TrustLevel.FRIEND,
    stages=frozenset({Stage.DEEPENING}),
    requires_opt_in=True,
)
HEALING = replace(
    OPENING,
    code="values-001",
    domain=Domain.VALUES,
    energy=Energy.HEALING,
    depth=2,
    stages=frozenset({Stage.BALANCING, Stage.EXPLORATION}),
)
BANK = Bank("1", (OPENING, NEUTRAL, PROCESSING, HEAVY, HEALING))
#: The same questions listed for every stage, so that the list of stages hides no other rule.
ANY_STAGE = Bank("1", tuple(replace(q, stages=frozenset(Stage)) for q in BANK.questions))

#: Three willing answers in a session, after many before: a HEAVY question is possible now.
WARM = tuple(
    Asked(
        f"gone-{i}", domain, Energy.NEUTRAL, NOW - timedelta(minutes=9 - i), "s2", Outcome.ANSWERED
    )
    for i, domain in enumerate((Domain.BODY, Domain.FUTURE, Domain.FAMILY))
)
DEEP = MixState(
    now=NOW,
    language=Language.RU,
    trust=0.7,
    variances=(1.0,) * 9,
    session_id="s2",
    session_target=6,
    answers_ever=30,
    asked=WARM,
    heavy_opt_in=True,
)


def asked(
    question: BankQuestion,
    *,
    ago: timedelta = timedelta(minutes=1),
    session: str = "s2",
    outcome: Outcome = Outcome.ANSWERED,
) -> Asked:
    return Asked(question.code, question.domain, question.energy, NOW - ago, session, outcome)


def eligible(state: MixState, bank: Bank = BANK) -> set[str]:
    mask = judge(bank, state).eligible
    return {bank.questions[i].code for i in mask.nonzero()[0]}


def energies(state: MixState, bank: Bank = BANK) -> set[Energy]:
    mask = judge(bank, state).eligible
    return {bank.questions[i].energy for i in mask.nonzero()[0]}


def with_heavy(**changes: Any) -> Bank:
    return Bank("1", (OPENING, NEUTRAL, PROCESSING, replace(HEAVY, **changes), HEALING))


def test_every_rule_is_applied() -> None:
    assert set(RULES) == set(CareRule)


def test_a_warm_session_of_a_friend_who_opted_in_may_go_anywhere() -> None:
    assert eligible(DEEP) == {question.code for question in BANK.questions}


def test_the_verdict_counts_what_each_rule_forbids() -> None:
    verdict = judge(BANK, replace(DEEP, heavy_opt_in=False, trust=0.0))
    assert verdict.removed == {
        CareRule.TRUSTED: 2,
        CareRule.OPTED_IN: 1,
        CareRule.HEAVY_WHEN_DEEPENING: 1,
        CareRule.STAGE_OPEN: 1,
    }


def test_a_question_without_a_readable_text_in_the_language_is_not_asked() -> None:
    bank = Bank("1", (replace(NEUTRAL, languages=frozenset({Language.EN})), PROCESSING))
    assert eligible(DEEP, bank) == {PROCESSING.code}


def test_a_closed_topic_stays_closed_also_where_it_is_only_touched() -> None:
    touching = replace(NEUTRAL, secondary_domains=(Domain.FAMILY,))
    state = replace(DEEP, closed_domains=frozenset({Domain.FAMILY, Domain.EMOTIONS}))
    assert eligible(state, Bank("1", (OPENING, touching, PROCESSING))) == {OPENING.code}


def test_a_refused_question_is_never_asked_again_even_if_it_left_the_bank() -> None:
    state = replace(DEEP, never_codes=frozenset({NEUTRAL.code, "left-001"}))
    assert NEUTRAL.code not in eligible(state)


@pytest.mark.parametrize("outcome", sorted({*Outcome} - {Outcome.POSTPONED}))
def test_a_question_is_not_repeated_whatever_became_of_it(outcome: Outcome) -> None:
    long_ago = asked(NEUTRAL, ago=timedelta(days=3000), session="s1", outcome=outcome)
    assert NEUTRAL.code not in eligible(replace(DEEP, asked=(long_ago, *WARM)))


def test_what_was_put_off_may_come_back_after_two_weeks_and_not_sooner() -> None:
    def put_off(days: int) -> MixState:
        past = replace(asked(NEUTRAL, ago=timedelta(days=days)), outcome=Outcome.POSTPONED)
        return replace(DEEP, asked=(past, *WARM))

    assert NEUTRAL.code not in eligible(put_off(13))
    assert NEUTRAL.code in eligible(put_off(14))


def test_a_repeatable_question_returns_when_its_days_are_over() -> None:
    bank = Bank("1", (replace(NEUTRAL, repeatable_after_days=30), PROCESSING))
    too_soon = asked(NEUTRAL, ago=timedelta(days=29, hours=23), session="s1")
    in_time = asked(NEUTRAL, ago=timedelta(days=30), session="s1")
    assert NEUTRAL.code not in eligible(replace(DEEP, asked=(too_soon, *WARM)), bank)
    assert NEUTRAL.code in eligible(replace(DEEP, asked=(in_time, *WARM)), bank)


def test_a_question_never_follows_what_it_must_never_follow() -> None:
    bank = Bank("1", (OPENING, replace(NEUTRAL, never_after=frozenset({"love-001"})), PROCESSING))
    cause = replace(OPENING, code="love-001")
    state = replace(DEEP, asked=(asked(cause, ago=timedelta(days=90), session="s1"), *WARM))
    assert eligible(state, bank) == {OPENING.code, PROCESSING.code}


def test_a_question_asks_for_no_more_trust_than_there_is() -> None:
    assert eligible(replace(DEEP, trust=0.14)) == {OPENING.code, NEUTRAL.code, HEALING.code}
    assert PROCESSING.code in eligible(replace(DEEP, trust=0.15))
    assert HEAVY.code not in eligible(replace(DEEP, trust=0.34))


def test_no_third_question_in_a_row_from_one_domain() -> None:
    two = tuple(replace(past, domain=Domain.WORK) for past in WARM[1:])
    assert NEUTRAL.code not in eligible(replace(DEEP, asked=(WARM[0], *two)))
    assert NEUTRAL.code in eligible(replace(DEEP, asked=(*WARM[:2], two[0])))
    assert NEUTRAL.code in eligible(replace(DEEP, asked=(*two, WARM[0])))


def test_heavy_topics_need_consent_and_so_does_every_question_marked_so() -> None:
    marked = Bank(
        "1", (OPENING, replace(NEUTRAL, requires_opt_in=True), PROCESSING, HEAVY, HEALING)
    )
    state = replace(DEEP, heavy_opt_in=False)
    assert eligible(state, marked) == {OPENING.code, PROCESSING.code, HEALING.code}


def test_heavy_questions_rest_while_they_are_blocked_after_distress() -> None:
    assert HEAVY.code not in eligible(replace(DEEP, heavy_blocked_until=NOW + timedelta(seconds=1)))
    assert HEAVY.code in eligible(replace(DEEP, heavy_blocked_until=NOW))


def test_a_heavy_question_no_psychologist_read_needs_permission() -> None:
    founding = with_heavy(is_founding_review=True)
    assert HEAVY.code not in eligible(DEEP, founding)
    assert HEAVY.code in eligible(replace(DEEP, allow_founding_heavy=True), founding)


@pytest.mark.parametrize("outcome", [*Outcome])
def test_a_heavy_question_is_followed_by_healing_whatever_became_of_it(outcome: Outcome) -> None:
    state = replace(DEEP, asked=(*WARM, asked(HEAVY, outcome=outcome)))
    assert energies(state, ANY_STAGE) == {Energy.HEALING}


@pytest.mark.parametrize("days", [0.01, 1, 400])
def test_healing_owed_is_carried_over_to_the_next_session(days: float) -> None:
    heavy = asked(HEAVY, ago=timedelta(days=days), session="s1", outcome=Outcome.EXPIRED)
    assert energies(replace(DEEP, asked=(heavy,)), ANY_STAGE) == {Energy.HEALING}


@pytest.mark.parametrize(
    ("outcome", "owed"),
    [
        (Outcome.ANSWERED, False),
        (Outcome.SKIPPED, False),
        (Outcome.REPLACED, True),
        (Outcome.EXPIRED, True),
    ],
)
def test_healing_is_owed_until_the_person_has_met_it(outcome: Outcome, owed: bool) -> None:  # noqa: FBT001 - a parameter of the table above
    healed = replace(HEALING, code="values-002")
    state = replace(DEEP, asked=(*WARM, asked(HEAVY), asked(healed, outcome=outcome)))
    assert state.owes_healing is owed


def test_a_person_who_left_in_a_crisis_is_met_with_healing_first() -> None:
    assert energies(replace(DEEP, asked=(), healing_owed=True), ANY_STAGE) == {Energy.HEALING}


def test_no_heavy_question_directly_after_one_within_a_day_even_in_another_session() -> None:
    last = asked(HEAVY, ago=timedelta(hours=23), session="s1")
    assert judge(BANK, replace(DEEP, asked=(last,))).removed[CareRule.HEAVY_NOT_AFTER_HEAVY] == 1


def test_only_healing_comes_when_a_person_is_tired() -> None:
    assert energies(replace(DEEP, fatigue=0.71), ANY_STAGE) == {Energy.HEALING}
    assert PROCESSING.code in eligible(replace(DEEP, fatigue=0.70))


def test_the_last_planned_question_is_a_resource() -> None:
    assert energies(replace(DEEP, session_target=4), ANY_STAGE) == {Energy.HEALING}


def test_a_replaced_question_takes_no_place_in_the_session() -> None:
    replaced = asked(replace(NEUTRAL, code="work-009"), outcome=Outcome.REPLACED)
    assert not replace(DEEP, session_target=5, asked=(*WARM, replaced)).is_last
    assert replace(DEEP, asked=(*WARM[:2], replaced)).place == 2


@pytest.mark.parametrize("answers", [0, 1, 2])
def test_the_first_three_answers_ever_are_light_and_shallow(answers: int) -> None:
    deeper = replace(NEUTRAL, code="work-003", depth=3)
    bank = Bank("1", (*BANK.questions, deeper))
    state = replace(DEEP, answers_ever=answers, asked=WARM[:answers])
    assert eligible(state, bank) == {OPENING.code, NEUTRAL.code}


def test_whoever_skipped_the_first_session_away_leaves_it_with_strength_too() -> None:
    skipped = tuple(replace(past, outcome=Outcome.SKIPPED) for past in WARM)
    state = replace(DEEP, answers_ever=0, asked=skipped, session_target=4)
    assert eligible(state) == {HEALING.code}


def test_whoever_is_tired_at_once_is_asked_for_strength_at_once() -> None:
    state = replace(DEEP, answers_ever=0, asked=(), fatigue=0.75)
    assert eligible(state) == {HEALING.code}


def test_every_session_opens_lightly() -> None:
    state = replace(DEEP, session_id="s3")
    assert energies(state, ANY_STAGE) == {Energy.OPENING, Energy.NEUTRAL}


def test_a_replaced_opening_is_replaced_by_an_opening() -> None:
    replaced = asked(replace(NEUTRAL, code="work-009"), session="s3", outcome=Outcome.REPLACED)
    state = replace(DEEP, session_id="s3", asked=(*WARM, replaced))
    assert energies(state, ANY_STAGE) == {Energy.OPENING, Energy.NEUTRAL}


def test_a_question_comes_only_in_its_stage() -> None:
    deep_only = replace(PROCESSING, code="emotions-002", stages=frozenset({Stage.DEEPENING}))
    entry_only = replace(OPENING, code="everyday-002", stages=frozenset({Stage.ENTRY}))
    bank = Bank("1", (deep_only, entry_only, PROCESSING))
    assert eligible(DEEP, bank) == {deep_only.code, PROCESSING.code}
    assert eligible(replace(DEEP, fatigue=0.55), bank) == {PROCESSING.code}


def test_exploration_stays_above_the_inner_and_formative() -> None:
    deep = replace(PROCESSING, depth=4)
    assert eligible(replace(DEEP, fatigue=0.6), Bank("1", (deep,))) == set()
    assert eligible(DEEP, Bank("1", (deep,))) == {deep.code}


@pytest.mark.parametrize(
    "change",
    [
        {"answers_ever": 5},
        {"fatigue": 0.55},
        {"trust": 0.34},
        {"asked": (*WARM[:2], replace(WARM[2], outcome=Outcome.SKIPPED))},
    ],
)
def test_a_heavy_question_waits_for_trust_answers_and_strength(change: dict[str, Any]) -> None:
    bank = with_heavy(min_trust=TrustLevel.STRANGER, stages=frozenset(Stage), depth=3)
    assert HEAVY.code in eligible(DEEP, bank)
    assert HEAVY.code not in eligible(replace(DEEP, **change), bank)


def test_a_heavy_question_is_not_among_the_first_three_of_a_session() -> None:
    replaced = tuple(replace(past, outcome=Outcome.REPLACED) for past in WARM[:1])
    verdict = judge(BANK, replace(DEEP, asked=(*replaced, *WARM[1:])))
    assert verdict.removed[CareRule.HEAVY_NOT_EARLY] == 1
    assert CareRule.HEAVY_NOT_EARLY not in judge(BANK, DEEP).removed


def test_a_heavy_question_is_never_the_last_one_planned() -> None:
    assert judge(BANK, replace(DEEP, session_target=4)).removed[CareRule.HEAVY_NOT_LAST] == 1
    assert HEAVY.code in eligible(replace(DEEP, session_target=5))


def test_two_heavy_questions_are_enough_for_a_session() -> None:
    others = tuple(replace(HEAVY, code=f"past-00{i}") for i in (2, 3))
    healed = tuple(replace(HEALING, code=f"values-00{i}") for i in (2, 3))
    once = (*WARM, asked(others[0]), asked(healed[0]))
    twice = (*once, asked(others[1]), asked(healed[1]))
    bank = Bank("1", (*BANK.questions, *others, *healed))
    assert HEAVY.code in eligible(replace(DEEP, session_target=9, asked=once), bank)
    assert HEAVY.code not in eligible(replace(DEEP, session_target=9, asked=twice), bank)


@pytest.mark.parametrize(
    ("marks", "days"),
    [
        ({"cooldown_days": 5}, 5),
        ({"flags": frozenset({SafetyFlag.TRAUMA})}, 3),
        ({"flags": frozenset({SafetyFlag.GRIEF}), "cooldown_days": 1}, 3),
        ({"flags": frozenset({SafetyFlag.GRIEF}), "cooldown_days": 7}, 7),
    ],
)
def test_a_heavy_question_is_followed_by_days_without_one(marks: dict[str, Any], days: int) -> None:
    sore = replace(HEAVY, code="past-002", **marks)
    bank = Bank("1", (*BANK.questions, sore))
    healed = asked(replace(HEALING, code="values-002"), ago=timedelta(days=1), session="s1")
    almost = asked(sore, ago=timedelta(days=days) - timedelta(seconds=1), session="s1")
    over = asked(sore, ago=timedelta(days=days), session="s1")
    assert HEAVY.code not in eligible(replace(DEEP, asked=(almost, healed, *WARM)), bank)
    assert HEAVY.code in eligible(replace(DEEP, asked=(over, healed, *WARM)), bank)


def test_a_heavy_question_that_left_the_bank_cools_down_as_the_sorest() -> None:
    gone = replace(HEAVY, code="past-099")
    healed = asked(replace(HEALING, code="values-099"), ago=timedelta(days=1), session="s1")
    state = replace(DEEP, asked=(asked(gone, ago=timedelta(days=2), session="s1"), healed, *WARM))
    assert HEAVY.code not in eligible(state)


def test_no_heavy_question_when_no_healing_is_left_for_after_it() -> None:
    met = asked(HEALING, ago=timedelta(days=9), session="s1")
    assert HEAVY.code not in eligible(replace(DEEP, asked=(met, *WARM)))


def test_no_heavy_question_when_its_only_healing_would_be_the_third_of_a_domain() -> None:
    bank = with_heavy(domain=Domain.VALUES)
    before = replace(WARM[2], domain=Domain.VALUES)
    assert HEAVY.code in eligible(DEEP, bank)
    assert HEAVY.code not in eligible(replace(DEEP, asked=(*WARM[:2], before)), bank)


def test_no_heavy_question_when_its_only_healing_must_never_follow_it() -> None:
    barred = replace(HEALING, never_after=frozenset({HEAVY.code}))
    bank = Bank("1", (OPENING, NEUTRAL, PROCESSING, HEAVY, barred))
    assert HEAVY.code not in eligible(DEEP, bank)


def test_a_code_cannot_appear_twice_in_a_bank() -> None:
    with pytest.raises(ValueError, match="twice"):
        Bank("1", (OPENING, OPENING))


def test_an_empty_bank_leaves_nothing() -> None:
    assert judge(Bank("1", ()), DEEP).eligible.size == 0
