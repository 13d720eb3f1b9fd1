"""Quotes are literal or they are dropped, whoever the analyser is. Pure."""

from ai.contracts import DeepReading


def grounded(reading: DeepReading, text: str) -> tuple[DeepReading, int]:
    """Drop observations and a hypothesis whose quote does not stand in the text word for word.

    A quote that is not there is a sign of invention, or of an instruction that was smuggled in.

    Returns:
        What is left, and how many were dropped for their quotes.
    """
    traits = tuple(trait for trait in reading.traits if trait.quote.strip() and trait.quote in text)
    is_proved = bool(reading.insight_quote.strip()) and reading.insight_quote in text
    proved = reading.model_copy(
        update={
            "traits": traits,
            "insight": reading.insight if is_proved else "",
            "insight_quote": reading.insight_quote if reading.insight and is_proved else "",
        }
    )
    is_insight_dropped = bool(reading.insight) and not is_proved
    return proved, len(reading.traits) - len(traits) + is_insight_dropped
