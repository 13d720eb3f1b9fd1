"""Sessions and the questions asked in them.

| from | to | by |
|---|---|---|
| – | active | session_open |
| active, timed out | paused | session_pause |
| active | timed out | sessions_time_out |
| paused, timed out | active | session_wake: session_resume, an answer, a button |
| active, paused, timed out | completed | session_complete: session_end, ask_next |
| paused, timed out | abandoned | sessions_abandon |

The database refuses every other way; nothing leads out of completed and abandoned.
"""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from core.clock import utc_now
from core.vocabulary import Language
from onboarding import signals
from onboarding.bank_selectors import content_asked
from onboarding.choices import ASKABLE_TRANSLATIONS, EndReason, Energy, Outcome, SessionStatus
from onboarding.fatigue import Advice
from onboarding.models import Answer, AskedQuestion, CareState, QuestionText, Session
from onboarding.models.talks import ASLEEP
from onboarding.services.care import care_of, healing_pay
from onboarding.services.selection import TAKEN, Moment, Selection, select_question
from onboarding.session_length import LastTalk, planned_questions
from onboarding.steps import Ask, End, Stale, Step

IDLE_LIMIT = timedelta(minutes=30)
#: Whoever comes back later than that begins anew.
ABANDONED_AFTER = timedelta(days=30)
BATCH = 500
#: What became of questions that were neither put off nor exchanged.
MET = (Outcome.ANSWERED, Outcome.SKIPPED)


@transaction.atomic
def session_open(person_id: UUID, language: Language) -> Step:
    """Go on with the person's open session, or open a new one and ask its first question."""
    if Session.objects.open_of(person_id).exists():
        return session_resume(person_id, language)
    planned = planned_questions(_last_talk(person_id))
    session = Session.objects.create(person_id=person_id, target_questions=planned)
    signals.session_created.send(Session, person_id=person_id, session_id=session.pk)
    return ask_next(session, care_of(person_id), language)


@transaction.atomic
def session_resume(person_id: UUID, language: Language) -> Step:
    """Wake the open session and put its open question again; `Stale` when there is none.

    The question is put in `language` from now on, where it has a text in it.
    """
    session = Session.objects.open_of(person_id).first()
    if session is None:
        return Stale()
    session_wake(session)
    asked = open_question(person_id)
    if asked is None:
        return ask_next(session, care_of(person_id), language)
    _translate(asked, language)
    return _ask(session, asked, taken=_questions_taken(session))


def session_wake(session: Session) -> None:
    """Let a session that was paused, or fell asleep, go on; one that is under way just does."""
    _set_status(session, SessionStatus.ACTIVE)


@transaction.atomic
def session_pause(person_id: UUID) -> bool:
    """Keep the place; return whether there was a session to pause."""
    session = Session.objects.open_of(person_id).first()
    if session is None:
        return False
    _set_status(session, SessionStatus.PAUSED)
    return True


@transaction.atomic
def session_end(person_id: UUID, asked_id: int) -> Step:
    """End the session at its open question because the person has had enough for now."""
    asked = open_question(person_id)
    if asked is None or asked.pk != asked_id:
        return Stale()
    return session_complete(asked.session, EndReason.PERSON)


def sessions_time_out() -> int:
    """Let sessions fall asleep in which nothing happened for `IDLE_LIMIT`; return how many."""
    idle = Session.objects.filter(
        status=SessionStatus.ACTIVE, last_activity_at__lt=utc_now() - IDLE_LIMIT
    ).values_list("pk", flat=True)[:BATCH]
    return sum(_time_out(session_id) for session_id in list(idle))


def sessions_abandon() -> int:
    """Give sessions up to which nobody came back for `ABANDONED_AFTER`; return how many."""
    asleep = Session.objects.filter(
        status__in=ASLEEP, last_activity_at__lt=utc_now() - ABANDONED_AFTER
    ).values_list("pk", flat=True)[:BATCH]
    return sum(_abandon(session_id) for session_id in list(asleep))


def _quiet(session_id: int, since: timedelta, *statuses: SessionStatus) -> Session | None:
    """Lock the session if nothing happened in it for so long; None when somebody works on it."""
    return (
        Session.objects.select_for_update(skip_locked=True)
        .filter(pk=session_id, status__in=statuses, last_activity_at__lt=utc_now() - since)
        .first()
    )


@transaction.atomic
def _time_out(session_id: int) -> bool:
    session = _quiet(session_id, IDLE_LIMIT, SessionStatus.ACTIVE)
    if session is None:
        return False
    session.status = SessionStatus.TIMED_OUT
    session.save(update_fields=["status"])
    signals.session_timed_out.send(Session, person_id=session.person_id, session_id=session.pk)
    return True


@transaction.atomic
def _abandon(session_id: int) -> bool:
    session = _quiet(session_id, ABANDONED_AFTER, *ASLEEP)
    if session is None:
        return False
    _expire(session)
    session.status, session.end_reason = SessionStatus.ABANDONED, EndReason.TIMEOUT
    session.ended_at = utc_now()
    session.save(update_fields=["status", "end_reason", "ended_at"])
    signals.session_abandoned.send(Session, person_id=session.person_id, session_id=session.pk)
    return True


def session_note_tired(session: Session) -> None:
    """Note that the person said that they are tired."""
    session.tired_said_at = utc_now()
    session.save(update_fields=["tired_said_at"])


def open_question(person_id: UUID) -> AskedQuestion | None:
    """Return the question that waits for the person's answer."""
    return (
        AskedQuestion.objects.select_related("session")
        .filter(person_id=person_id, outcome=Outcome.OPEN)
        .first()
    )


