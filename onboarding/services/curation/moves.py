"""Putting questions before people, and taking them away again."""

from django.db import transaction

from onboarding.choices import DecisionKind, Energy, QuestionStatus, ReviewKind, SafetyFlag
from onboarding.curation_rules import IN_USE, is_sensitive
from onboarding.curation_selectors import approvals_missing, review_given, was_in_use
from onboarding.errors import ApprovalsMissingError, ClinicianMissingError, NeverInUseError
from onboarding.models import Question, QuestionDecision
from onboarding.question_statistics import QuestionFlag
from onboarding.services.bank import bank_renew
from onboarding.services.curation.steps import (
    PUBLISH,
    hold,
    is_clinician,
    move,
    require,
    require_another,
    require_comment,
    require_move,
)
from onboarding.services.simulation_runs import require_simulated

#: What a version that comes into use takes the place of.
_SUPERSEDED = (*IN_USE, QuestionStatus.SUSPENDED)


@transaction.atomic
def question_pilot(question_id: int, by: int, comment: str = "") -> None:
    """Ask an approved question of a few people first.

    The version that was in use until now is retired, as a code has one version in use.

    Raises:
        CurationError: any of `MoveNotAllowedError`, `NotAllowedError`, `ApprovalsMissingError`,
            `NotSimulatedError`, `SimulationRunningError`, `SimulationWorseError`.
    """
    question = hold(question_id)
    require(by, PUBLISH)
    _put_in_use(question, DecisionKind.PILOTED, by, comment)


@transaction.atomic
def question_publish(question_id: int, by: int, comment: str = "") -> None:
    """Ask a question of everybody it is meant for; the version before it is retired.

    Approved questions may skip the pilot. A suspended one comes back by the decision of somebody
    who did not write it, with a reason; a sensitive one by the decision of a clinician.

    Raises:
        CurationError: any of `MoveNotAllowedError`, `NotAllowedError`, `ApprovalsMissingError`,
            `OwnQuestionError`, `ClinicianMissingError`, `CommentMissingError`,
            `NotSimulatedError`, `SimulationRunningError`, `SimulationWorseError`.
    """
    question = hold(question_id)
    require(by, PUBLISH)
    if question.status == QuestionStatus.SUSPENDED:
        require_comment(comment)
        _require_judge(question, by)
    _put_in_use(question, DecisionKind.PUBLISHED, by, comment)


@transaction.atomic
def question_suspend(question_id: int, by: int | None, comment: str) -> None:
    """Stop asking a question until somebody has looked into it.

    Args:
        question_id: a version in use.
        by: the member of staff; None where the product itself found reason to stop.
        comment: the reason.

    Raises:
        CurationError: any of `MoveNotAllowedError`, `NotAllowedError`, `CommentMissingError`.
    """
    question = hold(question_id)
    if by is not None:
        require(by, PUBLISH)
    require_comment(comment)
    move(question, DecisionKind.SUSPENDED, by, comment)
    bank_renew()


@transaction.atomic
def question_retire(question_id: int, by: int, comment: str = "") -> None:
    """Stop asking a question for good, or give up a draft; answers to it stay.

    Raises:
        CurationError: any of `MoveNotAllowedError`, `NotAllowedError`.
    """
    question = hold(question_id)
    require(by, PUBLISH)
    move(question, DecisionKind.RETIRED, by, comment)
    bank_renew()


@transaction.atomic
def question_roll_back(question_id: int, by: int, comment: str = "") -> None:
    """Ask a retired version again instead of the one that took its place.

    Its content was reviewed once and has not changed since, so no new approvals are asked for; but
    whoever wrote it cannot bring it back, and a sensitive one needs a clinician. A version that
    left use because it was suspended does not come back: an edit begins a new one.

    Args:
        question_id: the retired version, not the one in use now.
        by: the member of staff.
        comment: the reason, if it should be kept.

    Raises:
        CurationError: any of `MoveNotAllowedError`, `NotAllowedError`, `NeverInUseError`,
            `OwnQuestionError`, `ClinicianMissingError`.
    """
    question = hold(question_id)
    require(by, PUBLISH)
    require_move(question, DecisionKind.ROLLED_BACK)
    if not was_in_use(question):
        raise NeverInUseError
    _require_judge(question, by)
    _supersede(question, by)
    move(question, DecisionKind.ROLLED_BACK, by, comment)
    bank_renew()


def _require_judge(question: Question, by: int) -> None:
    """Go on only with somebody who may judge a version a second time."""
    require_another(question, by)
    flags = map(SafetyFlag, question.safety_flags)
    is_grave = is_sensitive(Energy(question.energy), flags) or was_stopped_for_crisis(question)
    if is_grave and not is_clinician(by):
        raise ClinicianMissingError


def was_stopped_for_crisis(question: Question) -> bool:
    """Return whether the product itself has suspended it for signs of a crisis."""
    return QuestionDecision.objects.filter(
        question=question,
        staff=None,
        kind=DecisionKind.SUSPENDED,
        comment__contains=QuestionFlag.CRISIS,
    ).exists()


def _put_in_use(question: Question, kind: DecisionKind, by: int, comment: str) -> None:
    require_move(question, kind)
    if question.status == QuestionStatus.IN_REVIEW:
        missing = approvals_missing(question.pk)
        if not missing.is_enough:
            raise ApprovalsMissingError(missing)
        question.review = review_given(question)
        question.review_kind = ReviewKind.PSYCHOLOGIST
        question.save(update_fields=["review", "review_kind"])
    require_simulated(question.pk)
    _supersede(question, by)
    move(question, kind, by, comment)
    bank_renew()


def _supersede(question: Question, by: int) -> None:
    """Retire the version in whose place this one comes."""
    others = Question.objects.filter(code=question.code, status__in=_SUPERSEDED)
    for other in others.exclude(pk=question.pk):
        move(other, DecisionKind.RETIRED, by, f"→ v{question.version}")
