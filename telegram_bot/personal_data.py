"""What this app holds of a person: their chat, and what was sent to them."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction

from core.personal_data import PersonalData, declare
from telegram_bot.choices import InboundStatus
from telegram_bot.limits import inbound_limiter
from telegram_bot.manner_copies import manner_copies
from telegram_bot.models import Account, InboundUpdate, OutgoingMessage
from telegram_bot.plain_text import without_tags


def export(person_id: UUID) -> Mapping[str, Any]:
    """Return the chat and the messages whose words are still kept."""
    account = Account.objects.filter(person_id=person_id).first()
    return {
        "chat_id": account.chat_id if account else None,
        "messages": [
            {
                "text": without_tags(message.body["html"]) if message.body else None,
                "status": message.status,
                "created_at": message.created_at,
                "sent_at": message.sent_at,
            }
            for message in OutgoingMessage.objects.filter(person_id=person_id).order_by("pk")
        ],
    }


def erase(person_id: UUID) -> None:
    """Delete the chat, what was to be sent, what could not be handled, and what was counted."""
    chats = list(Account.objects.filter(person_id=person_id).values_list("pk", flat=True))
    InboundUpdate.objects.filter(chat_id__in=chats, status=InboundStatus.DEAD).delete()
    OutgoingMessage.objects.filter(person_id=person_id).delete()
    Account.objects.filter(person_id=person_id).delete()
    for chat_id in chats:
        inbound_limiter().forget(chat_id)
        transaction.on_commit(partial(manner_copies().forget, chat_id), robust=True)


declare(
    PersonalData(
        app="telegram_bot",
        models=("telegram_bot.Account", "telegram_bot.OutgoingMessage"),
        export=export,
        erase=erase,
    )
)
