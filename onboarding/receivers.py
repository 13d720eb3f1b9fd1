"""Domain signals of onboarding become events in the outbox."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.dispatch import receiver

from events.catalogue import (
    AnswerSubmitted,
    QuestionSelected,
    SessionAnalyticsUpdated,
    SessionCompleted,
    SessionCreated,
    SessionTimedOut,
    SessionUpdated,
    UserSessionStarted,
)
from events.outbox import publish
from onboarding import signals
from onboarding.choices import EndReason, SessionStatus, Stage
from onboarding.session_figures import session_figures


@receiver(signals.session_created)
def publish_session_created(*, person_id: UUID, session_id: int, **_: Any) -> None:
    """A session was opened, and the person sits down to it."""
    publish(SessionCreated(person_id=person_id, session_id=session_id))
    publish(UserSessionStarted(person_id=person_id, session_id=session_id))


@receiver(signals.session_updated)
def publish_session_updated(
    *, person_id: UUID, session_id: int, status: SessionStatus, **_: Any
) -> None:
    """A session changed its status; an active one was taken up again."""
    publish(SessionUpdated(person_id=person_id, session_id=session_id, status=status))
    if status is SessionStatus.ACTIVE:
        publish(UserSessionStarted(person_id=person_id, session_id=session_id))


@receiver(signals.session_timed_out)
def publish_session_timed_out(*, person_id: UUID, session_id: int, **_: Any) -> None:
    """A session fell asleep."""
    publish(SessionTimedOut(person_id=person_id, session_id=session_id))


@receiver(signals.session_abandoned)
def publish_session_abandoned(*, person_id: UUID, session_id: int, **_: Any) -> None:
    """Nobody came back to a session."""
    status = SessionStatus.ABANDONED
    publish(SessionUpdated(person_id=person_id, session_id=session_id, status=status))


@receiver(signals.session_completed)
def publish_session_completed(
    *, person_id: UUID, session_id: int, answers: int, reason: EndReason, **_: Any
) -> None:
    """A session came to its end."""
    publish(
        SessionCompleted(person_id=person_id, session_id=session_id, answers=answers, reason=reason)
    )


@receiver([signals.session_completed, signals.session_timed_out, signals.session_abandoned])
def publish_session_figures(*, person_id: UUID, session_id: int, **_: Any) -> None:
    """A session came to rest: what it amounted to can be told."""
    figures = asdict(session_figures(session_id))
    publish(SessionAnalyticsUpdated(person_id=person_id, session_id=session_id, **figures))


@receiver(signals.question_selected)
def publish_question_selected(
    *,
    person_id: UUID,
    session_id: int,
    asked_id: int,
    question_code: str,
    stage: Stage,
    **_: Any,
) -> None:
    """A question was chosen."""
    publish(
        QuestionSelected(
            person_id=person_id,
            session_id=session_id,
            asked_id=asked_id,
            question_code=question_code,
            stage=stage,
        )
    )


@receiver(signals.answer_submitted)
def publish_answer_submitted(
    *,
    person_id: UUID,
    answer_id: int,
    asked_id: int,
    session_id: int,
    supersedes: int | None,
    **_: Any,
) -> None:
    """An answer was saved."""
    publish(
        AnswerSubmitted(
            person_id=person_id,
            answer_id=answer_id,
            asked_id=asked_id,
            session_id=session_id,
            supersedes=supersedes,
        )
    )
