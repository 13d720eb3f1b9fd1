"""Words about people: dialogue states, purposes of consent, forms of address. Pure."""

from enum import StrEnum
from typing import Literal


class DialogueState(StrEnum):
    """What a text from this person means right now."""

    NEW = "new"
    CONSENT = "consent"
    ADDRESS = "address"
    ASKING = "asking"
    PAUSED = "paused"
    CRISIS = "crisis"
    IDLE = "idle"
    COACH = "coach"


class Purpose(StrEnum):
    """What a person may agree to, one by one. Only the first is needed to begin."""

    PROFILE = "profile"
    AI_VENDORS = "ai_vendors"
    COACH_MEMORY = "coach_memory"
    HUMAN_REVIEW = "human_review"
    STATISTICS = "statistics"
    MESSAGES_FIRST = "messages_first"


class AddressForm(StrEnum):
    """How the Russian texts address a person: formal or familiar."""

    VY = "vy"
    TY = "ty"


class CaseStatus(StrEnum):
    """Where a crisis case stands."""

    OPEN = "open"
    CLOSED = "closed"


#: What noticed a crisis: the guard, in a message, or the deep reading of an answer.
CrisisSource = Literal["message", "reading"]
