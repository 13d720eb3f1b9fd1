"""Domain signals of people become events in the outbox."""

from typing import Any
from uuid import UUID

from django.dispatch import receiver

from events.catalogue import (
    ConsentGiven,
    ConsentWithdrawn,
    CrisisDetected,
    OnboardingInitiated,
    PersonErased,
)
from events.outbox import publish
from people import signals
from people.choices import CrisisSource, Purpose


@receiver(signals.person_began)
def publish_person_began(*, person_id: UUID, **_: Any) -> None:
    """A person agreed to begin."""
    publish(OnboardingInitiated(person_id=person_id))


@receiver(signals.consent_given)
def publish_consent_given(*, person_id: UUID, purpose: Purpose, consent_id: int, **_: Any) -> None:
    """A person agreed to a purpose."""
    publish(ConsentGiven(person_id=person_id, purpose=purpose, consent_id=consent_id))


@receiver(signals.consent_withdrawn)
def publish_consent_withdrawn(
    *, person_id: UUID, purpose: Purpose, consent_id: int, **_: Any
) -> None:
    """A person took an agreement back."""
    publish(ConsentWithdrawn(person_id=person_id, purpose=purpose, consent_id=consent_id))


@receiver(signals.crisis_detected)
def publish_crisis_detected(
    *,
    person_id: UUID,
    case_id: int,
    level: int,
    source: CrisisSource,
    answer_id: int | None,
    **_: Any,
) -> None:
    """A case was opened, or its level raised."""
    publish(
        CrisisDetected(
            person_id=person_id, case_id=case_id, level=level, source=source, answer_id=answer_id
        )
    )


@receiver(signals.person_erased)
def publish_person_erased(*, person_id: UUID, **_: Any) -> None:
    """A person had everything erased."""
    publish(PersonErased(person_id=person_id))
