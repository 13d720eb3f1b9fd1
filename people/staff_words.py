"""Codes of people in words, for staff pages of this and the higher apps."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib.admin.utils import quote
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.staff_columns import Colours, Column, column, link
from core.staff_pages import Words
from core.vocabulary import Domain, Language, Trait
from people.choices import AddressForm, CaseStatus, DialogueState, Purpose

LANGUAGES: Words = {Language.RU: _("Russian"), Language.EN: _("English")}
STATES: Words = {
    DialogueState.NEW: _("has not begun"),
    DialogueState.CONSENT: _("reads the consent"),
    DialogueState.ADDRESS: _("chooses a name"),
    DialogueState.ASKING: _("answers a question"),
    DialogueState.PAUSED: _("paused"),
    DialogueState.CRISIS: _("in crisis"),
    DialogueState.IDLE: _("resting"),
    DialogueState.COACH: _("with the coach"),
}
STATE_COLOURS: Colours = {
    DialogueState.ASKING: "primary",
    DialogueState.COACH: "info",
    DialogueState.CRISIS: "danger",
    DialogueState.PAUSED: "warning",
}
PURPOSES: Words = {
    Purpose.PROFILE: _("answers and portrait"),
    Purpose.AI_VENDORS: _("outside AI models"),
    Purpose.COACH_MEMORY: _("the coach recalls answers"),
    Purpose.HUMAN_REVIEW: _("review by people"),
    Purpose.STATISTICS: _("anonymous statistics"),
    Purpose.MESSAGES_FIRST: _("the bot may write first"),
}
ADDRESS_FORMS: Words = {AddressForm.VY: _("formal (вы)"), AddressForm.TY: _("familiar (ты)")}
CASE_STATUSES: Words = {CaseStatus.OPEN: _("open case"), CaseStatus.CLOSED: _("closed case")}
CASE_COLOURS: Colours = {CaseStatus.OPEN: "danger", CaseStatus.CLOSED: "success"}
TRAITS: Words = {
    Trait.OPENNESS: _("openness"),
    Trait.CONSCIENTIOUSNESS: _("conscientiousness"),
    Trait.EXTRAVERSION: _("extraversion"),
    Trait.AGREEABLENESS: _("agreeableness"),
    Trait.NEUROTICISM: _("emotional sensitivity"),
    Trait.SELF_AWARENESS: _("self-awareness"),
    Trait.EMOTIONAL_REGULATION: _("handling of emotions"),
    Trait.MOTIVATION: _("motivation"),
    Trait.RESILIENCE: _("resilience"),
}
DOMAINS: Words = {
    Domain.IDENTITY: _("identity"),
    Domain.EMOTIONS: _("emotions"),
    Domain.RELATIONSHIPS: _("relationships"),
    Domain.FAMILY: _("family"),
    Domain.WORK: _("work"),
    Domain.CREATIVITY: _("creativity"),
    Domain.VALUES: _("values"),
    Domain.BODY: _("body"),
    Domain.SPIRITUALITY: _("meaning and faith"),
    Domain.PAST: _("the past"),
    Domain.FUTURE: _("the future"),
    Domain.EVERYDAY: _("everyday life"),
}


def person_link(person_id: UUID) -> Any:
    """Return the person's code, linked to the page of the person."""
    return link(
        reverse("admin:people_person_change", args=[quote(person_id)]),
        person_id.hex[-8:].upper(),
    )


def person_column(read: Callable[[Any], UUID] | None = None) -> Column:
    """Return a column with the code of the person a row belongs to."""
    owner = read or (lambda row: row.person_id)
    return column("person", _("person"), lambda row: person_link(owner(row)))
