from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai.choices import Tier, WhyLocal
from analysis.precedence import (
    FIRST_PAUSE,
    LONGEST_PAUSE,
    MOST_REREADS,
    Standing,
    is_better,
    read_again_at,
)

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LOCAL = Standing(is_chosen=False, is_offline=True, tier=Tier.COMPLEX, prompt_version="local/9")
SIMPLE = Standing(is_chosen=False, is_offline=False, tier=Tier.SIMPLE, prompt_version="deep/2")
COMPLEX = Standing(is_chosen=False, is_offline=False, tier=Tier.COMPLEX, prompt_version="deep/2")
NEWER = Standing(is_chosen=False, is_offline=False, tier=Tier.COMPLEX, prompt_version="deep/10")
CHOSEN = Standing(is_chosen=True, is_offline=False, tier="", prompt_version="deep/1")

standings = st.builds(
    Standing,
    is_chosen=st.booleans(),
    is_offline=st.booleans(),
    tier=st.sampled_from(["", *Tier]),
    prompt_version=st.sampled_from(["deep/1", "deep/2", "deep/10", "local/1"]),
)
passing = st.sampled_from([WhyLocal.VENDORS_FAILED, WhyLocal.BUDGET, WhyLocal.NO_KEY])


def test_a_model_beats_the_local_analyser_a_tier_the_one_below_and_staff_everything() -> None:
    ladder = [LOCAL, SIMPLE, COMPLEX, NEWER, CHOSEN]

    assert all(is_better(above, below) for below, above in pairwise(ladder))
    assert not any(is_better(below, above) for below, above in pairwise(ladder))


@given(standings.filter(lambda one: not one.is_chosen))
def test_an_equal_reading_changes_nothing(one: Standing) -> None:
    assert not is_better(one, one)


def test_the_newest_choice_of_staff_counts() -> None:
    assert is_better(CHOSEN, CHOSEN)


@given(standings, standings)
def test_of_two_readings_that_nobody_chose_at_most_one_is_better(
    one: Standing, other: Standing
) -> None:
    chosen = one.is_chosen or other.is_chosen

    assert chosen or not (is_better(one, other) and is_better(other, one))


def test_the_tier_of_a_local_reading_says_nothing() -> None:
    lower = Standing(is_chosen=False, is_offline=True, tier="", prompt_version="local/9")

    assert not is_better(LOCAL, lower)


@given(passing, st.integers(0, MOST_REREADS - 1))
def test_a_model_is_asked_again_after_growing_pauses(reason: WhyLocal, rereads: int) -> None:
    again = read_again_at(reason, rereads, NOW, agrees=True)

    assert again is not None
    assert FIRST_PAUSE <= again - NOW <= LONGEST_PAUSE


def test_what_vendors_failed_at_too_often_waits_for_staff() -> None:
    assert read_again_at(WhyLocal.VENDORS_FAILED, MOST_REREADS, NOW, agrees=True) is None


def test_want_of_money_is_never_given_up() -> None:
    again = read_again_at(WhyLocal.BUDGET, 1_000, NOW, agrees=True)

    assert again == NOW + timedelta(hours=6)


@pytest.mark.parametrize("reason", list(WhyLocal))
def test_nothing_is_asked_for_who_does_not_agree(reason: WhyLocal) -> None:
    assert read_again_at(reason, 0, NOW, agrees=False) is None


def test_a_crisis_is_left_to_human_beings() -> None:
    assert read_again_at(WhyLocal.CRISIS, 0, NOW, agrees=True) is None


def test_a_consent_that_came_during_the_reading_makes_it_due_at_once() -> None:
    assert read_again_at(WhyLocal.NO_PERMIT, 0, NOW, agrees=True) == NOW
