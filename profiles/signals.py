"""Domain signals of profiles, sent inside the transaction that makes them true."""

from django.dispatch import Signal

#: person_id: UUID, profile_id: int
profile_created = Signal()
#: person_id: UUID, profile_id: int, profile_version: int, answer_id: int | None,
#: variances: tuple[float, ...] (z squared, order TRAITS)
profile_updated = Signal()
