"""From tokens to US dollars, exactly. Pure."""

from dataclasses import dataclass
from decimal import Decimal

from ai.usage import Usage

#: Prices are given for so many tokens.
MILLION = Decimal(1_000_000)
#: Tokens around every text that are the vendor's: roles, turns, the frame of a schema.
FRAME_TOKENS = 16


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars for a million tokens; each 0 or more.

    Attributes:
        input: read afresh.
        output: written, reasoning included.
        cached: read from the vendor's cache; None counts as `input`.
        cache_write: written to the vendor's cache; None counts as `input`.
    """

    input: Decimal
    output: Decimal
    cached: Decimal | None = None
    cache_write: Decimal | None = None

    def __post_init__(self) -> None:
        """Refuse what is no price.

        Raises:
            ValueError: a price is negative.
        """
        prices = (self.input, self.output, self.cached, self.cache_write)
        if any(price is not None and price < 0 for price in prices):
            msg = "a price is 0 or more"
            raise ValueError(msg)


def cost(usage: Usage, price: Price) -> Decimal:
    """Return what the tokens cost, in US dollars, not rounded.

    Reasoning is part of the output and is not counted twice.
    """
    cached = price.input if price.cached is None else price.cached
    cache_write = price.input if price.cache_write is None else price.cache_write
    millionths = (
        usage.input_tokens * price.input
        + usage.cached_tokens * cached
        + usage.cache_write_tokens * cache_write
        + usage.output_tokens * price.output
    )
    return millionths / MILLION


def most_it_can_cost(input_tokens: int, max_output_tokens: int, price: Price) -> Decimal:
    """Return the most that a call can cost, in US dollars: each input token at its dearest.

    Args:
        input_tokens: estimated, never too low; 0 or more.
        max_output_tokens: the limit the vendor is told, reasoning included; 0 or more.
        price: of the model.
    """
    known = (price.input, price.cached, price.cache_write)
    dearest = max(one for one in known if one is not None)
    return (input_tokens * dearest + max_output_tokens * price.output) / MILLION


def estimate_tokens(text: str) -> int:
    """Return a number of tokens that no tokenizer of the vendors exceeds for this text.

    Their tokenizers work on the bytes of UTF-8 (byte-level BPE): a token stands for at least one
    byte, so there are never more tokens than bytes. Prose in Russian and English has about a third
    of it; but random letters and signs come near, so no smaller bound would hold.
    """
    return len(text.encode("utf-8", "replace")) + FRAME_TOKENS
