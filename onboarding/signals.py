"""Domain signals of onboarding, sent inside the transaction that makes them true."""

from django.dispatch import Signal

#: person_id: UUID, session_id: int
session_created = Signal()
#: person_id: UUID, session_id: int, status: SessionStatus
session_updated = Signal()
#: person_id: UUID, session_id: int
session_timed_out = Signal()
#: person_id: UUID, session_id: int
session_abandoned = Signal()
#: person_id: UUID, session_id: int, answers: int, reason: EndReason
session_completed = Signal()
#: person_id: UUID, session_id: int, asked_id: int, question_code: str, stage: Stage
question_selected = Signal()
#: person_id: UUID, answer_id: int, asked_id: int, session_id: int, supersedes: int | None
answer_submitted = Signal()
