"""Domain signals of analysis become events; an answer given is read at once."""

from typing import Any
from uuid import UUID

import structlog
from django.db import transaction
from django.dispatch import receiver

from ai.contracts import Sentiment
from analysis import signals
from analysis.services import instant_analyse
from core.crisis import CrisisLevel
from core.errors import error_code
from events.catalogue import (
    AnalysisCompleted,
    InstantAnalysisCompleted,
    MessageSendRequested,
    RereadingRequested,
    TraitExtracted,
)
from events.outbox import publish
from onboarding.signals import answer_submitted

log = structlog.get_logger(__name__)


@receiver(answer_submitted)
def read_at_once(*, answer_id: int, **_: Any) -> None:
    """Read the answer inside the turn, in a savepoint: a failure costs only the reflection.

    The error is logged by its code alone, because its text or its frames may hold personal words.
    """
    try:
        with transaction.atomic():
            instant_analyse(answer_id)
    except Exception as error:  # noqa: BLE001 - nothing an analyser does may cost the answer
        log.warning("instant_analysis_failed", answer=answer_id, code=error_code(error))


@receiver(signals.instant_analysis_completed)
def publish_instant_analysis_completed(
    *,
    person_id: UUID,
    answer_id: int,
    analysis_id: int,
    sentiment: Sentiment,
    quality: float,
    **_: Any,
) -> None:
    """An answer was read at once."""
    publish(
        InstantAnalysisCompleted(
            person_id=person_id,
            answer_id=answer_id,
            analysis_id=analysis_id,
            sentiment=sentiment,
            quality=quality,
        )
    )


@receiver(signals.analysis_completed)
def publish_analysis_completed(
    *, person_id: UUID, answer_id: int, analysis_id: int, **_: Any
) -> None:
    """An answer was read in depth."""
    publish(AnalysisCompleted(person_id=person_id, answer_id=answer_id, analysis_id=analysis_id))


@receiver(signals.traits_extracted)
def publish_traits_extracted(
    *, person_id: UUID, answer_id: int, analysis_id: int, trait_ids: tuple[int, ...], **_: Any
) -> None:
    """An answer says something about traits, or no longer says what it said before."""
    publish(
        TraitExtracted(
            person_id=person_id,
            answer_id=answer_id,
            analysis_id=analysis_id,
            trait_ids=trait_ids,
        )
    )


@receiver(signals.rereading_requested)
def publish_rereading_requested(
    *, person_id: UUID, answer_id: int, model_id: int | None, staff_id: int | None, **_: Any
) -> None:
    """An answer is due to be read once more."""
    publish(
        RereadingRequested(
            person_id=person_id, answer_id=answer_id, model_id=model_id, staff_id=staff_id
        )
    )


@receiver(signals.crisis_read)
def request_crisis_text(*, person_id: UUID, analysis_id: int, level: CrisisLevel, **_: Any) -> None:
    """The deep reading saw what the guard had not: the fixed help text is due."""
    publish(
        MessageSendRequested(
            person_id=person_id, template=f"crisis_level_{level:d}", object_id=analysis_id
        )
    )
