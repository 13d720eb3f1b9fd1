"""What other rooms may read of conversations with the coach."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from coach.choices import Author
from coach.models import Message
from core.errors import NotFoundError


@dataclass(frozen=True, slots=True, repr=False)
class MessageRef:
    """A message of a conversation.

    Attributes:
        needs_disclaimer: whether it must be shown together with the line that says that the coach
            is a program: the first reply of a conversation, and again after three hours.
        used_answer_ids: the person's own answers that a reply leans on.
        is_offline: whether a reply was made without a model.
    """

    id: int
    person_id: UUID
    conversation_id: int
    text: str
    is_person: bool
    created_at: datetime
    needs_disclaimer: bool
    is_offline: bool
    used_answer_ids: tuple[int, ...]


def message_get(message_id: int) -> MessageRef:
    """Return the message.

    Raises:
        NotFoundError: there is no such message (any more).
    """
    message = Message.objects.filter(pk=message_id).first()
    if message is None:
        raise NotFoundError
    return message_ref(message)


def history(person_id: UUID, *, limit: int = 50) -> tuple[MessageRef, ...]:
    """Return the person's last `limit` messages of all conversations, oldest first."""
    return _last(Message.objects.filter(person_id=person_id), limit)


def turns_before(message: MessageRef, *, limit: int) -> tuple[MessageRef, ...]:
    """Return the last `limit` messages of the conversation before `message`, oldest first."""
    earlier = Message.objects.filter(conversation_id=message.conversation_id, pk__lt=message.id)
    return _last(earlier, limit)


def has_reply(message_id: int) -> bool:
    """Return whether the coach has already replied to the message."""
    return Message.objects.filter(reply_to_id=message_id).exists()


def message_ref(message: Message) -> MessageRef:
    """Return what other rooms may know of `message`."""
    return MessageRef(
        id=message.pk,
        person_id=message.person_id,
        conversation_id=message.conversation_id,
        text=message.text,
        is_person=message.author == Author.PERSON,
        created_at=message.created_at,
        needs_disclaimer=message.has_disclaimer,
        is_offline=message.is_offline,
        used_answer_ids=tuple(message.used_answer_ids),
    )


def _last(messages: QuerySet[Message], limit: int) -> tuple[MessageRef, ...]:
    newest_first = messages.order_by("-pk")[:limit]
    return tuple(message_ref(message) for message in reversed(newest_first))
