"""What this app holds of a person; also the key of their words and their events."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from core.personal_data import PersonalData, declare
from events.services import events_erase
from people.models import Person


def export(person_id: UUID) -> Mapping[str, Any]:
    """Return the person, their consents and crisis cases."""
    person = Person.objects.get(pk=person_id)
    return {
        "name": person.name,
        "language": person.language,
        "time_zone": person.time_zone,
        "address_form": person.address_form,
        "created_at": person.created_at.isoformat(),
        "consents": list(
            person.consents.order_by("pk").values(
                "purpose", "text_version", "text_hash", "language", "given_at", "withdrawn_at"
            )
        ),
        "crisis_cases": list(
            person.crisis_cases.order_by("pk").values("level", "status", "opened_at", "closed_at")
        ),
    }


def erase(person_id: UUID) -> None:
    """Delete the person with consents and cases, and the events of their stream."""
    events_erase(person_id)
    Person.objects.filter(pk=person_id).delete()


declare(
    PersonalData(
        app="people",
        models=("people.Person", "people.Consent", "people.CrisisCase"),
        export=export,
        erase=erase,
    )
)
