"""Staff see why a question was asked, in words, in their language, and nobody's own words."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from core.vocabulary import TRAITS, Domain
from onboarding.admin.why import REASONS, why
from onboarding.choices import Energy, Stage
from onboarding.models import AskedQuestion
from onboarding.reasons import Reason
from onboarding.services import heavy_opt_in_set, selection_state_set
from onboarding.services.bank import bank_renew
from people.models import Person, StaffUser
from tests.factories import PersonFactory
from tests.onboarding.conftest import answer, begin, publish

pytestmark = pytest.mark.django_db
SAID = "Об этом я никому не рассказывала."


def member(*permissions: str) -> Client:
    """Return the browser of a member of staff who may do just this."""
    staff = StaffUser.objects.create_user("somebody", is_staff=True)
    staff.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    browser = Client()
    browser.force_login(staff)
    return browser


def page_of(browser: Client, asked: AskedQuestion, language: str) -> str:
    url = reverse("admin:onboarding_askedquestion_change", args=[asked.pk])
    response = browser.get(url, headers={"accept-language": language})
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.fixture
def person(db: None) -> Person:
    """Return somebody who has begun."""
    return PersonFactory.create()


@pytest.fixture
def small_bank(db: None) -> None:
    """Publish a light question of every domain, and something that gives strength in each."""
    for domain in Domain:
        publish(domain=domain, energy=Energy.OPENING)
        publish(domain=domain, energy=Energy.HEALING, stages=[Stage.BALANCING])
    bank_renew("small")


@pytest.fixture
def third(person: Person, small_bank: None) -> AskedQuestion:
    """Return the third question of somebody who answered two and of whom something is known."""
    heavy_opt_in_set(person.pk, allowed=True)
    selection_state_set(person.pk, variances=[0.04] + [0.25] * 8, profile_version=1)
    begin(person)
    answer(person, 1, SAID)
    answer(person, 2, "Река.")
    return AskedQuestion.objects.latest("pk")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Entry", "Stranger", "allowed by the person", "known well enough", "chosen"]),
        ("ru", ["вход", "незнаком", "человек разрешил", "известно достаточно", "выбран"]),
    ],
)
def test_the_page_tells_the_whole_choice_in_words(
    third: AskedQuestion, language: str, words: list[str]
) -> None:
    page = page_of(member("view_session"), third, language)
    record = third.selection

    missing = [word for word in words if word.lower() not in page.lower()]
    assert missing == []
    assert record["bank"] in page
    assert str(record["seed"]) in page
    assert all(f">{code}</a>" in page for code, _ in record["top"])
    assert all(f">{count}</td>" in page for count in record["removed"].values())
    assert page.count('<div class="sf-bar">') == len(TRAITS) + len(record["top"])
    assert "0.20" in page
    assert "0.50" in page
    assert SAID not in page


def test_a_record_of_an_earlier_release_is_told_as_far_as_it_goes(third: AskedQuestion) -> None:
    third.selection = {
        "policy": "smart-mix/1",
        "bank": "1#1",
        "score": 0.1234,
        "top": [["q-1", 0.1234], ["q-2", 0.1]],
        "removed": {"not_repeated": 7, "language": 0, "gone_rule": 2},
        "affinities": {},
    }
    third.save()

    page = page_of(member("view_session"), third, "en")

    assert "cannot be replayed" in page
    assert "smart-mix/1" in page
    assert "0.123" in page
    assert "Already asked</td><td>7" in page
    assert "Gone_rule</td><td>2" in page


def test_a_question_without_any_record_opens(third: AskedQuestion) -> None:
    AskedQuestion.objects.update(selection={})

    assert "cannot be replayed" in page_of(member("view_session"), third, "en")


def test_whoever_may_not_see_sessions_does_not_see_what_was_asked(third: AskedQuestion) -> None:
    browser = member("view_question", "view_askedquestion")
    url = reverse("admin:onboarding_askedquestion_change", args=[third.pk])

    assert browser.get(url).status_code == 403
    assert browser.get(reverse("admin:onboarding_askedquestion_changelist")).status_code == 403


def test_the_session_leads_to_the_whole_choice(third: AskedQuestion) -> None:
    url = reverse("admin:onboarding_session_change", args=[third.session_id])
    page = member("view_session").get(url).content.decode()

    assert reverse("admin:onboarding_askedquestion_change", args=[third.pk]) in page


def test_every_reason_has_words() -> None:
    assert set(REASONS) == set(Reason)


def test_the_best_candidate_fills_its_bar_and_the_chosen_one_is_marked(
    third: AskedQuestion,
) -> None:
    shown = why(third.selection, third.question.code)["candidates"]

    assert shown[0].bar.width == 100
    assert [one.code for one in shown if one.is_chosen] == [third.question.code]
