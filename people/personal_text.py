"""Whose words staff may open, and the note of every time they do."""

from datetime import timedelta
from uuid import UUID

from core.clock import utc_now
from people.choices import Purpose
from people.models import CrisisCase, PersonalTextView
from people.selectors import consent_live

#: How long after a crisis began its words may be read, whether the case is closed or not.
SAFETY_REVIEW = timedelta(days=30)


def words_may_be_opened(person_id: UUID) -> bool:
    """Return whether there is a ground: the person's consent to review, or their safety.

    It is what the person was promised in the consent to begin.
    """
    since = utc_now() - SAFETY_REVIEW
    return (
        consent_live(person_id, Purpose.HUMAN_REVIEW)
        or CrisisCase.objects.filter(person_id=person_id, opened_at__gte=since).exists()
    )


def look_note(staff_id: int, person_id: UUID, *, subject: str, reason: str) -> None:
    """Write down who opens what of whom, and why. Call it before anything is shown."""
    PersonalTextView.objects.create(
        staff_id=staff_id, person_id=person_id, subject=subject, reason=reason
    )
