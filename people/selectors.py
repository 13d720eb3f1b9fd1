"""What other rooms may know about people."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from core.crisis import Contact
from core.errors import NotFoundError
from core.vocabulary import Language
from people.choices import AddressForm, DialogueState, Purpose
from people.models import Consent, CrisisContact, Person
from people.vendors import vendor_names


@dataclass(frozen=True, slots=True)
class PersonRef:
    """A person as other apps see one.

    Attributes:
        last_seen_at: when they last did anything before this was read.
    """

    id: UUID
    language: Language
    time_zone: str
    address_form: AddressForm
    state: DialogueState
    last_seen_at: datetime

    @property
    def is_onboarded(self) -> bool:
        """Whether the person agreed to begin."""
        return self.state not in (DialogueState.NEW, DialogueState.CONSENT)


def ref(person: Person) -> PersonRef:
    """Return what other apps may know of `person`."""
    return PersonRef(
        id=person.id,
        language=Language(person.language),
        time_zone=person.time_zone,
        address_form=AddressForm(person.address_form),
        state=DialogueState(person.state),
        last_seen_at=person.last_seen_at,
    )


def person_get(person_id: UUID) -> PersonRef:
    """Return the person.

    Raises:
        NotFoundError: there is no such person (any more).
    """
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise NotFoundError
    return ref(person)


def person_name(person_id: UUID) -> str:
    """Return the name a person wants to be called by; empty when they gave none."""
    person = Person.objects.only("name").filter(pk=person_id).first()
    return (person.name if person else None) or ""


def manner_of(person_id: UUID) -> tuple[AddressForm, str]:
    """Return how a person is addressed and what they are called; one query for both.

    Raises:
        NotFoundError: there is no such person (any more).
    """
    person = Person.objects.only("address_form", "name").filter(pk=person_id).first()
    if person is None:
        raise NotFoundError
    return AddressForm(person.address_form), person.name or ""


def name_asked(person_id: UUID) -> bool:
    """Return whether the person said what to call them; no name is an answer too."""
    person = Person.objects.only("name").filter(pk=person_id).first()
    return person is not None and person.name is not None


def consent_live(person_id: UUID, purpose: Purpose) -> bool:
    """Return whether the person agrees to `purpose` now."""
    return _live(person_id).filter(purpose=purpose).exists()


def consent_asked(person_id: UUID, purpose: Purpose) -> bool:
    """Return whether the person was ever asked about `purpose`, whatever they said."""
    return Consent.objects.filter(person_id=person_id, purpose=purpose).exists()


def may_ask_for_vendors(person_id: UUID) -> bool:
    """Return whether to ask for the consent to AI vendors.

    Only where one has a key, and only people who were never asked, or who agreed to others.
    """
    if not vendor_names():
        return False
    consents = Consent.objects.filter(person_id=person_id, purpose=Purpose.AI_VENDORS)
    latest = consents.order_by("-pk").first()
    is_agreed = latest is not None and latest.withdrawn_at is None
    return latest is None or (is_agreed and not consent_live(person_id, Purpose.AI_VENDORS))


def consents_live(person_id: UUID) -> frozenset[Purpose]:
    """Return everything the person agrees to now."""
    return frozenset(Purpose(value) for value in _live(person_id).values_list("purpose", flat=True))


def crisis_contacts(language: Language) -> tuple[Contact, ...]:
    """Return the contacts for speakers of `language`, emergency numbers first."""
    rows = CrisisContact.objects.filter(language=language).order_by(
        "-is_emergency", "position", "pk"
    )
    return tuple(_contact(row) for row in rows)


def _contact(row: CrisisContact) -> Contact:
    return Contact(
        name=row.name,
        phone=row.phone,
        url=row.url,
        hours=row.hours,
        country=row.country,
        language=Language(row.language),
        is_emergency=row.is_emergency,
        is_verified=row.verified_at is not None,
    )


def _live(person_id: UUID) -> QuerySet[Consent]:
    return Consent.objects.live().filter(person_id=person_id)
