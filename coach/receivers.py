"""Domain signals of the coach become events in the outbox."""

from typing import Any
from uuid import UUID

from django.dispatch import receiver

from coach import signals
from core.crisis import CrisisLevel
from events.catalogue import CoachMessageReceived, MessageSendRequested
from events.outbox import publish

REPLY_TEMPLATE = "coach_reply"
#: Not the template of a crisis in an answer: their objects have numbers of their own.
CRISIS_TEMPLATE = "coach_crisis_level_{level:d}"


@receiver(signals.message_received)
def publish_message_received(*, person_id: UUID, message_id: int, **_: Any) -> None:
    """A person waits for a reply."""
    publish(CoachMessageReceived(person_id=person_id, message_id=message_id))


@receiver(signals.reply_stored)
def publish_reply(*, person_id: UUID, message_id: int, **_: Any) -> None:
    """A reply is ready to be sent."""
    publish(
        MessageSendRequested(person_id=person_id, template=REPLY_TEMPLATE, object_id=message_id)
    )


@receiver(signals.crisis_read)
def request_crisis_text(*, person_id: UUID, message_id: int, level: CrisisLevel, **_: Any) -> None:
    """A model saw what the guard had not: the fixed help text is due."""
    template = CRISIS_TEMPLATE.format(level=level)
    publish(MessageSendRequested(person_id=person_id, template=template, object_id=message_id))
