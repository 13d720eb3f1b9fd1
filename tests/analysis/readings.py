"""What an analyser might say, for tests that are not about analysers."""

from typing import Any

from ai.contracts import DeepReading, Sentiment, TraitReading
from ai.router import Routed
from core.vocabulary import Language, Trait

#: Stands in the default text of `AnswerFactory`.
QUOTE = "прогулка"
INSIGHT = "Похоже, тишина возвращает вам силы."


def trait(name: Trait, value: float = 1.0, variance: float = 0.5) -> TraitReading:
    """Return one reading of a trait with a literal quote."""
    return TraitReading(trait=name, value=value, variance=variance, quote=QUOTE)


def deep(
    *traits: TraitReading, prompt: str = "deep/1", is_offline: bool = False, **changes: Any
) -> Routed[DeepReading]:
    """Return a deep reading with these traits."""
    said: dict[str, Any] = {
        "language": Language.RU,
        "sentiment": Sentiment.POSITIVE,
        "sentiment_score": 0.6,
        "quality": 0.8,
        "insight": INSIGHT,
        "insight_quote": QUOTE,
        "traits": traits,
        "patterns": ("утро",),
        "crisis_level": 0,
    }
    return Routed(
        reading=DeepReading(**said | changes),
        provider="somebody",
        model="some-model",
        prompt_version=prompt,
        is_offline=is_offline,
    )
