"""Domain signals of people, sent inside the transaction that makes them true."""

from django.dispatch import Signal

#: person_id: UUID
person_began = Signal()
#: person_id: UUID, purpose: Purpose, consent_id: int
consent_given = Signal()
#: person_id: UUID, purpose: Purpose, consent_id: int
consent_withdrawn = Signal()
#: person_id: UUID, case_id: int, level: int, source: CrisisSource, answer_id: int | None
crisis_detected = Signal()
#: person_id: UUID
person_erased = Signal()
