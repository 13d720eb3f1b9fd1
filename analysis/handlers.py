"""What analysis does about events."""

from contextlib import suppress
from datetime import timedelta

from analysis.services import DeepResult, deep_read, deep_store, readings_outdate
from core.errors import NotFoundError
from events.catalogue import AnswerSubmitted, Priority
from events.registry import handles

DEEP_TIMEOUT = timedelta(seconds=60)


def _read(event: AnswerSubmitted) -> DeepResult | None:
    try:
        return deep_read(event.answer_id)
    except NotFoundError:
        return None


@handles(AnswerSubmitted, prepare=_read, priority=Priority.NORMAL, timeout=DEEP_TIMEOUT)
def analyse_in_depth(event: AnswerSubmitted, result: DeepResult | None) -> None:
    """Store the deep reading, unless the answer was erased or corrected in the meantime.

    What an answer corrects stops counting even when the answer was itself corrected by now.
    """
    with suppress(NotFoundError):
        if event.supersedes is not None:
            readings_outdate(event.person_id, event.supersedes)
        if result is not None:
            deep_store(result, supersedes=event.supersedes)
