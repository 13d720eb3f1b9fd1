"""People who talk with the coach, and a model that shows what it was asked."""

from uuid import UUID

import pytest
from django.db import transaction

from ai.contracts import CoachReply, CoachRequest
from ai.router import Routed, reply_as_coach
from coach import drafting
from coach.models import Message
from coach.selectors import MessageRef
from coach.services import message_receive
from core.egress import Permit
from core.vocabulary import Language
from events.dispatch import run_deliveries
from events.models import Delivery, OutboxEvent
from people.choices import Purpose
from people.models import Person
from people.services import consent_give, person_lock
from tests.factories import PersonFactory


class OneModel:
    """A vendor's model that remembers its requests and always says the same."""

    def __init__(self) -> None:
        self.requests: list[CoachRequest] = []
        self.reply = CoachReply(text="Похоже, вам сейчас непросто.")

    def routed(self, request: CoachRequest, permit: Permit | None) -> Routed[CoachReply]:
        """Answer in place of the router; without a permit nothing reaches the model."""
        if permit is None:
            return reply_as_coach(request, None)
        self.requests.append(request)
        return Routed(self.reply, "one-model", "model-1", "coach/3", is_offline=False)


@pytest.fixture
def person() -> Person:
    """Return somebody who has begun; they agreed to nothing more."""
    return PersonFactory.create()


@pytest.fixture
def one_model(person: Person, monkeypatch: pytest.MonkeyPatch) -> OneModel:
    """Put one model above the local analyser; the person lets their text go to it."""
    agree(person, Purpose.AI_VENDORS)
    model = OneModel()
    monkeypatch.setattr(drafting, "reply_as_coach", model.routed)
    return model


def agree(person: Person, purpose: Purpose) -> None:
    consent_give(person.pk, purpose, Language.RU)


def say(person: Person, text: str, update_id: int = 1) -> MessageRef:
    """Write to the coach, as a turn of the gateway does."""
    with transaction.atomic():
        person_lock(person.pk)
        return message_receive(person.pk, text, update_id)


def deliver(message: MessageRef) -> Delivery:
    """Run the delivery that answers the message."""
    waiting = Delivery.objects.filter(
        handler="coach.answer_message", event__payload__message_id=message.id
    )
    run_deliveries([waiting.get().pk])
    return waiting.get()


def reply_to(message: MessageRef) -> Message:
    return Message.objects.get(reply_to_id=message.id)


def asks_to_send(person_id: UUID) -> list[int]:
    """Return the ids of the messages that the gateway was asked to send."""
    asked = OutboxEvent.objects.filter(name="message.send.requested", stream=str(person_id))
    return [event.payload["object_id"] for event in asked.order_by("pk")]
