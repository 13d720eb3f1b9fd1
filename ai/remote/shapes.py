"""What models fill in: closed vocabularies, lists, every field required. Pure.

The ranges in the descriptions are told and not enforced: vendors do not keep to them, and an answer
is not thrown away for a 1.01. `ai.remote.numbers` clamps. What is no number is refused here.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from ai.contracts import Sentiment
from core.vocabulary import Trait

Text = Annotated[str, Field(max_length=4_000)]


class Shape(BaseModel):
    """Base of what models fill in; validation errors hide what was said."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", hide_input_in_errors=True, allow_inf_nan=False
    )


class SaidTrait(Shape):
    """One trait as the model sees it in the answer."""

    trait: Trait
    value: float = Field(description="z, from -3 to 3; 0 is the average of people")
    confidence: float = Field(description="from 0 to 1: how plainly the quote shows it")
    quote: Text = Field(description="copied from the answer letter by letter")


class SaidPattern(Shape):
    """Something that comes back in the answers of this person."""

    text: Text = Field(description="one careful sentence")
    earlier: list[int] = Field(description="numbers of the earlier answers that show it")


class SaidDeeply(Shape):
    """A deep reading as a model gives it."""

    sentiment: Sentiment
    sentiment_score: float = Field(description="from -1 to 1")
    quality: float = Field(description="from 0 to 1: how much the answer tells")
    traits: list[SaidTrait]
    patterns: list[SaidPattern]
    insight: Text = Field(description="one hypothesis in the language of the answer, or empty")
    insight_quote: Text = Field(description="copied from the answer letter by letter, or empty")
    crisis_level: int = Field(description="0, 1, 2 or 3")


class SaidByCoach(Shape):
    """A reply of the coach as a model gives it."""

    reply: Text
    used_earlier: list[int] = Field(description="numbers of the earlier answers it leans on")
    crisis_level: int = Field(description="0, 1, 2 or 3")


class SaidInstantly(Shape):
    """A better reflection of an answer, or an empty one."""

    reflection: Text
