"""Readings that failed are noted, once for as long as it lasts."""

from django.db.models import F, QuerySet

from analysis.choices import Phase
from analysis.models import AnalysisFailure
from core.clock import utc_now
from onboarding.selectors import AnswerRef


def failure_note(answer: AnswerRef, *, reason: str, model: str = "") -> None:
    """Note that no model read the answer in depth.

    Args:
        answer: whose reading failed.
        reason: code of the error, or why the local analyser had to step in.
        model: which failed last; empty where none was asked.
    """
    now = utc_now()
    is_known = (
        _open(answer.id).update(reason=reason, model=model, attempts=F("attempts") + 1, at=now) > 0
    )
    if not is_known:
        AnalysisFailure.objects.bulk_create(
            [
                AnalysisFailure(
                    person_id=answer.person_id,
                    answer_id=answer.id,
                    phase=Phase.DEEP,
                    reason=reason,
                    model=model,
                    since=now,
                    at=now,
                )
            ],
            ignore_conflicts=True,
        )


def failures_resolve(answer_id: int) -> None:
    """Note that nothing is wrong any more: a model has read the answer, or it was corrected."""
    _open(answer_id).update(resolved_at=utc_now())


def _open(answer_id: int) -> QuerySet[AnalysisFailure]:
    return AnalysisFailure.objects.filter(answer_id=answer_id, resolved_at=None)
