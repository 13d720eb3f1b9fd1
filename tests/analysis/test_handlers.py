from uuid import uuid4

import pytest

from analysis import handlers, services
from analysis.models import Analysis, AnalysisFailure
from analysis.selectors import deep_of
from core.vocabulary import Language, Trait
from events.catalogue import AnswerSubmitted
from events.dispatch import run_deliveries
from events.models import Delivery, OutboxEvent
from events.outbox import publish
from onboarding.models import Answer
from people.choices import Purpose
from people.services import consent_give
from tests.analysis.readings import deep, local, remote, trait
from tests.factories import AnswerFactory

pytestmark = pytest.mark.django_db


def submitted(answer: Answer) -> AnswerSubmitted:
    """Return the event of an answer."""
    return AnswerSubmitted(
        person_id=answer.person_id,
        answer_id=answer.pk,
        asked_id=answer.asked_id,
        session_id=answer.asked.session_id,
        supersedes=answer.supersedes_id,
    )


def deliver(event: AnswerSubmitted) -> str:
    """Publish the event and run the deep analysis of it as a worker would; return its status."""
    row = publish(event)
    delivery = Delivery.objects.get(event=row, handler="analysis.analyse_in_depth")
    run_deliveries([delivery.pk])
    delivery.refresh_from_db()
    return delivery.status


@pytest.fixture(autouse=True)
def _analyser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "read_deeply", lambda *_, **__: deep(trait(Trait.OPENNESS)))


def test_an_answer_given_is_read_in_depth() -> None:
    answer = AnswerFactory.create()

    assert deliver(submitted(answer)) == "done"

    assert deep_of(answer.pk) is not None


def test_the_same_event_twice_leaves_one_reading_and_one_announcement() -> None:
    event = submitted(AnswerFactory.create())

    assert [deliver(event), deliver(event)] == ["done", "done"]

    assert Analysis.objects.count() == 1
    assert OutboxEvent.objects.filter(name="trait.extracted").count() == 1


def test_the_answer_of_an_erased_person_is_passed_over() -> None:
    event = AnswerSubmitted(person_id=uuid4(), answer_id=1, asked_id=1, session_id=1, supersedes=2)

    assert deliver(event) == "done"

    assert not Analysis.objects.exists()


def test_a_person_erased_while_the_answer_was_read_leaves_nothing() -> None:
    answer = AnswerFactory.create()
    event = submitted(answer)
    result = handlers._read(event)
    answer.delete()

    handlers.analyse_in_depth(event, result)

    assert not Analysis.objects.exists()


def test_a_correction_corrected_before_it_was_read_still_outdates_the_first_answer() -> None:
    first = AnswerFactory.create()
    deliver(submitted(first))
    Answer.objects.filter(pk=first.pk).update(is_current=False)
    second = AnswerFactory.create(asked=first.asked, supersedes=first)
    Answer.objects.filter(pk=second.pk).update(is_current=False)
    AnswerFactory.create(asked=first.asked, supersedes=second)

    deliver(submitted(second))

    assert deep_of(first.pk) is None
    assert Analysis.objects.count() == 1


def test_a_failing_analyser_leaves_the_delivery_for_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "read_deeply", lambda *_, **__: 1 / 0)

    assert deliver(submitted(AnswerFactory.create())) == "pending"

    assert not Analysis.objects.exists()


def test_staff_see_an_answer_that_could_not_be_read_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "read_deeply", lambda *_, **__: 1 / 0)
    answer = AnswerFactory.create()

    deliver(submitted(answer))

    failure = AnalysisFailure.objects.get()
    assert (failure.answer_id, failure.reason) == (answer.pk, "ZeroDivisionError")


def test_what_the_tables_do_not_take_of_a_model_is_read_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = {True: local(trait(Trait.OPENNESS)), False: remote(prompt="x" * 41)}
    answer = AnswerFactory.create()
    consent_give(answer.person_id, Purpose.AI_VENDORS, Language.RU)
    monkeypatch.setattr(services, "read_deeply", lambda _, permit, **__: said[permit is None])

    assert deliver(submitted(answer)) == "done"

    assert Analysis.objects.get().is_offline
    assert AnalysisFailure.objects.get().reason == "DataError"
