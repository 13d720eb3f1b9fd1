"""A record gives back its moment and its choice to the bit, or says why it cannot."""

import json
import random
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.vocabulary import Domain, Language
from onboarding.care import CareRule
from onboarding.choices import Energy, Outcome, Stage
from onboarding.mix_state import Asked, MixState
from onboarding.reasons import Reason, reasons
from onboarding.selection_record import (
    FORMAT,
    POLICIES,
    POLICY,
    Drawn,
    HistoryGoneError,
    OldFormatError,
    Past,
    PolicyGoneError,
    RecordBrokenError,
    chosen_again,
    differences,
    state_of,
    written,
)
from onboarding.smart_mix import Choice, choose
from tests.onboarding import golden_selections
from tests.onboarding.test_smart_mix import SyntheticPerson, careful, seeded, synthetic_bank

BANK = synthetic_bank(300)
NOW = datetime(2026, 5, 1, 18, 0, 0, 123457, tzinfo=UTC)
UNIT = st.floats(0, 1)
MOMENTS = st.builds(
    MixState,
    now=st.datetimes(timezones=st.just(UTC), min_value=datetime(2020, 1, 1)),  # noqa: DTZ001 - hypothesis wants it naive
    language=st.sampled_from(Language),
    trust=UNIT,
    variances=st.tuples(*[st.floats(1e-9, 1)] * 9),
    session_id=st.integers(1, 2**60),
    session_target=st.integers(1, 20),
    answers_ever=st.integers(0, 5000),
    affinity=st.dictionaries(st.sampled_from(Domain), st.floats(0.5, 1.9)),
    asked=st.just(()),
    heavy_opt_in=st.booleans(),
    heavy_blocked_until=st.none() | st.datetimes(timezones=st.just(UTC)),
    healing_owed=st.booleans(),
    fatigue=UNIT,
    closed_domains=st.frozensets(st.sampled_from(Domain)),
    never_codes=st.frozensets(st.text(max_size=20)),
    allow_founding_heavy=st.booleans(),
)


def past_of(state: MixState) -> list[Past]:
    """Return what the tables hold of what was asked before."""
    return [
        Past(i, q.code, q.domain, q.energy, q.at, q.session_id)
        for i, q in enumerate(state.asked, start=1)
    ]


def record_of(state: MixState, choice: Choice, seed: int = 1) -> dict[str, Any]:
    """Return the record as it comes back from where JSON is stored."""
    drawn = Drawn(choice, state, BANK.version, seed, last_asked_id=len(state.asked))
    loaded: dict[str, Any] = json.loads(json.dumps(written(drawn)))
    return loaded


@given(life=st.integers(0, 10_000), trust=UNIT)
@settings(max_examples=12)
def test_every_choice_of_a_life_is_made_again_to_the_bit(life: int, trust: float) -> None:
    selections = SyntheticPerson(BANK, careful, seeded(life), trust=trust).live(10)
    for seed, selection in enumerate(selections):
        choice = choose(BANK, selection.state, seeded(seed))
        assert choice is not None
        record = record_of(selection.state, choice, seed)
        past = past_of(selection.state)

        again = chosen_again(record, BANK, past)

        assert state_of(record, past) == selection.state
        assert again == choice
        assert differences(record, choice.question.code, again) == ()


@given(MOMENTS)
def test_every_field_of_a_moment_comes_back(state: MixState) -> None:
    assert state_of(record_of(state, SOME_CHOICE), []) == state


def test_no_field_of_a_past_question_is_forgotten() -> None:
    kept = {"outcome", "length", *(field.name for field in fields(Past))}

    assert {field.name for field in fields(Asked)} == kept - {"asked_id"}


def test_a_record_holds_no_code_of_what_was_asked_before_and_grows_by_a_few_bytes_each() -> None:
    few, many = (len(json.dumps(record_of(lived(count), SOME_CHOICE))) for count in (100, 1100))

    assert many - few < 10 * 1000


SOME_CHOICE = Choice(
    question=BANK.questions[0],
    stage=Stage.ENTRY,
    score=0.1 + 0.2,
    top=((BANK.questions[0].code, 0.1 + 0.2),),
    removed={CareRule.TRUSTED: 3},
)
PLAIN = MixState(
    now=NOW,
    language=Language.RU,
    trust=0.2,
    variances=(1.0,) * 9,
    session_id=2,
    session_target=6,
    answers_ever=10,
)


