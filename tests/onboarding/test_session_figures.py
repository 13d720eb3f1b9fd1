"""What a session amounts to, in numbers."""

from datetime import timedelta

import pytest

from events.models import OutboxEvent
from onboarding.choices import Outcome, SessionStatus
from onboarding.models import AskedQuestion, Session
from onboarding.services import sessions_time_out
from onboarding.session_figures import session_figures
from people.models import Person
from tests.onboarding.conftest import answer, begin

pytestmark = pytest.mark.django_db


def test_the_figures_count_what_became_of_every_question(person: Person, small_bank: None) -> None:
    begin(person)
    answer(person, 1)
    AskedQuestion.objects.filter(outcome=Outcome.OPEN).update(
        outcome=Outcome.SKIPPED, closed_at="2026-01-01T00:00Z"
    )
    session = Session.objects.get()
    session.target_questions = 4
    session.last_activity_at = session.started_at + timedelta(minutes=3)
    session.save()

    figures = session_figures(session.pk)

    assert (figures.asked, figures.answered, figures.skipped) == (2, 1, 1)
    assert figures.completion == 0.25
    assert figures.seconds == 180
    path = AskedQuestion.objects.order_by("pk").values_list("question__energy", flat=True)
    assert figures.energies == tuple(path)
    assert len(figures.energies) == 2


def test_a_session_at_rest_is_told_with_its_figures(person: Person, small_bank: None) -> None:
    begin(person)
    Session.objects.update(last_activity_at="2020-01-01T00:00Z", started_at="2020-01-01T00:00Z")
    assert sessions_at_rest() == 1

    told = OutboxEvent.objects.get(name="session.analytics.updated")
    assert told.payload["asked"] == 1
    assert told.payload["completion"] == 0
    assert told.version == 2
    assert told.payload["energies"] == [AskedQuestion.objects.get().question.energy]


def sessions_at_rest() -> int:
    """Let idle sessions fall asleep; return how many are."""
    sessions_time_out()
    return Session.objects.filter(status=SessionStatus.TIMED_OUT).count()
