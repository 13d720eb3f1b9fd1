"""Personal words are opened by permission, with a ground and a reason, and every look is noted."""

from datetime import timedelta

import pytest
from django.contrib.admin.utils import quote
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from core.clock import utc_now
from core.vocabulary import Language
from people.choices import Purpose
from people.models import CrisisCase, PersonalTextView, StaffUser
from people.personal_text import SAFETY_REVIEW, words_may_be_opened
from people.services import consent_give, consent_withdraw
from tests.selfology_site.staff_world import CANARY, REASON, World, make_world, staff_client

pytestmark = pytest.mark.django_db

SUBJECTS = ("person", "answer", "analysis", "profile", "conversation")


@pytest.fixture
def world() -> World:
    made = make_world(StaffUser.objects.create_superuser("root", password=None))
    PersonalTextView.objects.all().delete()
    return made


@pytest.fixture
def reviewed(world: World) -> World:
    """Return a world whose person agreed to human review."""
    consent_give(world.person.pk, Purpose.HUMAN_REVIEW, Language.RU)
    return world


@pytest.fixture
def reviewer() -> Client:
    return staff_client("anna", role="reviewer")


def address(row: Model, *, words: bool) -> str:
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}"
    if words:
        return reverse(f"{name}_do", args=[quote(row.pk), "words"])
    return reverse(f"{name}_change", args=[quote(row.pk)])


@pytest.mark.parametrize("subject", SUBJECTS)
def test_words_are_shown_after_a_reason_and_the_look_is_noted(
    reviewer: Client, reviewed: World, subject: str
) -> None:
    row = getattr(reviewed, subject)
    assert CANARY not in reviewer.get(address(row, words=False)).content.decode()

    response = reviewer.post(address(row, words=True), {"reason": REASON})

    assert CANARY in response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]
    look = PersonalTextView.objects.get()
    assert (look.staff.username, look.person_id) == ("anna", reviewed.person.pk)
    assert (look.subject, look.reason) == (f"{row._meta.label} {row.pk}", REASON)


@pytest.mark.parametrize("reason", ["", "   ", "ok"])
def test_nothing_is_shown_without_a_reason(reviewer: Client, reviewed: World, reason: str) -> None:
    response = reviewer.post(address(reviewed.answer, words=True), {"reason": reason}, follow=True)

    assert CANARY not in response.content.decode()
    assert not PersonalTextView.objects.exists()


def test_opening_the_address_by_a_link_shows_nothing(reviewer: Client, reviewed: World) -> None:
    response = reviewer.get(address(reviewed.answer, words=True), {"reason": REASON}, follow=True)

    assert CANARY not in response.content.decode()
    assert not PersonalTextView.objects.exists()


def test_without_the_permission_there_is_no_button_and_the_address_refuses(
    reviewed: World,
) -> None:
    client = staff_client("boris", role="reviewer")
    boris = StaffUser.objects.get(username="boris")
    kept = boris.groups.get().permissions.exclude(codename="view_personal_text")
    boris.user_permissions.set(kept)
    boris.groups.clear()

    page = client.get(address(reviewed.answer, words=False))
    refused = client.post(address(reviewed.answer, words=True), {"reason": REASON})

    assert page.status_code == 200
    assert "do-words" not in page.content.decode()
    assert refused.status_code == 403
    assert not PersonalTextView.objects.exists()


def test_without_consent_and_without_a_crisis_nobody_may_open_words(world: World) -> None:
    client = Client()
    client.force_login(StaffUser.objects.get(username="root"))

    page = client.get(address(world.answer, words=False))
    refused = client.post(address(world.answer, words=True), {"reason": REASON})

    assert "do-words" not in page.content.decode()
    assert refused.status_code == 403
    assert not PersonalTextView.objects.exists()


def test_a_consent_that_was_taken_back_opens_nothing(reviewed: World) -> None:
    consent_withdraw(reviewed.person.pk, Purpose.HUMAN_REVIEW)

    assert not words_may_be_opened(reviewed.person.pk)


@pytest.mark.parametrize(("days_ago", "may"), [(1, True), (31, False)])
def test_a_recent_crisis_is_a_ground(world: World, days_ago: int, *, may: bool) -> None:
    CrisisCase.objects.update(opened_at=utc_now() - timedelta(days=days_ago))

    assert words_may_be_opened(world.person.pk) is may
    assert timedelta(days=30) == SAFETY_REVIEW


def test_the_reason_is_shown_to_those_who_read_the_log(reviewed: World, reviewer: Client) -> None:
    reviewer.post(address(reviewed.answer, words=True), {"reason": REASON})
    look = PersonalTextView.objects.get()
    client = Client()
    client.force_login(StaffUser.objects.get(username="root"))

    assert REASON in client.get(address(look, words=False)).content.decode()
