"""What comes next in a talk: the return values of onboarding's services. Pure."""

from dataclasses import dataclass

from core.vocabulary import Language
from onboarding.choices import EndReason
from people.choices import AddressForm


@dataclass(frozen=True, slots=True)
class Ask:
    """A question is open and waits for its answer.

    Attributes:
        number: its place in the session, from 1.
        total: about how many questions the session will have; at least `number`.
        familiar_text: the question for a person addressed with «ты»; empty where a language has
            one form of address. So is `familiar_hint`.
        is_heavy: it must be announced before its words are shown.
        offers_end: the person may be tired; say that this may be enough for today.
    """

    asked_id: int
    session_id: int
    number: int
    total: int
    text: str
    hint: str
    language: Language
    familiar_text: str = ""
    familiar_hint: str = ""
    is_heavy: bool = False
    offers_end: bool = False

    def wording(self, form: AddressForm) -> tuple[str, str]:
        """Return the text and the hint for a person addressed in `form`."""
        if form is AddressForm.TY and self.familiar_text:
            return self.familiar_text, self.familiar_hint
        return self.text, self.hint


@dataclass(frozen=True, slots=True)
class End:
    """The session is over.

    Attributes:
        answers: how many questions were answered in it.
        resource_answer_id: an answer that names something that gives the person strength.
    """

    session_id: int
    answers: int
    reason: EndReason
    resource_answer_id: int | None


@dataclass(frozen=True, slots=True)
class Stale:
    """The button or the text belongs to a question that is no longer open; nothing was changed."""


Step = Ask | End | Stale


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer was saved, and what comes next."""

    answer_id: int
    step: Step
