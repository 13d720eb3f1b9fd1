"""What analysis does about events."""

from contextlib import suppress
from datetime import timedelta

from django.db import DatabaseError, DataError, IntegrityError, transaction

from analysis.failures import failure_note
from analysis.rereading import rereading_allow, rereading_forbid
from analysis.services import (
    DeepResult,
    deep_read,
    deep_read_here,
    deep_store,
    readings_outdate,
)
from core.errors import NotFoundError, error_code
from events.catalogue import (
    AnswerSubmitted,
    ConsentGiven,
    ConsentWithdrawn,
    Priority,
    RereadingRequested,
)
from events.registry import handles
from onboarding.selectors import answer_get
from people.choices import Purpose

DEEP_TIMEOUT = timedelta(seconds=60)


def _read(event: AnswerSubmitted | RereadingRequested) -> DeepResult | None:
    model_id = event.model_id if isinstance(event, RereadingRequested) else None
    try:
        return deep_read(event.answer_id, model_id=model_id)
    except NotFoundError:
        return None
    except Exception as error:
        # Noted although nothing else is: the attempt is rolled back, and staff must see it.
        with suppress(NotFoundError, DatabaseError), transaction.atomic():
            failure_note(answer_get(event.answer_id), reason=error_code(error))
        raise


@handles(AnswerSubmitted, prepare=_read, priority=Priority.NORMAL, timeout=DEEP_TIMEOUT)
def analyse_in_depth(event: AnswerSubmitted, result: DeepResult | None) -> None:
    """Store the deep reading, unless the answer was erased or corrected in the meantime.

    What an answer corrects stops counting even when the answer was itself corrected by now.
    """
    with suppress(NotFoundError):
        if event.supersedes is not None:
            readings_outdate(event.person_id, event.supersedes)
        if result is not None:
            _keep(result, supersedes=event.supersedes)


@handles(RereadingRequested, prepare=_read, timeout=DEEP_TIMEOUT)
def analyse_again(event: RereadingRequested, result: DeepResult | None) -> None:
    """Store what was read once more, if it is better than what counts."""
    with suppress(NotFoundError):
        if result is not None:
            _keep(result)


@handles(ConsentGiven, priority=Priority.LOW)
def read_with_consent(event: ConsentGiven) -> None:
    """Let models read the earlier answers of who lets text go out from now on."""
    if event.purpose == Purpose.AI_VENDORS:
        with suppress(NotFoundError):
            rereading_allow(event.person_id)


@handles(ConsentWithdrawn)
def keep_without_consent(event: ConsentWithdrawn) -> None:
    """Let no model read again the answers of who takes that back."""
    if event.purpose == Purpose.AI_VENDORS:
        with suppress(NotFoundError):
            rereading_forbid(event.person_id)


def _keep(result: DeepResult, *, supersedes: int | None = None) -> None:
    """Store a reading, or the local one where a model's is not what the tables take.

    Asking the model again would cost as much and give the same.
    """
    try:
        with transaction.atomic():
            deep_store(result, supersedes=supersedes)
    except (DataError, IntegrityError) as error:
        if result.routed.is_offline:
            raise
        here = deep_read_here(result)
        deep_store(here, supersedes=supersedes)
        failure_note(result.answer, reason=error_code(error), model=result.routed.model)
