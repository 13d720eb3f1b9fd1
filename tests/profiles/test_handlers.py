import pytest

from core.clock import utc_now
from core.vocabulary import Trait
from events.catalogue import (
    AnalysisCompleted,
    ConsentGiven,
    ConsentWithdrawn,
    DomainEvent,
    PersonErased,
    Priority,
)
from events.dispatch import run_deliveries
from events.models import Delivery
from events.outbox import publish
from events.registry import HANDLERS
from people.choices import Purpose
from profiles import handlers
from profiles.models import DomainAffinity, PersonalityProfile
from profiles.services import profile_fold
from profiles.vectors import store
from tests.analysis.readings import trait
from tests.profiles.conftest import Talk

pytestmark = pytest.mark.django_db


def deliver(event: DomainEvent, handler: str) -> str:
    """Publish the event and run one delivery of it as a worker would; return its status.

    What came before in its line counts as handled, or the delivery would wait for it.
    """
    row = publish(event)
    delivery = Delivery.objects.get(event=row, handler=f"profiles.{handler}")
    before = Delivery.objects.unfinished().filter(handler=delivery.handler, pk__lt=delivery.pk)
    before.update(status="done", done_at=utc_now(), lease_until=None)
    run_deliveries([delivery.pk])
    delivery.refresh_from_db()
    return delivery.status


def completed(talk: Talk) -> AnalysisCompleted:
    """Have an answer read and return the event of it."""
    event = talk.read(talk.answer(), trait(Trait.OPENNESS))
    assert event is not None
    profile_fold(event)
    return AnalysisCompleted(
        person_id=event.person_id, answer_id=event.answer_id, analysis_id=event.analysis_id
    )


def given(talk: Talk, purpose: Purpose = Purpose.COACH_MEMORY) -> ConsentGiven:
    """Return the event of an agreement."""
    return ConsentGiven(person_id=talk.person.pk, purpose=purpose, consent_id=1)


def withdrawn(talk: Talk, purpose: Purpose = Purpose.COACH_MEMORY) -> ConsentWithdrawn:
    """Return the event of an agreement that was taken back."""
    return ConsentWithdrawn(person_id=talk.person.pk, purpose=purpose, consent_id=1)


def test_traits_that_were_read_reach_the_profile_once(talk: Talk) -> None:
    event = talk.read(talk.answer(), trait(Trait.OPENNESS))
    assert event is not None

    assert [deliver(event, "fold_traits") for _ in range(2)] == ["done", "done"]

    assert PersonalityProfile.objects.get().version == 1


def test_traits_of_an_erased_person_are_passed_over(talk: Talk) -> None:
    event = talk.read(talk.answer(), trait(Trait.OPENNESS))
    assert event is not None
    gone = event.model_copy(update={"answer_id": event.answer_id + 1_000_000})

    assert deliver(gone, "fold_traits") == "done"

    assert not PersonalityProfile.objects.exists()


def test_a_reading_counts_for_the_domain_of_its_question(talk: Talk) -> None:
    talk.tell(trait(Trait.OPENNESS))

    assert deliver(completed(talk), "weigh_domains") == "done"

    assert DomainAffinity.objects.get().answers == 2


@pytest.mark.usefixtures("index")
def test_an_answer_that_was_read_is_put_into_the_index_once(talk: Talk) -> None:
    event = completed(talk)

    assert [deliver(event, "index_answer") for _ in range(2)] == ["done", "done"]

    assert store.count(talk.person.pk) == 1


@pytest.mark.usefixtures("away")
def test_indexing_waits_for_the_server_to_come_back(talk: Talk) -> None:
    assert deliver(completed(talk), "index_answer") == "pending"

    (failed,) = Delivery.objects.exclude(last_error="")
    assert (failed.handler, failed.last_error) == ("profiles.index_answer", "vectors_away")


@pytest.mark.usefixtures("index")
def test_the_vectors_of_an_erased_person_are_deleted(talk: Talk) -> None:
    deliver(completed(talk), "index_answer")

    assert deliver(PersonErased(person_id=talk.person.pk), "forget_vectors") == "done"

    assert store.count() == 0


@pytest.mark.usefixtures("away")
def test_forgetting_is_tried_until_it_is_done(talk: Talk) -> None:
    erased = PersonErased(person_id=talk.person.pk)

    assert deliver(erased, "forget_vectors") == "pending"

    assert handlers.UNTIL_DONE >= 1000


@pytest.mark.usefixtures("index")
def test_an_answer_of_somebody_who_does_not_agree_has_no_vector(talk: Talk) -> None:
    talk.disagree()

    assert deliver(completed(talk), "index_answer") == "done"

    assert store.count() == 0


@pytest.mark.usefixtures("index")
def test_whoever_agrees_later_has_all_earlier_answers_recalled(talk: Talk) -> None:
    talk.disagree()
    wanted = {completed(talk).answer_id for _ in range(3)}
    talk.agree()

    assert [deliver(given(talk), "remember_answers") for _ in range(2)] == ["done", "done"]

    assert store.indexed_answer_ids() == wanted


@pytest.mark.usefixtures("index")
def test_whoever_takes_the_agreement_back_has_every_vector_deleted(talk: Talk) -> None:
    other = Talk()
    for somebody in (talk, talk, other):
        deliver(completed(somebody), "index_answer")
    talk.disagree()

    assert deliver(withdrawn(talk), "forget_answers") == "done"

    assert store.count(talk.person.pk) == 0
    assert store.count(other.person.pk) == 1


@pytest.mark.usefixtures("index")
def test_an_old_agreement_brings_nothing_back(talk: Talk) -> None:
    completed(talk)
    talk.disagree()

    assert deliver(given(talk), "remember_answers") == "done"

    assert store.count() == 0


@pytest.mark.usefixtures("index")
def test_an_old_withdrawal_deletes_nothing(talk: Talk) -> None:
    deliver(completed(talk), "index_answer")
    talk.disagree()
    talk.agree()

    assert deliver(withdrawn(talk), "forget_answers") == "done"

    assert store.count() == 1


@pytest.mark.usefixtures("away")
@pytest.mark.parametrize("purpose", sorted(set(Purpose) - {Purpose.COACH_MEMORY}))
def test_agreements_to_anything_else_do_not_touch_the_index(talk: Talk, purpose: Purpose) -> None:
    completed(talk)

    assert deliver(given(talk, purpose), "remember_answers") == "done"
    assert deliver(withdrawn(talk, purpose), "forget_answers") == "done"


@pytest.mark.usefixtures("away")
def test_remembering_and_forgetting_wait_for_the_server_to_come_back(talk: Talk) -> None:
    completed(talk)
    assert deliver(given(talk), "remember_answers") == "pending"

    talk.disagree()

    assert deliver(withdrawn(talk), "forget_answers") == "pending"


def test_remembering_is_in_no_hurry_and_both_are_tried_until_done() -> None:
    remember, forget = (HANDLERS[f"profiles.{name}_answers"] for name in ("remember", "forget"))

    assert remember.priority is Priority.LOW
    assert remember.max_attempts == forget.max_attempts == handlers.UNTIL_DONE


@pytest.mark.usefixtures("index")
def test_the_word_of_the_person_itself_reaches_the_index(talk: Talk) -> None:
    deliver(completed(talk), "index_answer")

    talk.disagree()
    (told,) = Delivery.objects.filter(handler="profiles.forget_answers")
    run_deliveries([told.pk])

    assert store.count() == 0
