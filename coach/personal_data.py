"""What this app holds of a person."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from coach.models import Conversation, Message
from core.personal_data import PersonalData, declare


def export(person_id: UUID) -> Mapping[str, Any]:
    """Return every conversation with its messages, in order."""
    conversations = Conversation.objects.filter(person_id=person_id).order_by("pk")
    return {
        "conversations": [
            {
                "started_at": conversation.started_at.isoformat(),
                "closed_at": conversation.closed_at and conversation.closed_at.isoformat(),
                "messages": [_message(row) for row in conversation.messages.order_by("pk")],
            }
            for conversation in conversations
        ]
    }


def erase(person_id: UUID) -> None:
    """Delete the conversations and all that was said in them."""
    Message.objects.filter(person_id=person_id).delete()
    Conversation.objects.filter(person_id=person_id).delete()


def _message(row: Message) -> dict[str, Any]:
    return {
        "author": row.author,
        "text": row.text,
        "created_at": row.created_at.isoformat(),
        "made_by": row.model or row.provider,
        "used_answer_ids": row.used_answer_ids,
    }


declare(
    PersonalData(
        app="coach",
        models=("coach.Conversation", "coach.Message"),
        export=export,
        erase=erase,
    )
)
