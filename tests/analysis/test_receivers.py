from typing import Any

import pytest
from django.db import transaction
from structlog.testing import capture_logs

from ai.contracts import InstantReading, Sentiment
from ai.router import Routed
from analysis import services
from analysis.models import Analysis
from core.vocabulary import Language
from events.models import OutboxEvent
from onboarding.models import Answer
from onboarding.signals import answer_submitted
from tests.factories import AnswerFactory, AskedQuestionFactory

pytestmark = pytest.mark.django_db
WORDS = "Моя тайна про зелёный чемодан."


def submit() -> Answer:
    """Save an answer as onboarding does: row and signal in one transaction."""
    asked = AskedQuestionFactory.create()
    with transaction.atomic():
        answer = AnswerFactory.create(asked=asked, text=WORDS)
        answer_submitted.send(
            sender=Answer,
            person_id=answer.person_id,
            answer_id=answer.pk,
            asked_id=asked.pk,
            session_id=asked.session_id,
            supersedes=None,
        )
    return answer


def events_of(answer: Answer) -> set[str]:
    """Return the names of what was published about the person."""
    rows = OutboxEvent.objects.filter(stream=str(answer.person_id))
    return set(rows.values_list("name", flat=True))


def failing(_: Any) -> Any:
    """Fail as a careless analyser would, with the words in the error."""
    raise ValueError(WORDS)


def test_an_answer_is_read_in_the_transaction_that_saves_it() -> None:
    answer = submit()

    assert Analysis.objects.get().answer_id == answer.pk
    assert events_of(answer) == {"user.answer.submitted", "analysis.instant.completed"}


def test_a_failing_analyser_costs_the_reflection_and_never_the_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(services, "read_instantly", failing)

    answer = submit()

    assert Answer.objects.filter(pk=answer.pk).exists()
    assert not Analysis.objects.exists()
    assert events_of(answer) == {"user.answer.submitted"}


def test_a_failing_analyser_is_logged_by_its_code_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "read_instantly", failing)

    with capture_logs() as logs:
        answer = submit()

    assert logs == [
        {
            "event": "instant_analysis_failed",
            "answer": answer.pk,
            "code": "ValueError",
            "log_level": "warning",
        }
    ]


def test_a_reading_that_the_database_refuses_does_not_spoil_the_transaction(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(services, "read_instantly", lambda _: _too_long())

    answer = submit()

    assert Answer.objects.filter(pk=answer.pk).exists()
    assert not Analysis.objects.exists()


def _too_long() -> Any:
    reading = InstantReading(
        language=Language.RU,
        sentiment=Sentiment.NEUTRAL,
        sentiment_score=0.0,
        quality=0.5,
        reflection="Слышу вас.",
    )
    return Routed(reading, "local", "rules", "v" * 1000, is_offline=True)
