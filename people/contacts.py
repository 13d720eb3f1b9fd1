"""Writes about crisis contacts. Only a human who called a number makes it verified."""

from django.db import transaction

from core.clock import utc_now
from core.crisis import bundled_contacts
from core.vocabulary import Language
from people.models import CrisisContact


def contact_verify(contact_id: int, staff_id: int) -> None:
    """Note that this member of staff reached the contact just now."""
    CrisisContact.objects.filter(pk=contact_id).update(
        verified_at=utc_now(), verified_by_id=staff_id
    )


def contact_doubt(contact_id: int) -> None:
    """Take the verification back: nobody has called what the contact is now."""
    CrisisContact.objects.filter(pk=contact_id).update(verified_at=None, verified_by=None)


@transaction.atomic
def contacts_adopt() -> int:
    """Copy the bundled contacts, unverified, for every language without any; return how many."""
    missing = [
        language
        for language in Language
        if not CrisisContact.objects.filter(language=language).exists()
    ]
    rows = [
        CrisisContact(
            language=language,
            country=contact.country,
            name=contact.name,
            phone=contact.phone,
            url=contact.url,
            hours=contact.hours,
            is_emergency=contact.is_emergency,
            position=position,
        )
        for language in missing
        for position, contact in enumerate(bundled_contacts(language))
    ]
    return len(CrisisContact.objects.bulk_create(rows))
