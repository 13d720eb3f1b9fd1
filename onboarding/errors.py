"""What curators of the bank cannot do, and why: in their words, in the language they work in."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.errors import PermanentError
from core.vocabulary import Language
from onboarding.bank.problems import Problem
from onboarding.curation_rules import Approvals


class CurationError(PermanentError):
    """A step of curation that was refused; nothing was changed.

    Attributes:
        words: what a member of staff is told; filled with `values` when it is read.
    """

    code = "curation_refused"
    words: ClassVar[Any] = _("This is not possible now.")

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(self.code)

    @property
    def message(self) -> str:
        """What a member of staff is told, in the language that is active now."""
        return str(self.words) % self.values


class NotAllowedError(CurationError):
    """The member of staff has no permission for it."""

    code = "curation_not_allowed"
    words = _("You have no permission to do this.")


class MoveNotAllowedError(CurationError):
    """From its present status a question does not go there."""

    code = "question_move_not_allowed"
    words = _("The question is not in a state in which this is possible. Load the page again.")


class OwnQuestionError(CurationError):
    """Whoever wrote a version does not decide whether it is good."""

    code = "question_own"
    words = _("You wrote this version yourself: somebody else has to decide about it.")


class AlreadyApprovedError(CurationError):
    """One person, one approval."""

    code = "question_already_approved"
    words = _("You have approved of this version already.")


class ApprovalsMissingError(CurationError):
    """Not enough people have read the question."""

    code = "question_approvals_missing"
    words = _("Approvals missing: %(reviewers)s, of them by a clinician: %(clinicians)s.")

    def __init__(self, missing: Approvals) -> None:
        self.missing = missing
        super().__init__(reviewers=missing.reviewers, clinicians=missing.clinicians)


class ClinicianMissingError(CurationError):
    """A sensitive question comes back to people only by the decision of a clinician."""

    code = "question_clinician_missing"
    words = _("This question is sensitive: a clinician has to decide about it.")


class CommentMissingError(CurationError):
    """A decision that others have to understand came without a reason."""

    code = "question_comment_missing"
    words = _("Please say why.")


class OpenVersionError(CurationError):
    """A version of this question is being written already."""

    code = "question_open_version"
    words = _("Version %(version)s of this question is being worked on already.")


class CodeTakenError(CurationError):
    """Another question has this code."""

    code = "question_code_taken"
    words = _("There is a question with the code %(code)s already.")


class NothingChangedError(CurationError):
    """An edit without a difference."""

    code = "question_nothing_changed"
    words = _("Nothing was changed.")


class ContentChangedError(CurationError):
    """Somebody else has edited the question since it was read."""

    code = "question_content_changed"
    words = _("The text was changed since you opened this page. Please read it again.")


class OwnTranslationError(CurationError):
    """Whoever translated a text does not approve of it."""

    code = "question_own_translation"
    words = _("You translated this text yourself: somebody else has to approve of it.")


class TextFrozenError(CurationError):
    """People may have been asked in these words."""

    code = "question_text_frozen"
    words = _("This text is asked already. To change it, edit the question: a new version begins.")


class NeverInUseError(CurationError):
    """Only what was asked, and was not taken away for a reason, can come back."""

    code = "question_never_in_use"
    words = _("This version was never in use or was suspended: it cannot come back.")


class NotSimulatedError(CurationError):
    """No run of synthetic people is about this version in the bank as it is now."""

    code = "question_not_simulated"
    words = _("Simulate first: there is no result for this version in the bank as it is now.")


class SimulationRunningError(CurationError):
    """Synthetic people are still talking."""

    code = "question_simulation_running"
    words = _("The simulation is not done yet. It takes a few minutes.")


class SimulationWorseError(CurationError):
    """Synthetic people fared worse."""

    code = "question_simulation_worse"
    words = _("In the simulation people fared worse with this version; it stays out of the bank.")


class QuestionInvalidError(CurationError):
    """The question breaks rules of the bank; every problem is named."""

    code = "question_invalid"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__()

    @property
    def message(self) -> str:
        """All problems, one a line."""
        language = Language((get_language() or Language.EN)[:2])
        return "\n".join(f"{problem.path}: {problem.said(language)}" for problem in self.problems)
