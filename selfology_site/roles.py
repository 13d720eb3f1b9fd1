"""The roles that the product brings, and what they may do.

Their permissions are set anew after every migration, so that this page is what holds. Whoever needs
something else makes a role of their own in the admin.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet

PSYCHOLOGIST = "psychologist"
CLINICIAN = "clinician"
REVIEWER = "reviewer"
ACCOUNTANT = "accountant"
MODEL_KEEPER = "model keeper"

#: All who work in the lab write, review and publish; that nobody reviews their own words and that
#: nothing is published unread is a matter of who did what, not of roles.
_LAB = (
    "onboarding.view_question",
    "onboarding.add_question",
    "onboarding.change_question",
    "onboarding.review_question",
    "onboarding.publish_question",
    "onboarding.view_questiontext",
    "onboarding.change_questiontext",
    "onboarding.view_questiontarget",
    "onboarding.view_questiondecision",
    "onboarding.view_questionstatistics",
    "onboarding.view_simulationrun",
    "onboarding.view_bankversion",
    "onboarding.view_bankimport",
)

#: Who keeps an eye on the money sees what it buys, and changes neither models nor limits.
_MONEY = ("ai.view_aicall", "ai.view_aibudget", "ai.view_aimodel", "ai.view_aitierplace")

ROLES: Mapping[str, Iterable[str]] = {
    PSYCHOLOGIST: _LAB,
    CLINICIAN: (*_LAB, "onboarding.review_as_clinician"),
    REVIEWER: (
        "people.view_person",
        "people.view_personal_text",
        "people.view_consent",
        "people.view_crisiscase",
        "people.change_crisiscase",
        "people.view_crisiscontact",
        "people.change_crisiscontact",
        "onboarding.view_session",
        "onboarding.view_answer",
        "onboarding.view_carestate",
        "onboarding.view_question",
        "onboarding.view_questiontext",
        "onboarding.view_questiontarget",
        "analysis.view_analysis",
        "analysis.view_analysisfailure",
        "analysis.read_again",
        "profiles.view_personalityprofile",
        "profiles.view_traithistory",
        "coach.view_conversation",
    ),
    ACCOUNTANT: _MONEY,
    MODEL_KEEPER: (
        *_MONEY,
        "analysis.view_evaluationrun",
        "ai.add_aimodel",
        "ai.change_aimodel",
        "ai.add_aitierplace",
        "ai.change_aitierplace",
        "ai.delete_aitierplace",
        "ai.add_aibudget",
        "ai.change_aibudget",
        "ai.delete_aibudget",
    ),
}


def set_roles(**_: Any) -> None:
    """Make the roles exist with exactly their permissions. Called when all apps have theirs."""
    for name, labels in ROLES.items():
        role, _is_new = Group.objects.get_or_create(name=name)
        role.permissions.set(permissions(labels))


def permissions(labels: Iterable[str]) -> QuerySet[Permission]:
    """Return the permissions called `app.codename`; those of apps not migrated yet are left out."""
    wanted = Q(pk__in=[])
    for label in labels:
        app, codename = label.split(".")
        wanted |= Q(content_type__app_label=app, codename=codename)
    return Permission.objects.filter(wanted)
