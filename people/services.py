"""All writes about people."""

from uuid import UUID

from django.db import transaction

from core.clock import utc_now
from core.egress import EgressPermit
from core.errors import NotFoundError
from core.vocabulary import Language
from people import signals
from people.choices import AddressForm, DialogueState, Purpose
from people.consent_texts import VERSION, consent_hash
from people.models import Consent, Person
from people.selectors import PersonRef, ref
from people.vendors import vendor_names

NAME_MAX_CHARACTERS = 60


def person_register(*, language: Language) -> PersonRef:
    """Create a person of whom nothing is known but the language."""
    return ref(Person.objects.create(language=language))


def person_lock(person_id: UUID) -> PersonRef:
    """Lock the person's row until the end of the transaction and return the person.

    This is always the first lock of a transaction, so that two never wait for each other.

    Raises:
        NotFoundError: there is no such person (any more).
    """
    person = Person.objects.locked().filter(pk=person_id).first()
    if person is None:
        raise NotFoundError
    return ref(person)


def state_change(person_id: UUID, state: DialogueState) -> None:
    """Put the dialogue into `state`."""
    Person.objects.filter(pk=person_id).update(state=state, last_seen_at=utc_now())


def person_seen(person_id: UUID) -> None:
    """Note that the person did something now."""
    Person.objects.filter(pk=person_id).update(last_seen_at=utc_now())


def language_change(person_id: UUID, language: Language) -> None:
    """Speak `language` with this person from now on."""
    Person.objects.filter(pk=person_id).update(language=language)


def name_set(person_id: UUID, name: str) -> None:
    """Remember what the person wants to be called; empty for no name."""
    person = Person.objects.get(pk=person_id)
    person.name = " ".join(name.split())[:NAME_MAX_CHARACTERS]
    person.save(update_fields=["name"])


def address_form_set(person_id: UUID, form: AddressForm) -> None:
    """Remember how to address the person in Russian."""
    Person.objects.filter(pk=person_id).update(address_form=form)


@transaction.atomic
def person_begin(person_id: UUID, language: Language) -> None:
    """Record that the person is an adult and agrees to what is needed to begin."""
    Person.objects.filter(pk=person_id).update(is_adult=True)
    consent_give(person_id, Purpose.PROFILE, language)
    signals.person_began.send(Person, person_id=person_id)


@transaction.atomic
def consent_give(person_id: UUID, purpose: Purpose, language: Language) -> int:
    """Record agreement to the current text of `purpose`; return the id of the consent.

    Agreeing twice changes nothing, unless the text names other AI vendors than the first time.
    """
    live = Consent.objects.live().filter(person_id=person_id, purpose=purpose).first()
    if live is not None:
        return live.pk
    consent_withdraw(person_id, purpose)
    consent = _consent_now(person_id, purpose, language)
    consent.save()
    signals.consent_given.send(Consent, person_id=person_id, purpose=purpose, consent_id=consent.pk)
    return consent.pk


def consent_refuse(person_id: UUID, purpose: Purpose, language: Language) -> None:
    """Record a no, so that nobody asks again: an agreement that was never alive."""
    refused = _consent_now(person_id, purpose, language)
    refused.withdrawn_at = refused.given_at
    refused.save()


def _consent_now(person_id: UUID, purpose: Purpose, language: Language) -> Consent:
    """Return an unsaved consent to the text of `purpose` as it is shown now."""
    named = vendor_names() if purpose is Purpose.AI_VENDORS else ()
    return Consent(
        person_id=person_id,
        purpose=purpose,
        text_version=VERSION,
        text_hash=consent_hash(purpose, language, named),
        language=language,
        vendors=list(named),
    )


@transaction.atomic
def consent_withdraw(person_id: UUID, purpose: Purpose) -> bool:
    """Take the agreement back from now on; return whether there was one."""
    consent = Consent.objects.filter(
        person_id=person_id, purpose=purpose, withdrawn_at=None
    ).first()
    if consent is None:
        return False
    consent.withdrawn_at = utc_now()
    consent.save(update_fields=["withdrawn_at"])
    signals.consent_withdrawn.send(
        Consent, person_id=person_id, purpose=purpose, consent_id=consent.pk
    )
    return True


def egress_permit(person_id: UUID, purpose: str) -> EgressPermit | None:
    """Return the permission to send this person's text to an AI vendor, or None.

    `purpose` says what the text is sent for; the consent is the one to AI vendors, and names every
    vendor that has a key here.
    """
    consents = Consent.objects.live().filter(purpose=Purpose.AI_VENDORS)
    consent = consents.filter(person_id=person_id).first()
    if consent is None:
        return None
    return EgressPermit(
        person_id=person_id,
        purpose=purpose,
        consent_id=consent.pk,
        granted_at=utc_now(),
        still_granted=Consent.objects.filter(pk=consent.pk, withdrawn_at=None).exists,
    )
