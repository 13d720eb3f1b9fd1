"""What analysers are asked and what they answer. Pure.

Every model is frozen, and hides its input when validation fails, because that input is personal
words and validation errors end in logs.
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from core.vocabulary import Domain, Language, Trait

#: The longest reflection that still leaves room for the next question in one message.
REFLECTION_LIMIT = 300

Address = Literal["ty", "vy"]
Share = Annotated[float, Field(ge=0.0, le=1.0)]
Polarity = Annotated[float, Field(ge=-1.0, le=1.0)]


class Task(StrEnum):
    """A kind of work that the router finds an analyser for."""

    INSTANT_ANALYSIS = "instant_analysis"
    DEEP_ANALYSIS = "deep_analysis"
    COACH_REPLY = "coach_reply"


class Sentiment(StrEnum):
    """The prevailing colour of a text."""

    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"


class Contract(BaseModel):
    """Base of everything that crosses the border of the ai room."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)


class AnswerRequest(Contract):
    """One answer of a person with the question it belongs to."""

    text: str
    language_hint: Language
    question_text: str
    question_domain: Domain
    targets: tuple[Trait, ...] = ()
    address: Address | None = None
    #: What the person is called; masked wherever the text leaves the installation.
    names: tuple[str, ...] = ()
    #: The reflection that the person was given last, so that the next one sounds different.
    last_reflection: str = ""


class InstantReading(Contract):
    """What can be said about an answer within the turn."""

    language: Language
    sentiment: Sentiment
    sentiment_score: Polarity
    quality: Share
    reflection: str = Field(max_length=REFLECTION_LIMIT)


class TraitReading(Contract):
    """One trait as seen in one answer: value in population SD, variance in SD squared."""

    trait: Trait
    value: float = Field(ge=-3.0, le=3.0)
    variance: float = Field(gt=0.0)
    #: A literal substring of the answer.
    quote: str = Field(min_length=1)


class EarlierAnswer(Contract):
    """An answer that the person gave before."""

    answer_id: int
    text: str
    answered_at: datetime
    domain: Domain


class DeepRequest(AnswerRequest):
    """One answer with the answers before it, oldest first or in any order."""

    history: tuple[EarlierAnswer, ...] = ()


class DeepReading(Contract):
    """What an analyser makes of an answer when it may take its time."""

    language: Language
    sentiment: Sentiment
    sentiment_score: Polarity
    quality: Share
    #: A hedged hypothesis in the person's language, or empty when nothing honest can be said.
    insight: str
    #: A literal substring of the answer, or empty.
    insight_quote: str
    traits: tuple[TraitReading, ...]
    patterns: tuple[str, ...]
    crisis_level: int = Field(ge=0, le=3)


class PortraitLine(Contract):
    """One trait of the profile on the shown scale 0..1, with its interval."""

    trait: Trait
    value: Share
    low: Share
    high: Share
    observations: int = Field(ge=0)


class CoachTurn(Contract):
    """One message of a conversation with the coach."""

    is_person: bool
    text: str


class CoachRequest(Contract):
    """A message to the coach, and all that the coach is allowed to know.

    ``earlier`` is already filtered by consent and may be empty; its times are shown as given, so
    the caller converts them to the person's time zone.
    """

    message: str
    language: Language
    history: tuple[CoachTurn, ...] = ()
    portrait: tuple[PortraitLine, ...] = ()
    earlier: tuple[EarlierAnswer, ...] = ()
    address: Address | None = None
    #: What the person is called; masked wherever the text leaves the installation.
    names: tuple[str, ...] = ()


class CoachReply(Contract):
    """The coach's words and the earlier answers they lean on.

    ``crisis_level`` is what a model saw in the message; it may only raise that of the guard.
    """

    text: str
    used_answer_ids: tuple[int, ...] = ()
    crisis_level: int = Field(default=0, ge=0, le=3)
