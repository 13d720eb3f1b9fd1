"""What the coach does about events."""

from contextlib import suppress
from datetime import timedelta

from coach.drafting import draft_reply
from coach.drafts import Draft
from coach.selectors import has_reply, message_get
from coach.services import crisis_meet, reply_store
from core.crisis import CrisisLevel
from core.errors import NotFoundError
from events.catalogue import CoachMessageReceived, Priority
from events.registry import handles
from people.choices import DialogueState
from people.selectors import person_get
from people.services import person_lock

REPLY_TIMEOUT = timedelta(seconds=60)


def compose_reply(event: CoachMessageReceived) -> Draft | None:
    """Return what to reply; None when nothing is to be said.

    Nothing is said in a crisis, to a message that has its reply, or to somebody who is gone.
    """
    with suppress(NotFoundError):
        person, message = person_get(event.person_id), message_get(event.message_id)
        if person.state is not DialogueState.CRISIS and not has_reply(message.id):
            return draft_reply(message, person)
    return None


@handles(
    CoachMessageReceived, prepare=compose_reply, priority=Priority.NORMAL, timeout=REPLY_TIMEOUT
)
def answer_message(event: CoachMessageReceived, draft: Draft | None) -> None:
    """Store the reply and ask for it to be sent, unless a crisis began while it was written.

    A model that saw a crisis in the message is believed: then only fixed words speak.
    """
    if draft is None:
        return
    with suppress(NotFoundError):
        if person_lock(event.person_id).state is DialogueState.CRISIS:
            return
        if draft.crisis_level >= CrisisLevel.PASSIVE:
            crisis_meet(event.message_id, CrisisLevel(draft.crisis_level))
        else:
            reply_store(event.message_id, draft)
