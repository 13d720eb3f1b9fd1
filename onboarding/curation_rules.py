"""How a question goes from a draft to people and away from them again. Pure.

The database keeps the same rules by triggers; a test compares both, move by move.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from onboarding.choices import DecisionKind, Energy, QuestionStatus, SafetyFlag

#: Versions with one of these statuses are asked.
IN_USE: frozenset[QuestionStatus] = frozenset({QuestionStatus.PILOT, QuestionStatus.PUBLISHED})
#: Versions with one of these statuses are still being written; a code has one of them at most.
OPEN: frozenset[QuestionStatus] = frozenset({QuestionStatus.DRAFT, QuestionStatus.IN_REVIEW})


@dataclass(frozen=True, slots=True)
class Move:
    """Where a decision takes a version: from any of `sources` to `target`."""

    sources: frozenset[QuestionStatus]
    target: QuestionStatus


def _move(target: QuestionStatus, *sources: QuestionStatus) -> Move:
    return Move(frozenset(sources), target)


#: Every allowed change of a status, by the decision that makes it; there is no other.
MOVES: Mapping[DecisionKind, Move] = {
    DecisionKind.SUBMITTED: _move(QuestionStatus.IN_REVIEW, QuestionStatus.DRAFT),
    DecisionKind.WITHDRAWN: _move(QuestionStatus.DRAFT, QuestionStatus.IN_REVIEW),
    DecisionKind.CHANGES_REQUESTED: _move(QuestionStatus.DRAFT, QuestionStatus.IN_REVIEW),
    DecisionKind.PILOTED: _move(QuestionStatus.PILOT, QuestionStatus.IN_REVIEW),
    DecisionKind.PUBLISHED: _move(
        QuestionStatus.PUBLISHED,
        QuestionStatus.IN_REVIEW,
        QuestionStatus.PILOT,
        QuestionStatus.SUSPENDED,
    ),
    DecisionKind.SUSPENDED: _move(
        QuestionStatus.SUSPENDED, QuestionStatus.PILOT, QuestionStatus.PUBLISHED
    ),
    DecisionKind.RETIRED: _move(
        QuestionStatus.RETIRED,
        *(status for status in QuestionStatus if status is not QuestionStatus.RETIRED),
    ),
    DecisionKind.ROLLED_BACK: _move(QuestionStatus.PUBLISHED, QuestionStatus.RETIRED),
}

#: Decisions after which earlier approvals no longer count.
VOIDS_APPROVALS: frozenset[DecisionKind] = frozenset(
    {DecisionKind.SUBMITTED, DecisionKind.WITHDRAWN, DecisionKind.CHANGES_REQUESTED}
)


def kinds_between(source: QuestionStatus, target: QuestionStatus) -> frozenset[DecisionKind]:
    """Return the decisions that take a version from `source` to `target`; empty for never."""
    return frozenset(
        kind for kind, move in MOVES.items() if source in move.sources and target is move.target
    )


@dataclass(frozen=True, slots=True)
class Approvals:
    """How many people have approved of a version, or how many must; clinicians among them."""

    reviewers: int
    clinicians: int

    @property
    def is_enough(self) -> bool:
        """Whether nothing is left to wish for, where this is what is missing."""
        return not (self.reviewers or self.clinicians)

    def missing(self, given: "Approvals") -> "Approvals":
        """Return what `given` lacks, where this is what is needed.

        A clinician who is missing is one more reviewer, also when enough others have approved.
        """
        clinicians = max(self.clinicians - given.clinicians, 0)
        return Approvals(max(self.reviewers - given.reviewers, clinicians), clinicians)


def is_sensitive(energy: Energy, flags: Iterable[SafetyFlag]) -> bool:
    """Return whether a question is heavy or touches a sensitive matter."""
    return energy is Energy.HEAVY or any(flag is not SafetyFlag.NONE for flag in flags)


def approvals_needed(energy: Energy, flags: Set[SafetyFlag]) -> Approvals:
    """Return who must approve of a question before anybody is asked it."""
    return Approvals(2, 1) if is_sensitive(energy, flags) else Approvals(1, 0)
