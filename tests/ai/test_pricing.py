"""What calls cost."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai.pricing import Price, cost, estimate_tokens, most_it_can_cost
from ai.usage import Usage

#: Prices as their columns hold them.
usd = st.decimals(min_value=0, max_value=1_000, places=4)
prices = st.builds(Price, usd, usd, st.none() | usd, st.none() | usd)
tokens = st.integers(min_value=0, max_value=2_000_000)
usages = st.builds(Usage, tokens, tokens, tokens, tokens, tokens)
FIELDS = ("input_tokens", "cached_tokens", "cache_write_tokens", "output_tokens")
SONNET = Price(Decimal(2), Decimal(10), Decimal("0.10"), Decimal("2.50"))


def test_a_call_costs_each_kind_of_token_at_its_price() -> None:
    usage = Usage(
        input_tokens=1_000,
        cached_tokens=20_000,
        cache_write_tokens=400,
        output_tokens=500,
        reasoning_tokens=300,
    )

    parts = [Decimal(part) for part in ("0.002", "0.002", "0.001", "0.005")]
    assert cost(usage, SONNET) == sum(parts)


def test_without_a_price_for_the_cache_it_costs_what_fresh_input_costs() -> None:
    price = Price(Decimal(2), Decimal(10))

    assert cost(Usage(cached_tokens=10, cache_write_tokens=5), price) == cost(Usage(15), price)


@given(usages, prices)
def test_a_cost_is_a_decimal_and_never_negative(usage: Usage, price: Price) -> None:
    assert isinstance(cost(usage, price), Decimal)
    assert cost(usage, price) >= 0


@given(usages, prices, st.sampled_from(FIELDS), tokens)
def test_more_tokens_never_cost_less(usage: Usage, price: Price, name: str, more: int) -> None:
    bigger = replace(usage, **{name: getattr(usage, name) + more})

    assert cost(bigger, price) >= cost(usage, price)


@given(usages, usages, prices)
def test_two_calls_cost_what_they_cost_together(one: Usage, other: Usage, price: Price) -> None:
    assert cost(one, price) + cost(other, price) == cost(one + other, price)


@given(usages, prices)
def test_ten_places_hold_every_cost_exactly(usage: Usage, price: Price) -> None:
    exact = cost(usage, price)

    assert exact == exact.quantize(Decimal("1e-10"))


@given(usages, prices)
def test_reasoning_is_paid_as_the_output_it_is_part_of(usage: Usage, price: Price) -> None:
    assert cost(usage, price) == cost(replace(usage, reasoning_tokens=0), price)


@given(usages, prices)
def test_a_call_within_its_limits_never_costs_more_than_was_reserved(
    usage: Usage, price: Price
) -> None:
    read = usage.input_tokens + usage.cached_tokens + usage.cache_write_tokens

    assert cost(usage, price) <= most_it_can_cost(read, usage.output_tokens, price)


def test_a_negative_price_is_refused() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        Price(Decimal(1), Decimal("-0.0001"))


@given(st.text(), st.text())
def test_an_estimate_grows_with_the_text_and_holds_for_its_parts(one: str, other: str) -> None:
    assert estimate_tokens(one + other) >= estimate_tokens(one)
    assert estimate_tokens(one) + estimate_tokens(other) >= estimate_tokens(one + other)


@given(st.text())
def test_no_tokenizer_of_bytes_can_make_more_tokens(text: str) -> None:
    assert estimate_tokens(text) >= len(text.encode("utf-8", "replace"))
