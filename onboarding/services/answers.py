"""Answers: saved with the question they belong to, corrected by a new one."""

from uuid import UUID

from django.db import transaction

from core.clock import utc_now
from core.crisis import CrisisLevel, assess
from core.vocabulary import Language
from onboarding import signals
from onboarding.bank_selectors import content_asked
from onboarding.choices import EndReason, Outcome, SessionStatus
from onboarding.models import Answer, AskedQuestion, CareState
from onboarding.services.care import care_of, trust_grow
from onboarding.services.sessions import (
    ask_next,
    close_question,
    missed_question,
    open_question,
    session_complete,
    session_note_tired,
    session_open,
    session_wake,
)
from onboarding.steps import Answered, Stale, Step
from onboarding.weariness import Weariness, heard


@transaction.atomic
def answer_submit(
    person_id: UUID, text: str, language: Language, *, update_id: int, message_id: int | None
) -> Answered | Stale:
    """Save the answer to the open question and say what comes next.

    `update_id` makes it idempotent: one update is one answer. `Stale` when no question is open.
    An answer is never too late: it wakes the session that fell asleep over its question, and where
    that was given up long ago it is kept, and a new session begins. Whoever says in it that it is
    enough for now is asked nothing more.
    """
    asked = open_question(person_id) or missed_question(person_id)
    if asked is None:
        return Stale()
    answer = Answer.objects.create(
        person_id=person_id,
        asked=asked,
        text=text,
        length=len(text),
        source_update_id=update_id,
        source_message_id=message_id,
    )
    care = care_of(person_id)
    close_question(asked, Outcome.ANSWERED, care)
    trust_grow(care, content_asked(asked.question_id).min_trust)
    _announce(answer, asked, supersedes=None)
    return Answered(answer.pk, _next(asked, care, language, _weariness(text)))


def _weariness(text: str) -> Weariness:
    """Return what the answer says of tiredness; in distress it is not the talk that is too much."""
    said = heard(text).weariness
    if said in (Weariness.NONE, Weariness.ENOUGH):
        return said
    return said if assess(text).level is CrisisLevel.NONE else Weariness.NONE


def _next(asked: AskedQuestion, care: CareState, language: Language, weariness: Weariness) -> Step:
    session = asked.session
    if session.status == SessionStatus.ABANDONED:
        return session_open(session.person_id, language)
    session_wake(session)
    if weariness is Weariness.ENOUGH:
        return session_complete(session, EndReason.PERSON)
    if weariness is not Weariness.NONE:
        session_note_tired(session)
    return ask_next(session, care, language)


@transaction.atomic
def answer_correct(person_id: UUID, text: str, *, update_id: int, message_id: int) -> int | None:
    """Replace the person's last answer by its corrected form; return the new answer's id.

    None when `message_id` is not the message of the last answer: older words stay as they are.
    """
    last = (
        Answer.objects.select_related("asked__session")
        .filter(person_id=person_id, is_current=True)
        .order_by("-pk")
        .first()
    )
    if last is None or last.source_message_id != message_id:
        return None
    last.is_current = False
    last.save(update_fields=["is_current"])
    answer = Answer.objects.create(
        person_id=person_id,
        asked=last.asked,
        text=text,
        length=len(text),
        source_update_id=update_id,
        source_message_id=message_id,
        submitted_at=utc_now(),
        supersedes=last,
    )
    _announce(answer, last.asked, supersedes=last.pk)
    return answer.pk


def _announce(answer: Answer, asked: AskedQuestion, *, supersedes: int | None) -> None:
    signals.answer_submitted.send(
        Answer,
        person_id=answer.person_id,
        answer_id=answer.pk,
        asked_id=asked.pk,
        session_id=asked.session_id,
        supersedes=supersedes,
    )
