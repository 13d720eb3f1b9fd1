"""Answers that were read in depth, and an index of their own for each test process."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from ai.contracts import TraitReading
from analysis.services import DeepResult, deep_store, readings_outdate
from core.vocabulary import Language, Trait
from events.catalogue import TraitExtracted
from events.models import OutboxEvent
from onboarding.choices import Outcome
from onboarding.models import Answer
from onboarding.selectors import answer_get
from people.choices import Purpose
from people.models import Person
from people.services import consent_give, consent_withdraw
from profiles.services import profile_fold
from profiles.vectors import store
from profiles.vectors.client import disconnect
from profiles.vectors.embedder import EMBEDDER_ID
from tests.analysis.readings import deep, trait
from tests.factories import AnswerFactory, AskedQuestionFactory, PersonFactory, SessionFactory
from tests.plugin import WORKER_ENV

START = datetime(2026, 3, 1, 9, tzinfo=UTC)


class Talk:
    """One person in a session, whose answers are read by a given analyser and may be recalled."""

    def __init__(self) -> None:
        self.person: Person = PersonFactory.create()
        self.session = SessionFactory.create(person=self.person)
        self.days = 0
        self.agree()

    def agree(self, purpose: Purpose = Purpose.COACH_MEMORY) -> None:
        """Let the coach recall answers, or agree to something else."""
        consent_give(self.person.pk, purpose, Language.RU)

    def disagree(self, purpose: Purpose = Purpose.COACH_MEMORY) -> None:
        """Take an agreement back."""
        consent_withdraw(self.person.pk, purpose)

    def answer(self, text: str = "Утренняя прогулка, как всегда.", **how: Any) -> Answer:
        """Give an answer, a day after the one before."""
        self.days += 1
        at = START + timedelta(days=self.days)
        asked = AskedQuestionFactory.create(
            session=self.session, outcome=Outcome.ANSWERED, asked_at=at, closed_at=at
        )
        return AnswerFactory.create(asked=asked, text=text, submitted_at=at, **how)

    def correct(self, former: Answer, text: str = "Вечерняя прогулка, как никогда.") -> Answer:
        """Correct an answer as onboarding does."""
        Answer.objects.filter(pk=former.pk).update(is_current=False)
        return AnswerFactory.create(
            asked=former.asked,
            text=text,
            supersedes=former,
            submitted_at=former.submitted_at + timedelta(minutes=1),
        )

    def read(self, answer: Answer, *traits: TraitReading, **how: Any) -> TraitExtracted | None:
        """Have an answer read in depth; return the event that tells of its traits, if any."""
        before = OutboxEvent.objects.count()
        if answer.supersedes_id:
            readings_outdate(answer.person_id, answer.supersedes_id)
        result = DeepResult(answer_get(answer.pk), deep(*traits, **how))
        with transaction.atomic():
            deep_store(result, supersedes=answer.supersedes_id)
        news = OutboxEvent.objects.order_by("pk")[before:]
        told = [TraitExtracted(**row.payload) for row in news if row.name == TraitExtracted.name]
        return told[0] if told else None

    def tell(self, *traits: TraitReading, **how: Any) -> TraitExtracted:
        """Give an answer, have it read and counted; return the event."""
        event = self.read(self.answer(), *traits, **how)
        assert event is not None
        profile_fold(event)
        return event

    def tell_three(self, name: Trait = Trait.OPENNESS, value: float = 1.0) -> None:
        """Say the same of one trait in three answers: enough to be known."""
        for _ in range(3):
            self.tell(trait(name, value))


@pytest.fixture
def talk() -> Talk:
    """Return a person who has said nothing yet."""
    return Talk()


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give the test an empty collection that no other process uses."""
    family = f"test_{os.environ.get(WORKER_ENV, 'gw0')}"
    monkeypatch.setattr(store, "FAMILY", family)
    monkeypatch.setattr(store, "COLLECTION", f"{family}_{EMBEDDER_ID}")
    disconnect()
    store.recreate()
    yield
    disconnect()


@pytest.fixture
def away(index: None, settings: Any) -> Iterator[None]:
    """Put the vector server out of reach."""
    disconnect()
    settings.QDRANT_URL = "http://127.0.0.1:9"
    yield
    disconnect()
