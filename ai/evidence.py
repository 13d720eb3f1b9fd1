"""Quotes are literal or they are dropped, whoever the analyser is. Pure."""

from dataclasses import replace

from ai.analyser import Completion
from ai.contracts import DeepReading


def grounded(completion: Completion[DeepReading], text: str) -> Completion[DeepReading]:
    """Drop observations and a hypothesis whose quote does not stand in the text word for word.

    A quote that is not there is a sign of invention, or of an instruction that was smuggled in.
    """
    reading = completion.reading
    is_proved = bool(reading.insight_quote) and reading.insight_quote in text
    proved = reading.model_copy(
        update={
            "traits": tuple(trait for trait in reading.traits if trait.quote in text),
            "insight": reading.insight if is_proved else "",
            "insight_quote": reading.insight_quote if is_proved else "",
        }
    )
    return replace(completion, reading=proved)
