"""Tables of onboarding: the question bank, and the talks in which it is asked."""

from onboarding.models.bank import BankVersion, Question, QuestionTarget, QuestionText
from onboarding.models.care import CareState, SelectionState
from onboarding.models.curation import QuestionDecision
from onboarding.models.exchange import BankImport
from onboarding.models.simulation import SimulationRun
from onboarding.models.statistics import AskedEffect, PilotCount, QuestionStatistics
from onboarding.models.talks import Answer, AskedQuestion, Session

__all__ = [
    "Answer",
    "AskedEffect",
    "AskedQuestion",
    "BankImport",
    "BankVersion",
    "CareState",
    "PilotCount",
    "Question",
    "QuestionDecision",
    "QuestionStatistics",
    "QuestionTarget",
    "QuestionText",
    "SelectionState",
    "Session",
    "SimulationRun",
]
