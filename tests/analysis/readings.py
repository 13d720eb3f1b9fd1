"""What an analyser might say, for tests that are not about analysers."""

from decimal import Decimal
from typing import Any

from ai.choices import Tier, WhyLocal
from ai.contracts import DeepReading, Sentiment, TraitReading
from ai.router import Routed
from core.vocabulary import Language, Trait

#: Stands in the default text of `AnswerFactory`.
QUOTE = "прогулка"
INSIGHT = "Похоже, тишина возвращает вам силы."


def trait(name: Trait, value: float = 1.0, variance: float = 0.5) -> TraitReading:
    """Return one reading of a trait with a literal quote."""
    return TraitReading(trait=name, value=value, variance=variance, quote=QUOTE)


def reading(*traits: TraitReading, **changes: Any) -> DeepReading:
    """Return what is said in a deep reading with these traits."""
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
    return DeepReading(**said | changes)


def deep(
    *traits: TraitReading, prompt: str = "deep/1", is_offline: bool = False, **changes: Any
) -> Routed[DeepReading]:
    """Return a deep reading with these traits."""
    return Routed(
        reading=reading(*traits, **changes),
        provider="somebody",
        model="some-model",
        prompt_version=prompt,
        is_offline=is_offline,
    )


def remote(
    *traits: TraitReading,
    model: str = "some-model",
    tier: Tier = Tier.MEDIUM,
    prompt: str = "deep/1",
    calls: tuple[int, ...] = (),
) -> Routed[DeepReading]:
    """Return what a model read."""
    return Routed(
        reading=reading(*traits),
        provider="somebody",
        model=model,
        prompt_version=prompt,
        is_offline=False,
        calls=calls,
        cost_usd=Decimal("0.0012"),
        tier=tier,
        quotes_dropped=1,
    )


def local(
    *traits: TraitReading, why: WhyLocal = WhyLocal.VENDORS_FAILED, prompt: str = "local/1"
) -> Routed[DeepReading]:
    """Return what the local analyser read, because no model did."""
    return Routed(
        reading=reading(*traits),
        provider="local",
        model="local-analyser",
        prompt_version=prompt,
        is_offline=True,
        cost_usd=Decimal("0.0003"),
        tier=Tier.COMPLEX,
        reason_local=why,
    )