def missed_question(person_id: UUID) -> AskedQuestion | None:
    """Return the question that waited in vain in the person's last session, now abandoned."""
    last = (
        AskedQuestion.objects.select_related("session")
        .filter(person_id=person_id)
        .order_by("-pk")
        .first()
    )
    if last is None or last.outcome != Outcome.EXPIRED:
        return None
    return last if last.session.status == SessionStatus.ABANDONED else None


def close_question(asked: AskedQuestion, outcome: Outcome, care: CareState) -> None:
    """Note what became of an asked question, and that something happened in its session.

    One that gave strength, and was met, pays what was owed in `care`.
    """
    now = utc_now()
    asked.outcome, asked.closed_at = outcome, now
    asked.save(update_fields=["outcome", "closed_at"])
    asked.session.last_activity_at = now
    asked.session.save(update_fields=["last_activity_at"])
    is_healing = content_asked(asked.question_id).energy is Energy.HEALING
    if is_healing and outcome in MET:
        healing_pay(care)


def ask_next(session: Session, care: CareState, language: Language) -> Step:
    """Ask the next question of the session, or end it: by plan, by fatigue, or for want of one."""
    moment = Moment.of(session, care, language)
    if moment.taken >= session.target_questions:
        return session_complete(session, EndReason.PLANNED)
    selection = select_question(moment)
    if selection is None:
        return session_complete(session, EndReason.NOTHING_ELIGIBLE)
    if selection.fatigue.advice is Advice.END_KINDLY and _has_rested(session):
        return session_complete(session, EndReason.FATIGUE)
    asked = _put(session, selection, language)
    is_tired = selection.fatigue.advice is not Advice.GO_ON
    return _ask(session, asked, taken=moment.taken, offers_end=is_tired)


def session_complete(session: Session, reason: EndReason) -> End:
    """Close the session and what is still open in it."""
    now = utc_now()
    _expire(session)
    answers = list(
        Answer.objects.filter(asked__session=session, is_current=True)
        .order_by("pk")
        .values_list("pk", "asked__question__energy")
    )
    session.status, session.end_reason = SessionStatus.COMPLETED, reason
    session.ended_at = session.last_activity_at = now
    session.save(update_fields=["status", "end_reason", "ended_at", "last_activity_at"])
    signals.session_completed.send(
        Session,
        person_id=session.person_id,
        session_id=session.pk,
        answers=len(answers),
        reason=reason,
    )
    healing = [answer_id for answer_id, energy in answers if energy == Energy.HEALING]
    return End(session.pk, len(answers), reason, healing[-1] if healing else None)


def _expire(session: Session) -> None:
    AskedQuestion.objects.filter(session=session, outcome=Outcome.OPEN).update(
        outcome=Outcome.EXPIRED, closed_at=utc_now()
    )


def _last_talk(person_id: UUID) -> LastTalk | None:
    ended = Session.objects.filter(person_id=person_id, ended_at__isnull=False)
    last = ended.order_by("-pk").first()
    if last is None:
        return None
    return LastTalk(
        end_reason=EndReason(last.end_reason),
        planned=last.target_questions,
        answered=last.asked.filter(outcome=Outcome.ANSWERED).count(),
        is_weary=last.tired_said_at is not None,
    )


def _put(session: Session, selection: Selection, language: Language) -> AskedQuestion:
    choice = selection.choice
    asked = AskedQuestion.objects.create(
        person_id=session.person_id,
        session=session,
        question_id=selection.question_id,
        language=language,
        stage=choice.stage,
        selection=selection.record,
    )
    signals.question_selected.send(
        Session,
        person_id=session.person_id,
        session_id=session.pk,
        asked_id=asked.pk,
        question_code=choice.question.code,
        stage=choice.stage,
    )
    return asked


def _translate(asked: AskedQuestion, language: Language) -> None:
    texts = QuestionText.objects.filter(
        question_id=asked.question_id, language=language, status__in=ASKABLE_TRANSLATIONS
    )
    if asked.language != language and texts.exists():
        asked.language = language
        asked.save(update_fields=["language"])


def _ask(session: Session, asked: AskedQuestion, *, taken: int, offers_end: bool = False) -> Ask:
    language, number = Language(asked.language), taken + 1
    content = content_asked(asked.question_id, language)
    wording = content.wordings[language]
    return Ask(
        asked_id=asked.pk,
        session_id=session.pk,
        number=number,
        total=max(number, session.target_questions),
        text=wording.text,
        hint=wording.hint,
        language=language,
        familiar_text=wording.familiar_text,
        familiar_hint=wording.familiar_hint,
        is_heavy=content.energy is Energy.HEAVY,
        offers_end=offers_end,
    )


def _questions_taken(session: Session) -> int:
    """Return how many places of the session are taken: answered and skipped, not replaced."""
    return session.asked.filter(outcome__in=TAKEN).count()


def _has_rested(session: Session) -> bool:
    """Return whether the last question met was one that gives strength."""
    last = session.asked.select_related("question").order_by("-pk").first()
    return last is not None and last.question.energy == Energy.HEALING


def _set_status(session: Session, status: SessionStatus) -> None:
    if session.status == status:
        return
    session.status, session.last_activity_at = status, utc_now()
    session.save(update_fields=["status", "last_activity_at"])
    signals.session_updated.send(
        Session, person_id=session.person_id, session_id=session.pk, status=status
    )
