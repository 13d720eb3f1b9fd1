"""Between an author and the reviewers."""

from django.db import transaction

from onboarding.bank.question_checks import publishing_problems
from onboarding.bank_selectors import record_of
from onboarding.choices import DecisionKind, QuestionStatus, ReviewKind
from onboarding.curation_rules import IN_USE
from onboarding.curation_selectors import approvals_missing, approved_by, review_given
from onboarding.errors import AlreadyApprovedError, MoveNotAllowedError, QuestionInvalidError
from onboarding.models import Question
from onboarding.services.bank import bank_renew
from onboarding.services.curation.steps import (
    REVIEW,
    WRITE,
    decide,
    hold,
    move,
    require,
    require_another,
    require_comment,
    require_move,
    require_unchanged,
)


@transaction.atomic
def question_submit(question_id: int, by: int, comment: str = "") -> None:
    """Give a draft to the reviewers, when nothing but their approval keeps it from people.

    Raises:
        CurationError: any of `MoveNotAllowedError`, `NotAllowedError`, `QuestionInvalidError`.
    """
    question = hold(question_id)
    require(by, WRITE)
    require_move(question, DecisionKind.SUBMITTED)
    if problems := publishing_problems(record_of(question)):
        raise QuestionInvalidError(problems)
    move(question, DecisionKind.SUBMITTED, by, comment)


@transaction.atomic
def question_withdraw(question_id: int, by: int, comment: str = "") -> None:
    """Take a question back from review to work on it; approvals are void.

    Raises:
        CurationError: any of `MoveNotAllowedError`, `NotAllowedError`.
    """
    question = hold(question_id)
    require(by, WRITE)
    move(question, DecisionKind.WITHDRAWN, by, comment)


@transaction.atomic
def question_request_changes(question_id: int, by: int, comment: str) -> None:
    """Give a question back to its author, saying what to change; approvals are void.

    Raises:
        CurationError: any of `MoveNotAllowedError`, `NotAllowedError`, `CommentMissingError`,
            `OwnQuestionError`.
    """
    question = hold(question_id)
    require(by, REVIEW)
    require_comment(comment)
    require_another(question, by)
    move(question, DecisionKind.CHANGES_REQUESTED, by, comment)


@transaction.atomic
def question_approve(question_id: int, by: int, comment: str = "", seen: str | None = None) -> None:
    """Approve of a question as it is; a clinician approves as a clinician.

    Questions of the founders that are in use already can be approved too: with the last approval
    that is needed they count as read by a psychologist.

    Args:
        question_id: a version in review, or one of the founders' in use.
        by: the reviewer.
        comment: something for the author, if any.
        seen: `content_hash` of what the reviewer read; None for whatever it is.

    Raises:
        CurationError: any of `MoveNotAllowedError`, `NotAllowedError`, `OwnQuestionError`,
            `AlreadyApprovedError`, `ContentChangedError`.
    """
    question = hold(question_id)
    require(by, REVIEW)
    if not (question.status == QuestionStatus.IN_REVIEW or _is_unread(question)):
        raise MoveNotAllowedError
    require_another(question, by)
    require_unchanged(question, seen)
    if by in approved_by(question.pk):
        raise AlreadyApprovedError
    decide(question, DecisionKind.APPROVED, by, comment)
    if _is_unread(question) and approvals_missing(question.pk).is_enough:
        _count_as_read(question)


def _is_unread(question: Question) -> bool:
    """Return whether people are asked it and no psychologist has read it."""
    return question.status in IN_USE and question.review_kind != ReviewKind.PSYCHOLOGIST


def _count_as_read(question: Question) -> None:
    question.review = review_given(question)
    question.review_kind = ReviewKind.PSYCHOLOGIST
    question.save(update_fields=["review", "review_kind"])
    bank_renew()
