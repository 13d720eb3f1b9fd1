"""All writes of the coach."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from coach.choices import Author
from coach.drafts import Draft
from coach.models import Conversation, Message
from coach.selectors import MessageRef, message_get, message_ref
from coach.signals import crisis_read, message_received, reply_stored
from core.clock import utc_now
from core.crisis import Assessment, CrisisLevel
from core.errors import NotFoundError
from people.crisis import crisis_open
from people.selectors import person_get

CONVERSATION_BREAK = timedelta(hours=12)
DISCLAIMER_EVERY = timedelta(hours=3)
#: Code of the crisis signal that only a model saw.
READ_SIGNAL = "coach_reading"


@transaction.atomic
def message_receive(person_id: UUID, text: str, update_id: int) -> MessageRef:
    """Store what the person wrote to the coach; a reply follows by an event.

    The same `update_id` gives the same message. A new conversation begins when none is open or
    nothing was said for `CONVERSATION_BREAK`. The caller holds the person's lock.
    """
    known = Message.objects.filter(source_update_id=update_id).first()
    if known is not None:
        return message_ref(known)
    message = Message.objects.create(
        person_id=person_id,
        conversation=_conversation_of(person_id),
        author=Author.PERSON,
        text=text,
        source_update_id=update_id,
    )
    message_received.send(sender=Message, person_id=person_id, message_id=message.pk)
    return message_ref(message)


@transaction.atomic
def reply_store(message_id: int, draft: Draft) -> MessageRef:
    """Store the coach's reply and ask for it to be sent; once per message, whoever repeats it.

    The caller holds the person's lock.

    Raises:
        NotFoundError: there is no such message (any more).
    """
    message = Message.objects.select_related("conversation").filter(pk=message_id).first()
    if message is None:
        raise NotFoundError
    known = Message.objects.filter(reply_to=message).first()
    if known is not None:
        return message_ref(known)
    reply = Message.objects.create(
        person_id=message.person_id,
        conversation=message.conversation,
        author=Author.COACH,
        reply_to=message,
        text=draft.text,
        has_disclaimer=_is_disclaimer_due(message.conversation),
        provider=draft.provider,
        model=draft.model,
        prompt_version=draft.prompt_version,
        is_offline=draft.is_offline,
        used_answer_ids=list(draft.used_answer_ids),
    )
    _touch(message.conversation)
    reply_stored.send(sender=Message, person_id=reply.person_id, message_id=reply.pk)
    return message_ref(reply)


@transaction.atomic
def crisis_meet(message_id: int, level: CrisisLevel) -> None:
    """Stop the dialogue because a model saw a crisis in a message; the fixed help text follows.

    The caller holds the person's lock.

    Raises:
        NotFoundError: there is no such message (any more).
    """
    message = message_get(message_id)
    found = Assessment(level, person_get(message.person_id).language, (READ_SIGNAL,))
    crisis_open(message.person_id, found, source="reading")
    crisis_read.send(
        sender=Message, person_id=message.person_id, message_id=message_id, level=level
    )


def conversation_close(person_id: UUID) -> None:
    """End the person's open conversation; the next message begins a new one."""
    Conversation.objects.filter(person_id=person_id, closed_at=None).update(closed_at=utc_now())


def _conversation_of(person_id: UUID) -> Conversation:
    """Return the open conversation, or a new one after a long break."""
    conversation = Conversation.objects.filter(person_id=person_id, closed_at=None).first()
    if conversation and conversation.last_message_at > utc_now() - CONVERSATION_BREAK:
        _touch(conversation)
        return conversation
    conversation_close(person_id)
    return Conversation.objects.create(person_id=person_id)


def _touch(conversation: Conversation) -> None:
    conversation.last_message_at = utc_now()
    conversation.save(update_fields=["last_message_at"])


def _is_disclaimer_due(conversation: Conversation) -> bool:
    return not conversation.messages.filter(
        has_disclaimer=True, created_at__gt=utc_now() - DISCLAIMER_EVERY
    ).exists()
