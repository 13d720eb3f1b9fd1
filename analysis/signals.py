"""Domain signals of analysis, sent inside the transaction that makes them true."""

from django.dispatch import Signal

#: person_id: UUID, answer_id: int, analysis_id: int, sentiment: Sentiment, quality: float
instant_analysis_completed = Signal()
#: person_id: UUID, answer_id: int, analysis_id: int
analysis_completed = Signal()
#: person_id: UUID, answer_id: int, analysis_id: int, trait_ids: tuple[int, ...]
traits_extracted = Signal()
#: person_id: UUID, analysis_id: int, level: CrisisLevel
crisis_read = Signal()
#: person_id: UUID, answer_id: int, model_id: int | None, staff_id: int | None
rereading_requested = Signal()
