"""Domain signals of profiles become events in the outbox."""

from typing import Any
from uuid import UUID

from django.dispatch import receiver

from events.catalogue import ProfileCreated, ProfileUpdated
from events.outbox import publish
from profiles import signals


@receiver(signals.profile_created)
def publish_profile_created(*, person_id: UUID, profile_id: int, **_: Any) -> None:
    """A person has a profile now."""
    publish(ProfileCreated(person_id=person_id, profile_id=profile_id))


@receiver(signals.profile_updated)
def publish_profile_updated(
    *,
    person_id: UUID,
    profile_id: int,
    profile_version: int,
    answer_id: int | None,
    variances: tuple[float, ...],
    **_: Any,
) -> None:
    """A profile was recomputed."""
    publish(
        ProfileUpdated(
            person_id=person_id,
            profile_id=profile_id,
            profile_version=profile_version,
            answer_id=answer_id,
            variances=variances,
        )
    )
