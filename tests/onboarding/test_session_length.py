"""A session is planned by how the last one went."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.choices import EndReason
from onboarding.session_length import LONGEST, SHORTEST, LastTalk, planned_questions

talks = st.builds(
    LastTalk,
    end_reason=st.sampled_from(EndReason),
    planned=st.integers(1, 20),
    answered=st.integers(0, 20),
    is_weary=st.booleans(),
)


def test_the_first_session_has_six_questions() -> None:
    assert planned_questions(None) == 6


def test_whoever_answered_everything_is_asked_one_more_but_never_more_than_seven() -> None:
    lengths = [
        planned_questions(LastTalk(EndReason.PLANNED, planned, planned)) for planned in (5, 6, 7)
    ]
    assert lengths == [6, 7, 7]


def test_whoever_left_a_question_out_is_asked_six() -> None:
    assert planned_questions(LastTalk(EndReason.PLANNED, 7, 5)) == 6


@pytest.mark.parametrize(
    "reason", [EndReason.FATIGUE, EndReason.PERSON, EndReason.CRISIS, EndReason.TIMEOUT]
)
def test_after_a_talk_that_was_too_long_there_are_five(reason: EndReason) -> None:
    assert planned_questions(LastTalk(reason, 6, 6)) == 5


def test_whoever_said_that_they_were_tired_is_asked_five() -> None:
    assert planned_questions(LastTalk(EndReason.PLANNED, 6, 6, is_weary=True)) == 5


@given(talks)
def test_no_session_is_shorter_than_five_or_longer_than_seven(last: LastTalk) -> None:
    assert SHORTEST <= planned_questions(last) <= LONGEST
