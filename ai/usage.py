"""How much of a model a call has used. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one call as the vendor billed them; none is counted in two fields but reasoning.

    Attributes:
        input_tokens: read afresh, cached ones not included.
        cached_tokens: read from the vendor's cache.
        cache_write_tokens: written to the vendor's cache.
        output_tokens: written by the model, reasoning included.
        reasoning_tokens: the part of the output that nobody sees.
    """

    input_tokens: int = 0
    cached_tokens: int = 0
    cache_write_tokens: int = 0
    output_tokens: int = 0
    reasoning_tokens: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        """Return both together."""
        return Usage(
            self.input_tokens + other.input_tokens,
            self.cached_tokens + other.cached_tokens,
            self.cache_write_tokens + other.cache_write_tokens,
            self.output_tokens + other.output_tokens,
            self.reasoning_tokens + other.reasoning_tokens,
        )
