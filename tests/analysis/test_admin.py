from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ai.choices import Tier, Vendor
from ai.models import AiModel
from ai.providers import configured
from analysis.models import Analysis, AnalysisFailure
from analysis.services import DeepResult, deep_store
from core.vocabulary import Language, Trait
from events.models import OutboxEvent
from onboarding.selectors import answer_get
from people.choices import Purpose
from people.models import StaffUser
from people.services import consent_give
from tests.ai.money import price_list_restore
from tests.analysis.readings import local, remote, trait
from tests.factories import AnswerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(admin_user: StaffUser) -> Client:
    """Return a browser in which somebody who may do everything is logged in."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(admin_user)
    return client


@pytest.fixture
def model(settings: Any) -> AiModel:
    """Return a model that staff may choose, because its vendor has a key."""
    settings.ANTHROPIC_API_KEY = "key-for-tests"
    price_list_restore()
    return AiModel.objects.get(vendor=Vendor.ANTHROPIC, places__tier=Tier.COMPLEX)


@pytest.fixture
def failure(model: AiModel) -> AnalysisFailure:
    """Return the failure of an answer whose person lets text go to the vendor of the model."""
    answer = AnswerFactory.create()
    assert model.vendor in configured.configured_vendors()
    consent_give(answer.person_id, Purpose.AI_VENDORS, Language.RU)
    deep_store(DeepResult(answer_get(answer.pk), local(trait(Trait.OPENNESS))))
    return AnalysisFailure.objects.get()


def page(browser: Client, row: Analysis | AnalysisFailure) -> str:
    """Return the page of a row."""
    name = row._meta.model_name
    return browser.get(reverse(f"admin:analysis_{name}_change", args=[row.pk])).content.decode()


def read_again(browser: Client, row: Analysis | AnalysisFailure, model: Any) -> int:
    """Ask for another model as staff do; return the status of the answer."""
    address = reverse(f"admin:analysis_{row._meta.model_name}_do", args=[row.pk, "read-again"])
    return browser.post(address, {"model": model}).status_code


def requested() -> list[dict[str, Any]]:
    """Return what was asked to be read again."""
    events = OutboxEvent.objects.filter(name="analysis.rereading.requested")
    return list(events.values_list("payload", flat=True))


def test_a_failure_says_why_in_words(browser: Client, failure: AnalysisFailure) -> None:
    shown = page(browser, failure)

    assert "every model failed" in shown
    assert "open" in shown


def test_failures_are_narrowed_to_the_open_ones(browser: Client, failure: AnalysisFailure) -> None:
    address = reverse("admin:analysis_analysisfailure_changelist")
    code = failure.person_id.hex[-8:].upper()

    assert code in browser.get(address, {"state": "open"}).content.decode()
    assert code not in browser.get(address, {"state": "resolved"}).content.decode()


def test_staff_give_a_failed_answer_to_a_model_and_a_worker_does_it(
    browser: Client, failure: AnalysisFailure, model: AiModel, admin_user: StaffUser
) -> None:
    assert model.name in page(browser, failure)

    assert read_again(browser, failure, model.pk) == 302

    assert requested() == [
        {
            "person_id": str(failure.person_id),
            "answer_id": failure.answer_id,
            "model_id": model.pk,
            "staff_id": admin_user.pk,
        }
    ]


def test_so_they_do_with_a_reading_that_counts(
    browser: Client, failure: AnalysisFailure, model: AiModel
) -> None:
    assert read_again(browser, Analysis.objects.get(), model.pk) == 302

    assert len(requested()) == 1


def test_a_model_that_is_not_offered_cannot_be_chosen(
    browser: Client, failure: AnalysisFailure, model: AiModel
) -> None:
    AiModel.objects.filter(pk=model.pk).update(is_enabled=False)

    read_again(browser, failure, model.pk)

    assert requested() == []


def test_nothing_is_offered_without_a_key(
    browser: Client, failure: AnalysisFailure, model: AiModel, settings: Any
) -> None:
    settings.ANTHROPIC_API_KEY = ""

    assert read_again(browser, failure, model.pk) == 403


@pytest.mark.usefixtures("model")
def test_nothing_is_offered_for_who_lets_nothing_out(browser: Client) -> None:
    answer = AnswerFactory.create()
    deep_store(DeepResult(answer_get(answer.pk), local()))

    assert read_again(browser, AnalysisFailure.objects.get(), 1) == 403


def test_the_page_of_a_reading_tells_what_it_cost_and_who_read_it(browser: Client) -> None:
    answer = AnswerFactory.create()
    deep_store(DeepResult(answer_get(answer.pk), remote(calls=(4711,))))

    shown = page(browser, Analysis.objects.get())

    assert "0.0012" in shown
    assert "some-model" in shown
    assert reverse("admin:ai_aicall_change", args=[4711]) in shown
    assert "medium" in shown


def test_the_page_of_a_local_reading_tells_why_it_was_read_here(
    browser: Client, failure: AnalysisFailure
) -> None:
    assert "every model failed" in page(browser, Analysis.objects.get())
