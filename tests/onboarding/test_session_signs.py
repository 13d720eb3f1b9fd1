"""What is read from the questions and times of a session, and what a rest wipes out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.vocabulary import Domain
from onboarding.choices import Energy, Outcome
from onboarding.mix_state import Asked
from onboarding.session_signs import Sitting

NOW = datetime(2026, 5, 1, 18, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def sitting(*history: tuple[Asked, timedelta], tired_ago: timedelta | None = None) -> Sitting:
    """Return a sitting with this history: each question, and after which time it was closed."""
    return Sitting(
        asked=tuple(past for past, _ in history),
        closed_at={past.code: past.at + took for past, took in history},
        session_id="here",
        now=NOW,
        tired_said_at=None if tired_ago is None else NOW - tired_ago,
    )


def past(code: str, ago: timedelta, session: str = "here", length: int = 100) -> Asked:
    """Return a question that was answered with `length` characters, or left."""
    outcome = Outcome.ANSWERED if length else Outcome.SKIPPED
    return Asked(code, Domain.WORK, Energy.NEUTRAL, NOW - ago, session, outcome, length)


def earlier(number: int, seconds: int) -> tuple[Asked, timedelta]:
    """Return an answer of an earlier session for which somebody took so long."""
    asked = past(f"before-{number}", timedelta(days=2, minutes=number), "before")
    return asked, timedelta(seconds=seconds)


def test_only_the_running_session_tires_and_the_others_are_the_habit() -> None:
    seen = sitting(
        (past("b", timedelta(days=1), "before", 300), MINUTE),
        (past("a", 5 * MINUTE, length=40), MINUTE),
        (past("c", 3 * MINUTE, length=0), MINUTE),
    ).signals()

    assert (len(seen.energies), seen.lengths, seen.skips) == (2, (40,), 1)
    assert seen.usual_length == 300


@pytest.mark.parametrize(("outcome", "skips"), [(Outcome.POSTPONED, 1), (Outcome.REPLACED, 0)])
def test_what_is_put_off_counts_as_left_out(outcome: Outcome, skips: int) -> None:
    left = replace(past("a", 5 * MINUTE, length=0), outcome=outcome)

    assert sitting((left, MINUTE)).signals().skips == skips


def test_the_open_question_costs_nothing_yet() -> None:
    waiting = replace(past("a", 5 * MINUTE, length=0), outcome=Outcome.OPEN)

    assert sitting((waiting, MINUTE)).signals().energies == ()


def test_a_rest_wipes_out_what_the_evening_cost() -> None:
    seen = sitting(
        (past("a", timedelta(hours=14)), MINUTE),
        (past("b", timedelta(hours=13)), MINUTE),
        (past("c", 5 * MINUTE), MINUTE),
        tired_ago=timedelta(hours=12),
    ).signals()

    assert len(seen.energies) == 1
    assert not seen.said_tired


def test_a_question_that_waited_overnight_belongs_to_the_morning() -> None:
    overnight = past("a", timedelta(hours=12)), timedelta(hours=11, minutes=58)

    assert len(sitting(overnight).signals().energies) == 1


def test_who_said_a_moment_ago_that_they_are_tired_is_tired() -> None:
    first = past("a", 9 * MINUTE), MINUTE

    assert sitting(first, tired_ago=MINUTE).signals().said_tired
    assert sitting(tired_ago=MINUTE).signals().said_tired
    assert not sitting(first).signals().said_tired


def test_pace_is_seconds_per_character_with_time_for_reading() -> None:
    history = [earlier(number, 40) for number in range(5, 0, -1)]

    seen = sitting(*history, (past("a", 5 * MINUTE), timedelta(seconds=20))).signals()

    assert seen.usual_pace == pytest.approx(0.2)
    assert seen.paces == pytest.approx((0.1,))


def test_four_answers_are_no_habit_of_speed() -> None:
    assert (
        sitting(*[earlier(number, 40) for number in range(4, 0, -1)]).signals().usual_pace is None
    )


def test_an_answer_of_the_next_day_says_nothing_of_speed() -> None:
    history = [earlier(number, 40) for number in range(5, 0, -1)]
    late = past("z", timedelta(days=1, hours=1), "before"), timedelta(hours=20)

    assert sitting(*history, late).signals().usual_pace == pytest.approx(0.2)
    assert sitting((past("a", timedelta(hours=2)), timedelta(hours=1))).signals().paces == ()
