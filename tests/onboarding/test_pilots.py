"""Questions on trial: fifty exposures, then they wait for a decision."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connections, transaction

from core.vocabulary import Domain
from onboarding.bank_selectors import members_now, published_bank
from onboarding.choices import Energy, QuestionStatus
from onboarding.models import AskedQuestion, BankVersion, PilotCount, Question
from onboarding.question_statistics import PILOT_EXPOSURES, QuestionFlag
from onboarding.services import session_open
from onboarding.services.bank import bank_renew
from onboarding.services.curation import question_publish
from onboarding.services.pilots import pilot_take
from onboarding.services.statistics import statistics_refresh
from onboarding.steps import Ask
from tests.factories import PersonFactory
from tests.onboarding.conftest import RU, publish
from tests.onboarding.curators import psychologist, simulated


@pytest.fixture
def pilot(db: None) -> Question:
    """Return the only question that a talk can begin with; it is on trial."""
    question = publish(status=QuestionStatus.PILOT, domain=Domain.WORK, energy=Energy.OPENING)
    bank_renew("trial")
    return question


def asked_of(people: int) -> int:
    """Let so many people begin a talk; return how many were asked something."""
    steps = [session_open(PersonFactory.create().pk, RU) for _ in range(people)]
    return sum(isinstance(step, Ask) for step in steps)


def nearly_over(pilot: Question, left: int = 1) -> None:
    """Let it have been asked so often that only `left` exposures are left."""
    PilotCount.objects.create(question=pilot, exposures=PILOT_EXPOSURES - left)


@pytest.mark.django_db
def test_a_question_on_trial_is_asked_and_counted(pilot: Question) -> None:
    assert asked_of(3) == 3
    assert PilotCount.objects.get(question=pilot).exposures == 3


@pytest.mark.django_db
def test_a_published_question_is_not_counted(db: None) -> None:
    publish(domain=Domain.WORK, energy=Energy.OPENING)
    bank_renew("published")

    assert asked_of(2) == 2
    assert not PilotCount.objects.exists()


@pytest.mark.django_db
def test_after_its_last_exposure_it_leaves_the_bank(pilot: Question) -> None:
    nearly_over(pilot, left=2)
    before = BankVersion.objects.count()

    assert asked_of(4) == 2

    assert BankVersion.objects.count() == before + 1
    assert published_bank().ids == {}
    assert AskedQuestion.objects.filter(question=pilot).count() == 2


@pytest.mark.django_db
def test_whoever_comes_too_late_with_an_old_bank_is_asked_something_else(pilot: Question) -> None:
    nearly_over(pilot, left=0)
    other = publish(domain=Domain.BODY, energy=Energy.OPENING)
    BankVersion.objects.create(
        label="old", members=[[pk, [RU.value], True] for pk in (pilot.pk, other.pk)]
    )

    assert asked_of(5) == 5

    assert set(AskedQuestion.objects.values_list("question_id", flat=True)) == {other.pk}


@pytest.mark.django_db
def test_published_at_last_it_is_asked_of_everybody(pilot: Question) -> None:
    nearly_over(pilot, left=0)
    anna = psychologist("anna")
    simulated(pilot.pk, by=anna)
    question_publish(pilot.pk, anna)

    assert [member.question_id for member in members_now()] == [pilot.pk]
    assert pilot_take(pilot.pk)
    assert PilotCount.objects.get().exposures == PILOT_EXPOSURES


@pytest.mark.django_db
def test_the_database_counts_no_further_than_the_cap(pilot: Question) -> None:
    with pytest.raises(IntegrityError, match="pilot_counts_capped"), transaction.atomic():
        PilotCount.objects.create(question=pilot, exposures=PILOT_EXPOSURES + 1)


@pytest.mark.django_db
def test_one_that_was_asked_often_enough_waits_for_a_decision(pilot: Question) -> None:
    nearly_over(pilot)
    asked_of(1)
    AskedQuestion.objects.update(outcome="skipped", closed_at="2026-01-01T00:00:00Z")

    statistics_refresh()

    pilot.refresh_from_db()
    assert pilot.statistics.flags == [QuestionFlag.PILOT_OVER]
    assert pilot.status == QuestionStatus.PILOT


@pytest.fixture
def committed_pilot(transactional_db: None) -> Question:
    """Return a question on trial that other connections see too."""
    return publish(status=QuestionStatus.PILOT)


@pytest.mark.django_db(transaction=True)
def test_many_at_once_take_no_more_than_there_are(committed_pilot: Question) -> None:
    bank_renew("trial")
    nearly_over(committed_pilot, left=5)

    def take(_: int) -> bool:
        try:
            with transaction.atomic():
                return pilot_take(committed_pilot.pk)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as threads:
        taken = list(threads.map(take, range(20)))

    assert sum(taken) == 5
    assert PilotCount.objects.get().exposures == PILOT_EXPOSURES
