"""What the coach may know when it answers a message."""

from zoneinfo import ZoneInfo

from ai.contracts import CoachRequest, CoachTurn, EarlierAnswer
from coach.retrieval import recall
from coach.selectors import MessageRef, turns_before
from onboarding.selectors import AnswerRef
from people.choices import Purpose
from people.selectors import PersonRef, consent_live, person_name
from profiles.selectors import coach_portrait

TURNS = 12


def request_for(message: MessageRef, person: PersonRef) -> CoachRequest:
    """Return the message with the talk so far, the portrait and, if allowed, earlier answers.

    Everything is read anew for each message, so the coach follows the profile as it changes.
    """
    name = person_name(person.id)
    return CoachRequest(
        message=message.text,
        language=person.language,
        history=tuple(_turn(turn) for turn in turns_before(message, limit=TURNS)),
        portrait=coach_portrait(person.id),
        earlier=_earlier(message, person),
        address=person.address_form.value,
        names=(name,) if name else (),
    )


def _turn(turn: MessageRef) -> CoachTurn:
    return CoachTurn(is_person=turn.is_person, text=turn.text)


def _earlier(message: MessageRef, person: PersonRef) -> tuple[EarlierAnswer, ...]:
    """Return what the person said before on the matter; nothing without their consent."""
    if not consent_live(person.id, Purpose.COACH_MEMORY):
        return ()
    zone = ZoneInfo(person.time_zone)
    return tuple(_earlier_answer(answer, zone) for answer in recall(person, message.text))


def _earlier_answer(answer: AnswerRef, zone: ZoneInfo) -> EarlierAnswer:
    return EarlierAnswer(
        answer_id=answer.id,
        text=answer.text,
        answered_at=answer.submitted_at.astimezone(zone),
        domain=answer.domain,
    )
