"""Answers read once more: when a model is back, when a person agrees, when staff choose a model."""

from uuid import UUID

from django.db import transaction

from ai.selectors import model_get
from analysis import signals
from analysis.availability import model_is_back
from analysis.choices import Phase
from analysis.models import Analysis
from analysis.precedence import ASKED_PAUSE, NEVER_AGAIN
from core.clock import utc_now
from core.errors import NotFoundError
from onboarding.selectors import answer_get
from people.services import person_lock

#: So many answers are asked for again at once; the scheduler calls once a minute.
BATCH = 50


def answers_reread() -> int:
    """Ask for local readings to be made again by a model, the newest answers first.

    Only while a model can be asked and the budget of the workspace has something left; at most
    `BATCH` at once, and no answer again before its last request had time to be served. Safe to
    repeat: what is asked for is put off in the same transaction.

    Returns:
        How many were asked for.
    """
    if not model_is_back():
        return 0
    due = Analysis.objects.filter(read_again_at__lte=utc_now()).order_by("-answer_id")
    rows = list(due.values_list("pk", "person_id", "answer_id")[:BATCH])
    return sum(_request(*row) for row in rows)


@transaction.atomic
def answer_reread(answer_id: int, model_id: int, by: int) -> None:
    """Ask for an answer to be read by the model that staff chose; the work is done by a worker.

    Raises:
        NotFoundError: there is no such answer or model (any more), or the answer was corrected.
    """
    model_get(model_id)
    answer = answer_get(answer_id)
    if not answer.is_current:
        raise NotFoundError
    signals.rereading_requested.send(
        sender=Analysis,
        person_id=answer.person_id,
        answer_id=answer_id,
        model_id=model_id,
        staff_id=by,
    )


@transaction.atomic
def rereading_allow(person_id: UUID) -> None:
    """Let models read what they were not allowed to read before the person agreed.

    Raises:
        NotFoundError: the person does not exist (any more).
    """
    person_lock(person_id)
    local = Analysis.objects.current(Phase.DEEP).filter(person_id=person_id, is_offline=True)
    local.exclude(reason_local__in=NEVER_AGAIN).update(read_again_at=utc_now(), rereads=0)


@transaction.atomic
def rereading_forbid(person_id: UUID) -> None:
    """Let no model read again what a person has taken their consent back for.

    Raises:
        NotFoundError: the person does not exist (any more).
    """
    person_lock(person_id)
    waiting = Analysis.objects.filter(person_id=person_id, read_again_at__isnull=False)
    waiting.update(read_again_at=None)


@transaction.atomic
def _request(analysis_id: int, person_id: UUID, answer_id: int) -> bool:
    """Ask for one reading to be made again; tell whether it was still due."""
    now = utc_now()
    due = Analysis.objects.filter(pk=analysis_id, read_again_at__lte=now)
    is_due = due.update(read_again_at=now + ASKED_PAUSE) > 0
    if is_due:
        signals.rereading_requested.send(
            sender=Analysis, person_id=person_id, answer_id=answer_id, model_id=None, staff_id=None
        )
    return is_due
