"""The five statuses of a session: what leads where, and what the database refuses."""

from datetime import timedelta
from itertools import product

import pytest
import time_machine
from django.db import IntegrityError

from core.clock import utc_now
from onboarding.choices import EndReason, Outcome, SessionStatus
from onboarding.models import Answer, AskedQuestion, Session
from onboarding.models.talks import OPEN_STATUSES
from onboarding.services import (
    answer_submit,
    question_skip,
    session_end,
    session_open,
    session_pause,
    session_resume,
    sessions_abandon,
    sessions_time_out,
)
from onboarding.services.sessions import ABANDONED_AFTER, IDLE_LIMIT
from onboarding.steps import Ask, Stale
from people.models import Person
from tests.factories import SessionFactory
from tests.onboarding.conftest import RU, answer, asked, begin, told

pytestmark = pytest.mark.django_db
S = SessionStatus
WAYS = {
    (S.ACTIVE, S.PAUSED),
    (S.ACTIVE, S.TIMED_OUT),
    (S.ACTIVE, S.COMPLETED),
    (S.PAUSED, S.ACTIVE),
    (S.PAUSED, S.COMPLETED),
    (S.PAUSED, S.ABANDONED),
    (S.TIMED_OUT, S.ACTIVE),
    (S.TIMED_OUT, S.PAUSED),
    (S.TIMED_OUT, S.COMPLETED),
    (S.TIMED_OUT, S.ABANDONED),
}
NO_WAYS = sorted({way for way in product(S, S) if way[0] != way[1]} - WAYS)


def made(person: Person, status: SessionStatus) -> Session:
    """Return a session that stands in `status`."""
    ended = None if status in OPEN_STATUSES else utc_now()
    return SessionFactory.create(person=person, status=status, ended_at=ended)


def move(session: Session, status: SessionStatus) -> None:
    """Write `status` past all services."""
    ended = None if status in OPEN_STATUSES else utc_now()
    Session.objects.filter(pk=session.pk).update(status=status, ended_at=ended)


@pytest.mark.parametrize(("before", "after"), sorted(WAYS))
def test_the_database_takes_every_way_that_a_service_leads(
    person: Person, before: SessionStatus, after: SessionStatus
) -> None:
    session = made(person, before)

    move(session, after)

    session.refresh_from_db()
    assert session.status == after


@pytest.mark.parametrize(("before", "after"), NO_WAYS)
def test_the_database_refuses_every_other_way(
    person: Person, before: SessionStatus, after: SessionStatus
) -> None:
    session = made(person, before)

    with pytest.raises(IntegrityError, match="a session does not go from"):
        move(session, after)


def test_a_session_to_which_nobody_came_back_is_given_up(person: Person, small_bank: None) -> None:
    with time_machine.travel(utc_now(), tick=False) as clock:
        begin(person)
        clock.shift(IDLE_LIMIT * 2)
        sessions_time_out()
        clock.shift(ABANDONED_AFTER - IDLE_LIMIT * 2)
        in_time = sessions_abandon()
        clock.shift(timedelta(seconds=1))

        assert (in_time, sessions_abandon(), sessions_abandon()) == (0, 1, 0)
    session = Session.objects.get()
    assert (session.status, session.end_reason) == (S.ABANDONED, EndReason.TIMEOUT)
    assert AskedQuestion.objects.get().outcome == Outcome.EXPIRED
    assert told(person.pk)[-2:] == ["session.updated", "session.analytics.updated"]


def test_a_session_under_way_is_not_given_up(person: Person, small_bank: None) -> None:
    begin(person)
    Session.objects.update(last_activity_at=utc_now() - ABANDONED_AFTER * 2)

    assert sessions_abandon() == 0


def give_up(person: Person) -> Ask:
    """Open a session, pause it, and let it be given up; return its question."""
    first = begin(person)
    session_pause(person.pk)
    Session.objects.update(last_activity_at=utc_now() - ABANDONED_AFTER * 2)
    assert sessions_abandon() == 1
    return first


def test_after_that_a_new_session_begins_shorter(person: Person, small_bank: None) -> None:
    give_up(person)

    resumed = session_resume(person.pk, RU)
    fresh = asked(session_open(person.pk, RU))

    assert resumed == Stale()
    assert (fresh.number, fresh.total) == (1, 5)


def test_an_answer_that_comes_after_that_is_kept_all_the_same(
    person: Person, small_bank: None
) -> None:
    first = give_up(person)

    given = answer(person, 1)

    late = AskedQuestion.objects.get(pk=first.asked_id)
    assert (late.outcome, late.session.status) == (Outcome.ANSWERED, S.ABANDONED)
    assert Answer.objects.get().asked == late
    assert asked(given.step).session_id != first.session_id


def test_a_question_left_open_by_an_ended_session_takes_no_answer(
    person: Person, small_bank: None
) -> None:
    session_end(person.pk, begin(person).asked_id)

    assert answer_submit(person.pk, "Река", RU, update_id=1, message_id=1) == Stale()


def test_a_talk_answered_gladly_is_followed_by_a_longer_one(
    person: Person, small_bank: None
) -> None:
    step: object = begin(person)
    number = 0
    while isinstance(step, Ask):
        number += 1
        step = answer(person, number).step

    assert begin(person).total == 7


def test_a_talk_with_a_skip_is_followed_by_one_of_six(person: Person, small_bank: None) -> None:
    step = question_skip(person.pk, begin(person).asked_id, RU)
    number = 0
    while isinstance(step, Ask):
        number += 1
        step = answer(person, number).step

    assert begin(person).total == 6


def test_a_night_of_sleep_undoes_what_the_evening_cost(person: Person, small_bank: None) -> None:
    with time_machine.travel(utc_now(), tick=False) as clock:
        begin(person)
        tired = asked(answer(person, 1, "Гуляли. Я устала.").step)
        session_pause(person.pk)
        clock.shift(timedelta(hours=12))
        session_resume(person.pk, RU)

        morning = asked(answer(person, 2).step)

    assert (tired.offers_end, morning.offers_end) == (True, False)
