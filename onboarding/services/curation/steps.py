"""What every step of curation is made of: the lock, the right to take it, and its record."""

from collections.abc import Collection

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q

from core.errors import NotFoundError
from onboarding.bank.question_checks import writing_problems
from onboarding.bank.records import QuestionRecord
from onboarding.bank_selectors import record_of
from onboarding.choices import DecisionKind, QuestionStatus
from onboarding.curation_rules import MOVES
from onboarding.errors import (
    CommentMissingError,
    ContentChangedError,
    MoveNotAllowedError,
    NotAllowedError,
    OwnQuestionError,
    QuestionInvalidError,
)
from onboarding.models import Question, QuestionDecision
from onboarding.services.bank import bank_lock

WRITE = "onboarding.change_question"
REVIEW = "onboarding.review_question"
PUBLISH = "onboarding.publish_question"
CLINICIAN = "review_as_clinician"


def hold(question_id: int) -> Question:
    """Let nobody else curate until the transaction ends; return the question as it is now.

    Raises:
        NotFoundError: there is no such question.
    """
    bank_lock()
    question = Question.objects.filter(pk=question_id).first()
    if question is None:
        raise NotFoundError
    return question


def require(by: int, permission: str) -> None:
    """Go on only if this member of staff has the permission.

    Raises:
        NotAllowedError: they have not, or are not active any more.
    """
    staff = get_user_model().objects.filter(pk=by, is_staff=True).first()
    if staff is None or not staff.has_perm(permission):
        raise NotAllowedError


def require_another(question: Question, by: int) -> None:
    """Go on only if this member of staff wrote nothing of the version.

    Raises:
        OwnQuestionError: they did.
    """
    if wrote(question, by):
        raise OwnQuestionError


def wrote(question: Question, by: int) -> bool:
    """Return whether this member of staff wrote anything of the version."""
    written = QuestionDecision.objects.filter(question=question, kind=DecisionKind.WRITTEN)
    return question.author_id == by or written.filter(staff_id=by).exists()


def require_comment(comment: str) -> None:
    """Go on only if a reason was given.

    Raises:
        CommentMissingError: there is nothing but spaces.
    """
    if not comment.strip():
        raise CommentMissingError


def require_unchanged(question: Question, seen: str | None) -> None:
    """Go on only if the content is the one that was seen; None for whatever it is.

    Raises:
        ContentChangedError: it was edited in between.
    """
    if seen is not None and record_of(question).content_hash() != seen:
        raise ContentChangedError


def require_sound(record: QuestionRecord, beside: Collection[str] = ()) -> None:
    """Go on only with a question that a bank file could have as a draft.

    Raises:
        QuestionInvalidError: with every problem.
    """
    known = {*Question.objects.values_list("code", flat=True), *beside}
    if problems := writing_problems(record, known):
        raise QuestionInvalidError(problems)


def is_clinician(by: int) -> bool:
    """Return whether this member of staff was made a clinician; being a superuser is not enough."""
    held = Q(user=by) | Q(group__user=by)
    return Permission.objects.filter(
        held, content_type__app_label="onboarding", codename=CLINICIAN
    ).exists()


def require_move(question: Question, kind: DecisionKind) -> None:
    """Go on only if a decision of this kind is possible now.

    Raises:
        MoveNotAllowedError: not from the status in which the question is.
    """
    if QuestionStatus(question.status) not in MOVES[kind].sources:
        raise MoveNotAllowedError


def decide(
    question: Question, kind: DecisionKind, by: int | None, comment: str = "", language: str = ""
) -> None:
    """Record a decision; by nobody where the product itself decided."""
    QuestionDecision.objects.create(
        question=question,
        staff_id=by,
        kind=kind,
        language=language,
        comment=comment.strip(),
        as_clinician=by is not None and is_clinician(by),
    )


def move(question: Question, kind: DecisionKind, by: int | None, comment: str = "") -> None:
    """Record a decision and let the question follow it.

    Raises:
        MoveNotAllowedError: not from the status in which the question is.
    """
    require_move(question, kind)
    decide(question, kind, by, comment)
    question.status = MOVES[kind].target
    question.save(update_fields=["status"])
