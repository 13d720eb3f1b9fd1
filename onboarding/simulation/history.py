"""What happened in a simulated life: questions shown, and how sessions ended. Pure."""

from dataclasses import dataclass
from datetime import datetime

from core.vocabulary import Domain, Language
from onboarding.choices import EndReason, Outcome
from onboarding.published_bank import BankQuestion


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person allows, and what their state forbids.

    Attributes:
        heavy_blocked_until: After distress: nothing heavy before this time.
        healing_owed: After distress: something that gives strength comes next.
    """

    language: Language
    opted_in: bool
    closed: frozenset[Domain] = frozenset()
    refused: frozenset[str] = frozenset()
    heavy_blocked_until: datetime | None = None
    healing_owed: bool = False


@dataclass(slots=True)
class Shown:
    """A question that was shown, with the facts that held at that moment.

    Attributes:
        planned: Questions that its session was to have.
        trust: Score, 0..1.
        fatigue: As the product estimated it, 0..1.
        tiredness: As it really was, 0..1.
        outcome: OPEN until it is known.
    """

    question: BankQuestion
    at: datetime
    session: int
    planned: int
    trust: float
    fatigue: float
    tiredness: float
    wishes: Wishes
    outcome: Outcome = Outcome.OPEN


@dataclass(frozen=True, slots=True)
class Ended:
    """A session is over.

    Attributes:
        shown: How many questions had been shown in the whole life.
        wishes: As they stood when nothing more came.
    """

    session: int
    reason: EndReason
    shown: int
    wishes: Wishes


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the five traits at one moment: means (z) and variances (z^2)."""

    means: tuple[float, ...]
    variances: tuple[float, ...]
