"""A small bank in the tables, and people who are asked from it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings as configured
from pytest_django import Settings

from core.vocabulary import Domain, Language, Trait
from events.models import OutboxEvent
from onboarding.choices import Energy, Stage, TranslationStatus
from onboarding.models import BankVersion, Question, QuestionTarget
from onboarding.services import answer_submit, session_open
from onboarding.steps import Answered, Ask, Step
from people.models import Person
from tests.factories import PersonFactory, QuestionFactory, QuestionTextFactory
from tests.onboarding.curators import clinician, psychologist

RU = Language.RU
EVERY_STAGE = [stage.value for stage in Stage]


@pytest.fixture(scope="session", autouse=True)
def _static_root() -> None:
    """Make the folder of collected files: whitenoise warns where it is missing."""
    configured.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


@pytest.fixture
def anna(db: None) -> int:
    """Return a psychologist."""
    return psychologist("anna")


@pytest.fixture
def boris(db: None) -> int:
    """Return another psychologist."""
    return psychologist("boris")


@pytest.fixture
def clara(db: None) -> int:
    """Return a clinician."""
    return clinician("clara")


@pytest.fixture
def person(db: None) -> Person:
    """Return somebody who has begun."""
    return PersonFactory.create()


@pytest.fixture
def small_bank(db: None) -> None:
    """Publish two light questions of every domain, and something that gives strength in each."""
    for domain in Domain:
        publish(domain=domain, energy=Energy.OPENING)
        publish(domain=domain, energy=Energy.NEUTRAL)
        publish(domain=domain, energy=Energy.HEALING, stages=[Stage.BALANCING])
    BankVersion.objects.create(label="small")


def publish(
    *,
    tells: tuple[Trait, float] = (Trait.OPENNESS, 0.5),
    text_status: TranslationStatus = TranslationStatus.SOURCE,
    **columns: Any,
) -> Question:
    """Publish a question with its Russian text and one target: a trait and its information."""
    question = QuestionFactory.create(**{"stages": EVERY_STAGE, **columns})
    QuestionTextFactory.create(
        question=question, text=f"Вопрос {question.code}?", status=text_status
    )
    trait, information = tells
    QuestionTarget.objects.create(question=question, trait=trait, information=information)
    return question


def asked(step: Step) -> Ask:
    """Return the question that comes next, which there must be."""
    assert isinstance(step, Ask)
    return step


def begin(person: Person) -> Ask:
    """Open a session; return its first question."""
    return asked(session_open(person.pk, RU))


def answer(person: Person, update_id: int, text: str = "Гуляли у реки.") -> Answered:
    """Answer the open question."""
    given = answer_submit(person.pk, text, RU, update_id=update_id, message_id=update_id + 1000)
    assert isinstance(given, Answered)
    return given


def told(person_id: UUID) -> list[str]:
    """Return the names of what was published of a person, oldest first."""
    rows = OutboxEvent.objects.filter(stream=str(person_id)).order_by("pk")
    return list(rows.values_list("name", flat=True))


@pytest.fixture
def tell_payloads() -> Callable[[UUID, str], list[dict[str, Any]]]:
    """Return what was published of a person under one name, oldest first."""

    def payloads(person_id: UUID, name: str) -> list[dict[str, Any]]:
        rows = OutboxEvent.objects.filter(stream=str(person_id), name=name).order_by("pk")
        return list(rows.values_list("payload", flat=True))

    return payloads


@pytest.fixture
def in_production(settings: Settings) -> None:
    """Let the product believe that it is in production."""
    settings.IS_PRODUCTION = True
