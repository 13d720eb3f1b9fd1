"""Tables of onboarding: the question bank, and the talks in which it is asked."""

from onboarding.models.bank import BankVersion, Question, QuestionTarget, QuestionText
from onboarding.models.care import CareState, SelectionState
from onboarding.models.curation import QuestionDecision
from onboarding.models.talks import Answer, AskedQuestion, Session

__all__ = [
    "Answer",
    "AskedQuestion",
    "BankVersion",
    "CareState",
    "Question",
    "QuestionDecision",
    "QuestionTarget",
    "QuestionText",
    "SelectionState",
    "Session",
]
