"""Domain signals of the coach, sent inside the transaction that makes them true."""

from django.dispatch import Signal

#: person_id: UUID, message_id: int
message_received = Signal()
#: person_id: UUID, message_id: int
reply_stored = Signal()
#: person_id: UUID, message_id: int, level: CrisisLevel
crisis_read = Signal()
