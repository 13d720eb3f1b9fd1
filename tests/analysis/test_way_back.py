"""Vendors go away while answers come in, and come back: the whole way, with a double for them."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Sum

from ai.choices import Vendor
from ai.errors import VendorAwayError
from ai.models import AiCall
from ai.providers.base import Prompt
from analysis.models import Analysis, AnalysisFailure, ExtractedTrait
from analysis.rereading import BATCH, answers_reread
from core.clock import utc_now
from core.vocabulary import Language, Trait
from events.catalogue import AnswerSubmitted
from events.dispatch import run_deliveries
from events.models import Delivery
from events.outbox import publish
from onboarding.models import Answer
from people.choices import Purpose
from people.models import Person
from people.services import consent_give
from profiles.models import Observation, PersonalityProfile
from profiles.replay import load, replay
from profiles.selectors import observed_of, profile_mismatches
from tests.ai.money import later, price_list_restore
from tests.ai.vendor_double import VendorDouble, deep_said, trait_said, vendors
from tests.factories import AnswerFactory, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.redis]

PEOPLE, ANSWERS = 10, 6
ALL = PEOPLE * ANSWERS
HOUR = timedelta(hours=1)
TEXT = "Я люблю шумные встречи, и на них я всегда смеюсь. Номер {}."


@pytest.fixture(autouse=True)
def vendor() -> Iterator[VendorDouble]:
    """Let the one vendor be away."""
    price_list_restore()
    double = VendorDouble(Vendor.ANTHROPIC, otherwise=VendorAwayError())
    with vendors(double):
        yield double


def sociable(prompt: Prompt) -> dict[str, Any]:
    """Return what the vendor reads once it is back."""
    return deep_said(traits=[trait_said("шумные встречи", value=1.5)])


def answers_of(person: Person) -> list[Answer]:
    """Let a person who lets text go to vendors give some answers."""
    consent_give(person.pk, Purpose.AI_VENDORS, Language.RU)
    return [
        AnswerFactory.create(
            person=person,
            text=TEXT.format(number),
            asked__session__person=person,
            asked__session__status="completed",
            asked__session__ended_at=utc_now(),
            asked__outcome="answered",
            asked__closed_at=utc_now(),
        )
        for number in range(ANSWERS)
    ]


def submit(answer: Answer) -> None:
    """Publish that the answer was given."""
    publish(
        AnswerSubmitted(
            person_id=answer.person_id,
            answer_id=answer.pk,
            asked_id=answer.asked_id,
            session_id=answer.asked.session_id,
        )
    )


def work(*handlers: str) -> None:
    """Run what waits for some handlers, as workers would."""
    for handler in handlers:
        waiting = Delivery.objects.filter(handler=handler, status="pending").order_by("pk")
        for delivery_id in list(waiting.values_list("pk", flat=True)):
            run_deliveries([delivery_id])


@pytest.mark.slow
def test_what_was_read_here_while_the_vendor_was_away_is_read_by_it_once_it_is_back(
    vendor: VendorDouble,
) -> None:
    people = [PersonFactory.create() for _ in range(PEOPLE)]
    for answer in [answer for person in people for answer in answers_of(person)]:
        submit(answer)
    work("analysis.analyse_in_depth", "profiles.fold_traits")

    here = Analysis.objects.filter(phase="deep", is_current=True)
    assert here.filter(is_offline=True, reason_local="vendors_failed").count() == ALL
    assert AnalysisFailure.objects.filter(resolved_at=None).count() == ALL
    asked_in_vain = len(vendor.journal)
    assert asked_in_vain < ALL  # the breakers opened

    vendor.otherwise = sociable
    with later(HOUR):
        assert [answers_reread(), answers_reread(), answers_reread()] == [BATCH, ALL - BATCH, 0]
        work("analysis.analyse_again", "profiles.fold_traits")

    assert here.filter(is_offline=False, provider="anthropic").count() == ALL
    assert not AnalysisFailure.objects.filter(resolved_at=None).exists()
    assert len(vendor.journal) - asked_in_vain == ALL
    assert AiCall.objects.count() == len(vendor.journal)
    spent = Analysis.objects.filter(is_offline=False).aggregate(usd=Sum("cost_usd"))
    assert spent["usd"] == AiCall.objects.aggregate(usd=Sum("usd"))["usd"]
    final = set(ExtractedTrait.objects.filter(analysis__in=here).values_list("pk", flat=True))
    assert set(Observation.objects.values_list("extracted_trait_id", flat=True)) == final
    for person in people:
        profile = PersonalityProfile.objects.get(person=person)
        assert profile_mismatches(person.pk) == ()
        assert load(profile.state) == replay(observed_of(person.pk))
        assert profile.answers == ANSWERS


def test_the_failure_says_how_the_vendor_failed(vendor: VendorDouble) -> None:
    person = PersonFactory.create()
    submit(answers_of(person)[0])

    work("analysis.analyse_in_depth")

    failure = AnalysisFailure.objects.get()
    assert failure.reason == "vendor_away"
    assert failure.model in vendor.asked


def test_what_the_vendor_read_first_stays_when_it_goes_away(vendor: VendorDouble) -> None:
    vendor.otherwise = sociable
    answer = answers_of(PersonFactory.create())[0]
    submit(answer)
    work("analysis.analyse_in_depth")
    vendor.otherwise = VendorAwayError()

    submit(answer)
    work("analysis.analyse_in_depth")

    assert Analysis.objects.get().provider == "anthropic"
    assert ExtractedTrait.objects.get().trait == Trait.EXTRAVERSION
