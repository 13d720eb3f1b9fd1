"""Who must approve of what, and how a status may move."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.choices import DecisionKind, Energy, QuestionStatus, SafetyFlag
from onboarding.curation_rules import (
    IN_USE,
    MOVES,
    OPEN,
    Approvals,
    approvals_needed,
    is_sensitive,
    kinds_between,
)

COUNTS = st.integers(0, 4)
GIVEN = st.tuples(COUNTS, COUNTS).map(lambda pair: Approvals(max(pair), min(pair)))


@pytest.mark.parametrize("flag", [flag for flag in SafetyFlag if flag is not SafetyFlag.NONE])
def test_every_flag_makes_a_question_sensitive(flag: SafetyFlag) -> None:
    assert is_sensitive(Energy.NEUTRAL, [flag])
    assert approvals_needed(Energy.NEUTRAL, frozenset({flag})) == Approvals(2, 1)


def test_a_heavy_question_is_sensitive_and_others_are_not() -> None:
    plain = frozenset({SafetyFlag.NONE})

    assert {energy for energy in Energy if is_sensitive(energy, plain)} == {Energy.HEAVY}
    assert approvals_needed(Energy.HEALING, plain) == Approvals(1, 0)


@pytest.mark.parametrize(
    ("given_ones", "missing"),
    [
        (Approvals(0, 0), Approvals(2, 1)),
        (Approvals(1, 0), Approvals(1, 1)),
        (Approvals(1, 1), Approvals(1, 0)),
        (Approvals(3, 0), Approvals(1, 1)),
        (Approvals(2, 1), Approvals(0, 0)),
    ],
)
def test_a_clinician_is_missing_whoever_else_approved(
    given_ones: Approvals, missing: Approvals
) -> None:
    assert Approvals(2, 1).missing(given_ones) == missing
    assert missing.is_enough == (missing == Approvals(0, 0))


@given(needed=GIVEN, given_ones=GIVEN)
def test_what_is_missing_is_enough_when_it_comes(needed: Approvals, given_ones: Approvals) -> None:
    missing = needed.missing(given_ones)
    then = Approvals(
        given_ones.reviewers + missing.reviewers, given_ones.clinicians + missing.clinicians
    )

    assert needed.missing(then).is_enough


def test_people_are_reached_only_from_review_and_from_what_was_in_use() -> None:
    sources = {
        source for move in MOVES.values() if move.target in IN_USE for source in move.sources
    }

    assert sources == {
        QuestionStatus.IN_REVIEW,
        QuestionStatus.PILOT,
        QuestionStatus.SUSPENDED,
        QuestionStatus.RETIRED,
    }
    assert kinds_between(QuestionStatus.RETIRED, QuestionStatus.PUBLISHED) == {
        DecisionKind.ROLLED_BACK
    }


def test_what_has_left_the_hands_of_its_author_never_becomes_a_draft_again() -> None:
    back = {
        source
        for move in MOVES.values()
        if move.target is QuestionStatus.DRAFT
        for source in move.sources
    }

    assert back == OPEN - {QuestionStatus.DRAFT}


def test_every_status_is_reached_and_left() -> None:
    reached = {move.target for move in MOVES.values()}
    left = {source for move in MOVES.values() for source in move.sources}

    assert reached == left == set(QuestionStatus)


def test_no_move_leads_nowhere() -> None:
    assert all(move.target not in move.sources for move in MOVES.values())
