"""Fatigue is read from energy, length, shorter and hastier answers, skips and plain words."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.choices import Energy
from onboarding.fatigue import DEEPENING_BELOW, Advice, FatigueSignals, fatigue

signals = st.builds(
    FatigueSignals,
    energies=st.lists(st.sampled_from(Energy), max_size=30).map(tuple),
    lengths=st.lists(st.integers(0, 5000), max_size=30).map(tuple),
    usual_length=st.none() | st.floats(0, 5000),
    skips=st.integers(0, 30),
    paces=st.lists(st.floats(0, 600), max_size=30).map(tuple),
    usual_pace=st.none() | st.floats(0, 600),
    said_tired=st.booleans(),
)


def test_a_session_begins_rested() -> None:
    assert fatigue(FatigueSignals()).level == 0.0
    assert fatigue(FatigueSignals()).advice is Advice.GO_ON


def test_each_energy_costs_what_the_model_says() -> None:
    asked = (Energy.OPENING, Energy.NEUTRAL, Energy.PROCESSING, Energy.HEAVY, Energy.HEALING)
    assert fatigue(FatigueSignals(asked)).level == pytest.approx(0.05 + 0.06 + 0.10 + 0.18 - 0.04)


def test_healing_before_a_heavy_question_does_not_make_it_cheaper() -> None:
    rested_first = FatigueSignals((Energy.HEALING, Energy.HEALING, Energy.HEAVY))
    assert fatigue(rested_first).level == pytest.approx(0.18)


def test_an_ordinary_session_of_six_stays_below_the_limit_for_depth() -> None:
    asked = (Energy.OPENING, *[Energy.PROCESSING] * 4, Energy.HEALING)
    session = FatigueSignals(asked, lengths=(300,) * 6, usual_length=310)
    assert fatigue(session).level < DEEPENING_BELOW


def test_answers_shorter_than_the_own_habit_are_a_sign() -> None:
    lengths = (300, 90, 60, 60)
    tired = FatigueSignals((Energy.NEUTRAL,) * 4, lengths, usual_length=300)
    as_ever = replace(tired, usual_length=60)
    assert fatigue(tired).level == pytest.approx(fatigue(as_ever).level + 0.25 * 0.8)


def test_without_a_habit_or_with_few_answers_length_says_nothing() -> None:
    asked = (Energy.NEUTRAL,) * 2
    rested = fatigue(FatigueSignals(asked))
    assert fatigue(FatigueSignals(asked, (5, 5, 5))) == rested
    assert fatigue(FatigueSignals(asked, (5, 5), usual_length=300)) == rested


def test_skips_tire_and_after_four_of_them_no_more_is_added() -> None:
    levels = [fatigue(FatigueSignals(skips=skips)).level for skips in range(6)]
    assert levels == pytest.approx([0.0, 0.08, 0.16, 0.24, 0.32, 0.32])


def test_answers_much_faster_than_the_own_pace_are_a_sign() -> None:
    hasty = FatigueSignals((Energy.NEUTRAL,) * 4, paces=(0.3, 0.06, 0.06, 0.06), usual_pace=0.3)
    at_ease = replace(hasty, paces=(0.3,) * 4)
    assert fatigue(hasty).level == pytest.approx(fatigue(at_ease).level + 0.15 * 0.6)


def test_a_little_faster_than_usual_is_no_haste() -> None:
    brisk = FatigueSignals((Energy.NEUTRAL,) * 4, paces=(0.16,) * 4, usual_pace=0.3)
    assert fatigue(brisk) == fatigue(replace(brisk, usual_pace=None))


def test_without_a_habit_or_with_few_answers_speed_says_nothing() -> None:
    quick = FatigueSignals((Energy.NEUTRAL,) * 2, paces=(0.01, 0.01), usual_pace=0.3)
    assert fatigue(quick) == fatigue(replace(quick, paces=()))
    assert fatigue(replace(quick, paces=(0.01,) * 5, usual_pace=None)).level == pytest.approx(0.12)


def test_saying_that_one_is_tired_brings_the_offer_at_once_and_ends_nothing() -> None:
    assert fatigue(FatigueSignals(said_tired=True)).advice is Advice.OFFER_PAUSE


def test_words_and_another_sign_end_it() -> None:
    tired = FatigueSignals((Energy.PROCESSING,) * 2, said_tired=True)
    assert fatigue(tired).advice is Advice.END_KINDLY


def test_a_tired_person_is_offered_a_pause() -> None:
    asked = (Energy.PROCESSING,) * 7
    session = FatigueSignals(asked, (300, 250, 200), usual_length=300)
    assert fatigue(session).advice is Advice.OFFER_PAUSE


def test_an_exhausted_person_is_let_go_kindly() -> None:
    asked = (Energy.PROCESSING,) * 7
    session = FatigueSignals(asked, (30, 20, 10), usual_length=300)
    assert fatigue(session).advice is Advice.END_KINDLY


def test_length_alone_ends_a_session_in_the_end() -> None:
    assert fatigue(FatigueSignals((Energy.OPENING,) * 12)).advice is Advice.OFFER_PAUSE
    assert fatigue(FatigueSignals((Energy.OPENING,) * 13)).advice is Advice.END_KINDLY


@given(signals)
def test_fatigue_stays_within_its_range(seen: FatigueSignals) -> None:
    assert 0.0 <= fatigue(seen).level <= 1.0


@given(signals)
def test_one_more_skip_never_rests_anybody(seen: FatigueSignals) -> None:
    assert fatigue(replace(seen, skips=seen.skips + 1)).level >= fatigue(seen).level
