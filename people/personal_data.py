"""What this app holds of a person; also the key of their words and their events."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from core.personal_data import PersonalData, declare
from events.services import events_erase
from people.models import Consent, CrisisCase, Person, PersonalTextView


def export(person_id: UUID) -> Mapping[str, Any]:
    """Return the person, their consents and crisis cases, and who looked at their words."""
    person = Person.objects.get(pk=person_id)
    return {
        "name": person.name,
        "language": person.language,
        "time_zone": person.time_zone,
        "address_form": person.address_form,
        "state": person.state,
        "is_adult": person.is_adult,
        "created_at": person.created_at.isoformat(),
        "last_seen_at": person.last_seen_at.isoformat(),
        "consents": [_consent(consent) for consent in person.consents.order_by("pk")],
        "crisis_cases": [_case(case) for case in person.crisis_cases.order_by("pk")],
        "looks_of_staff": [_look(look) for look in _looks(person_id)],
    }


def erase(person_id: UUID) -> None:
    """Delete the person with consents and cases, and the events of their stream."""
    events_erase(person_id)
    Person.objects.filter(pk=person_id).delete()


def _consent(consent: Consent) -> Mapping[str, Any]:
    return {
        "purpose": consent.purpose,
        "text_version": consent.text_version,
        "text_hash": consent.text_hash,
        "language": consent.language,
        "vendors": consent.vendors,
        "given_at": consent.given_at.isoformat(),
        "withdrawn_at": consent.withdrawn_at and consent.withdrawn_at.isoformat(),
    }


def _looks(person_id: UUID) -> QuerySet[PersonalTextView]:
    return PersonalTextView.objects.filter(person_id=person_id).order_by("pk")


def _look(look: PersonalTextView) -> Mapping[str, Any]:
    return {
        "subject": look.subject,
        "reason": look.reason,
        "viewed_at": look.viewed_at.isoformat(),
    }


def _case(case: CrisisCase) -> Mapping[str, Any]:
    return {
        "level": case.level,
        "signals": case.signals,
        "status": case.status,
        "opened_at": case.opened_at.isoformat(),
        "closed_at": case.closed_at and case.closed_at.isoformat(),
    }


declare(
    PersonalData(
        app="people",
        models=(
            "people.Person",
            "people.Consent",
            "people.CrisisCase",
            "people.PersonalTextView",
        ),
        export=export,
        erase=erase,
    )
)
