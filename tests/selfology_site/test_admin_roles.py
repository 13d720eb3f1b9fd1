"""Each role sees what it works with, and nothing else."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from people.models import StaffUser
from selfology_site.roles import (
    ACCOUNTANT,
    CLINICIAN,
    MODEL_KEEPER,
    PSYCHOLOGIST,
    REVIEWER,
    ROLES,
    permissions,
    set_roles,
)
from tests.selfology_site.staff_world import make_world, staff_client

pytestmark = pytest.mark.django_db

LAB = {"onboarding_question", "onboarding_bankversion", "onboarding_bankimport"}
MONEY = {"ai_aicall", "ai_aibudget", "ai_aimodel", "ai_aitierplace"}
PAGES = {
    ACCOUNTANT: MONEY,
    MODEL_KEEPER: {*MONEY, "analysis_evaluationrun"},
    PSYCHOLOGIST: LAB,
    CLINICIAN: LAB,
    REVIEWER: {
        "people_person",
        "people_consent",
        "people_crisiscase",
        "people_crisiscontact",
        "onboarding_session",
        "onboarding_answer",
        "onboarding_carestate",
        "onboarding_question",
        "analysis_analysis",
        "analysis_analysisfailure",
        "profiles_personalityprofile",
        "profiles_traithistory",
        "coach_conversation",
    },
}
EVERY_PAGE = {
    *PAGES[PSYCHOLOGIST],
    *PAGES[REVIEWER],
    *PAGES[MODEL_KEEPER],
    "people_staffuser",
    "people_personaltextview",
    "auth_group",
    "events_delivery",
    "events_outboxevent",
    "telegram_bot_account",
    "telegram_bot_inboundupdate",
    "telegram_bot_outgoingmessage",
}


def status(client: Client, page: str) -> int:
    return client.get(reverse(f"admin:{page}_changelist")).status_code


@pytest.mark.parametrize("role", ROLES)
def test_a_role_opens_its_pages_and_no_others(role: str) -> None:
    client = staff_client("anna", role=role)

    opened = {page for page in EVERY_PAGE if status(client, page) == 200}
    refused = {page for page in EVERY_PAGE if status(client, page) == 403}

    assert opened == PAGES[role]
    assert refused == EVERY_PAGE - PAGES[role]


@pytest.mark.parametrize("role", ROLES)
def test_the_sidebar_offers_only_what_opens(role: str) -> None:
    page = staff_client("anna", role=role).get(reverse("admin:index")).content.decode()

    offered = {name for name in EVERY_PAGE if reverse(f"admin:{name}_changelist") in page}

    assert offered <= PAGES[role]


def test_the_first_page_shows_a_psychologist_no_figures_of_people() -> None:
    make_world(StaffUser.objects.create_superuser("root", password=None))

    page = staff_client("anna", role=PSYCHOLOGIST).get(reverse("admin:index"))

    assert [str(card["title"]) for card in page.context["cards"]] == ["My review queue"]
    assert page.context["charts"] == []


def test_the_health_page_is_for_those_who_see_deliveries() -> None:
    client = staff_client("anna", role=REVIEWER)

    assert client.get(reverse("admin:health")).status_code == 403


def test_somebody_without_a_role_opens_nothing() -> None:
    client = staff_client("anna")

    assert {status(client, page) for page in EVERY_PAGE} == {403}


def test_somebody_who_is_not_logged_in_is_asked_to() -> None:
    response = Client().get(reverse("admin:people_person_changelist"))

    assert response.status_code == 302
    assert "/login/" in response.headers["Location"]


@pytest.mark.parametrize("role", ROLES)
def test_every_permission_of_a_role_exists(role: str) -> None:
    labels = set(ROLES[role])
    found = {f"{p.content_type.app_label}.{p.codename}" for p in permissions(labels)}

    assert found == labels


def test_a_role_gets_its_permissions_back_with_the_next_migration() -> None:
    Group.objects.get(name=REVIEWER).permissions.clear()

    set_roles()

    assert _labels(Group.objects.get(name=REVIEWER)) == set(ROLES[REVIEWER])


def _labels(group: Any) -> set[str]:
    return {f"{p.content_type.app_label}.{p.codename}" for p in group.permissions.all()}