def lived(count: int) -> MixState:
    """Return the moment of somebody who was asked `count` questions."""
    asked = tuple(
        Asked(f"q-{i}", Domain.WORK, Energy.NEUTRAL, NOW, 1, Outcome.ANSWERED, 100 + i)
        for i in range(count)
    )
    return replace(PLAIN, asked=asked)


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"format": None}, OldFormatError),
        ({"format": "selfology.selection/0"}, OldFormatError),
        ({"policy": "smart-mix/1"}, PolicyGoneError),
        ({"state": {}}, RecordBrokenError),
        ({"state": {"trust": "much"}}, RecordBrokenError),
        ({"history": {}}, RecordBrokenError),
        ({"history": {"last": 3, "outcomes": "aa", "lengths": [1]}}, HistoryGoneError),
        ({"history": {"last": 9, "outcomes": "aaa", "lengths": [1, 1, 1]}}, HistoryGoneError),
        ({"history": {"last": 3, "outcomes": "aax", "lengths": [1, 1, 1]}}, RecordBrokenError),
    ],
)
def test_what_cannot_be_made_again_says_why(
    changed: dict[str, Any], error: type[Exception]
) -> None:
    state = lived(3)
    record = {**record_of(state, SOME_CHOICE), **changed}

    with pytest.raises(error):
        chosen_again(record, BANK, past_of(state))


def test_a_record_of_today_before_states_were_kept_is_of_an_older_format() -> None:
    with pytest.raises(OldFormatError, match="older format"):
        chosen_again({"policy": "smart-mix/1", "bank": "1#1", "seed": 1, "top": []}, BANK, [])


def test_a_question_that_was_erased_from_the_past_is_noticed() -> None:
    state = lived(3)
    record = record_of(state, SOME_CHOICE)

    with pytest.raises(HistoryGoneError):
        state_of(record, past_of(state)[1:])


def test_what_comes_out_otherwise_is_named() -> None:
    record = record_of(PLAIN, SOME_CHOICE)
    nearly = replace(SOME_CHOICE, score=0.3, removed={})

    assert differences(record, SOME_CHOICE.question.code, nearly) == ("score", "removed")
    assert differences(record, "another", SOME_CHOICE) == ("question",)
    assert differences(record, "another", None) == ("question",)


def test_the_policy_of_a_record_is_the_one_that_chooses() -> None:
    record = record_of(PLAIN, SOME_CHOICE)

    assert (record["format"], record["policy"]) == (FORMAT, POLICY)
    assert POLICIES[POLICY] is choose


# --- reasons -----------------------------------------------------------------------------------


def met(energy: Energy, domain: Domain = Domain.PAST, session: int = 2) -> Asked:
    return Asked("x", domain, energy, NOW - timedelta(minutes=5), session, Outcome.ANSWERED, 50)


def chosen(energy: Energy, domain: Domain = Domain.WORK, stage: Stage = Stage.ENTRY) -> Choice:
    question = replace(BANK.questions[0], energy=energy, domain=domain)
    return replace(SOME_CHOICE, question=question, stage=stage)


@pytest.mark.parametrize(
    ("choice", "state", "expected"),
    [
        (chosen(Energy.OPENING), PLAIN, (Reason.OPENING, Reason.LIGHT)),
        (
            chosen(Energy.HEALING),
            replace(PLAIN, asked=(met(Energy.HEAVY),)),
            (Reason.AFTER_HEAVY, Reason.NEW_DOMAIN),
        ),
        (
            chosen(Energy.HEALING),
            replace(PLAIN, asked=(met(Energy.NEUTRAL, Domain.WORK),), fatigue=0.8),
            (Reason.TIRED,),
        ),
        (
            chosen(Energy.HEALING),
            replace(PLAIN, asked=(met(Energy.NEUTRAL, Domain.WORK),) * 5),
            (Reason.CLOSING,),
        ),
        (
            chosen(Energy.HEAVY, stage=Stage.DEEPENING),
            replace(PLAIN, asked=(met(Energy.NEUTRAL, Domain.WORK),)),
            (Reason.HEAVY, Reason.DEEPER),
        ),
        (
            chosen(Energy.PROCESSING, stage=Stage.EXPLORATION),
            replace(PLAIN, asked=(met(Energy.NEUTRAL, Domain.WORK),)),
            (),
        ),
    ],
)
def test_a_question_has_the_reasons_that_hold(
    choice: Choice, state: MixState, expected: tuple[Reason, ...]
) -> None:
    assert reasons(choice, state) == expected


def test_seeds_draw_as_python_does() -> None:
    rng = random.Random(7)  # noqa: S311 - repeatable chance is the point, not secrecy
    assert rng.choices(["a", "b", "c"], weights=[0.5, 0.3, 0.2], k=8) == list("aababaab")


def test_every_outcome_has_a_letter_of_its_own() -> None:
    asked = tuple(replace(met(Energy.NEUTRAL), outcome=outcome) for outcome in Outcome)
    state = replace(PLAIN, asked=asked)

    assert state_of(record_of(state, SOME_CHOICE), past_of(state)) == state


def test_the_policy_still_chooses_what_it_promised_to_the_bit() -> None:
    bank, promised = golden_selections.bank(), golden_selections.promised()

    assert {record["policy"] for record, _, _ in promised} == {POLICY}
    assert len(promised) >= 8
    for record, code, past in promised:
        assert differences(record, code, chosen_again(record, bank, past)) == ()
