"""The bank as its curators read it: what waits for whom, and who decided what."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Q, QuerySet

from onboarding.bank.records import Review
from onboarding.bank_selectors import record_of
from onboarding.choices import DecisionKind, Energy, QuestionStatus, ReviewKind, SafetyFlag
from onboarding.curation_rules import (
    IN_USE,
    VOIDS_APPROVALS,
    Approvals,
    approvals_needed,
    is_sensitive,
)
from onboarding.models import Question, QuestionDecision


@dataclass(frozen=True, slots=True)
class Waiting:
    """A version that waits for approvals.

    Attributes:
        missing: what it still lacks.
        since: when it was submitted; None for founding questions, which were never.
    """

    question_id: int
    code: str
    version: int
    is_sensitive: bool
    missing: Approvals
    since: datetime | None

    @property
    def needs_clinician(self) -> bool:
        """Whether one of those who still approve has to be a clinician."""
        return self.missing.clinicians > 0


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the trail of a version; `staff` is empty where the product itself decided."""

    id: int
    kind: DecisionKind
    staff_id: int | None
    staff: str
    language: str
    comment: str
    as_clinician: bool
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a question, as the list of its versions shows it.

    Attributes:
        author: the name of whoever wrote it in the product, else empty.
        may_come_back: whether rolling back to it is possible.
    """

    question_id: int
    version: int
    status: QuestionStatus
    author_id: int | None
    author: str
    is_from_files: bool
    may_come_back: bool


def review_queue(staff_id: int) -> tuple[Waiting, ...]:
    """Return what waits for this member of staff, longest waiting first.

    Left out: what they wrote themselves or have approved of already.
    """
    waiting = Question.objects.filter(status=QuestionStatus.IN_REVIEW)
    return tuple(sorted(_waiting_for(waiting, staff_id), key=_since))


def unread_in_use(staff_id: int) -> tuple[Waiting, ...]:
    """Return the questions people are asked though no psychologist has read them, by code.

    Left out: what this member of staff has approved of already.
    """
    unread = Question.objects.filter(status__in=IN_USE).exclude(review_kind=ReviewKind.PSYCHOLOGIST)
    return tuple(sorted(_waiting_for(unread, staff_id), key=lambda item: item.code))


def decisions_of(question_id: int) -> tuple[Decision, ...]:
    """Return everything that was decided about a version, oldest first."""
    rows = QuestionDecision.objects.filter(question=question_id).select_related("staff")
    return tuple(_decision(row) for row in rows.order_by("pk"))


def versions_of(code: str) -> tuple[Version, ...]:
    """Return every version of a question, newest first."""
    rows = Question.objects.filter(code=code).select_related("author").order_by("-version")
    return tuple(_version(row) for row in rows)


def approvals_missing(question_id: int) -> Approvals:
    """Return what a version lacks before it may be asked."""
    return _missing(Question.objects.get(pk=question_id))


def approved_by(question_id: int) -> frozenset[int]:
    """Return the ids of the staff whose approval of the version as it is counts."""
    return frozenset(row.staff_id for row in _approvals(question_id) if row.staff_id)


def content_seen(question_id: int) -> str:
    """Return what a form keeps of the content it shows, to notice an edit in between."""
    return record_of(Question.objects.get(pk=question_id)).content_hash()


def review_given(question: Question) -> dict[str, object]:
    """Return the review of a version as files have it: who answers for it, by number."""
    approvals = list(_approvals(question.pk))
    written = Review.model_validate(question.review) if question.review else None
    review = Review(
        kind=ReviewKind.PSYCHOLOGIST,
        author=f"staff-{question.author_id}" if question.author_id else written and written.author,
        reviewers=tuple(_reviewer(approval) for approval in approvals),
        approved_at=approvals[-1].decided_at.astimezone(UTC).replace(microsecond=0),
    )
    return review.model_dump(mode="json", exclude_defaults=True)


def was_in_use(question: Question) -> bool:
    """Return whether a retired version left use without having been suspended."""
    decided = QuestionDecision.objects.filter(question=question)
    begun = Q(kind__in=(DecisionKind.PUBLISHED, DecisionKind.ROLLED_BACK))
    last = decided.filter(begun).order_by("-pk").values_list("pk", flat=True).first()
    if last is None and not question.is_from_files:
        return False
    return not decided.filter(kind=DecisionKind.SUSPENDED, pk__gt=last or 0).exists()


def _waiting_for(questions: QuerySet[Question], staff_id: int) -> Iterator[Waiting]:
    own = Q(author=staff_id) | Q(decisions__staff=staff_id, decisions__kind=DecisionKind.WRITTEN)
    for question in questions.exclude(pk__in=questions.filter(own).values("pk")):
        if staff_id not in approved_by(question.pk):
            yield _waiting(question)


def _waiting(question: Question) -> Waiting:
    submitted = QuestionDecision.objects.filter(question=question, kind=DecisionKind.SUBMITTED)
    return Waiting(
        question_id=question.pk,
        code=question.code,
        version=question.version,
        is_sensitive=is_sensitive(*_sensitivity(question)),
        missing=_missing(question),
        since=submitted.order_by("-pk").values_list("decided_at", flat=True).first(),
    )


def _since(waiting: Waiting) -> tuple[bool, datetime | None, str]:
    return (waiting.since is not None, waiting.since, waiting.code)


def _sensitivity(question: Question) -> tuple[Energy, frozenset[SafetyFlag]]:
    return Energy(question.energy), frozenset(map(SafetyFlag, question.safety_flags))


def _missing(question: Question) -> Approvals:
    approvals = list(_approvals(question.pk))
    given = Approvals(len(approvals), sum(approval.as_clinician for approval in approvals))
    return approvals_needed(*_sensitivity(question)).missing(given)


def _approvals(question_id: int) -> QuerySet[QuestionDecision]:
    """Return the approvals that count: those since the version last changed hands."""
    decided = QuestionDecision.objects.filter(question=question_id)
    void = decided.filter(kind__in=VOIDS_APPROVALS).order_by("-pk").values_list("pk", flat=True)
    return decided.filter(kind=DecisionKind.APPROVED, pk__gt=void.first() or 0).order_by("pk")


def _reviewer(approval: QuestionDecision) -> str:
    return f"{'clinician' if approval.as_clinician else 'staff'}-{approval.staff_id}"


def _decision(row: QuestionDecision) -> Decision:
    return Decision(
        id=row.pk,
        kind=DecisionKind(row.kind),
        staff_id=row.staff_id,
        staff=str(row.staff) if row.staff else "",
        language=row.language,
        comment=row.comment,
        as_clinician=row.as_clinician,
        decided_at=row.decided_at,
    )


def _version(row: Question) -> Version:
    return Version(
        question_id=row.pk,
        version=row.version,
        status=QuestionStatus(row.status),
        author_id=row.author_id,
        author=str(row.author) if row.author else "",
        is_from_files=row.is_from_files,
        may_come_back=row.status == QuestionStatus.RETIRED and was_in_use(row),
    )
