"""What a month will cost is foretold from the days gone by, and honestly unsure."""

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai.choices import Tier
from ai.forecast import EXPECTED_MIX, FEWEST_DAYS, Saving, _student_95, forecast, shares

DOLLARS = st.decimals(min_value=0, max_value=1000, places=4)


def test_days_that_are_all_alike_leave_nothing_unsure() -> None:
    found = forecast(Decimal(10), [Decimal(2)] * 7, 5.0)

    assert found is not None
    assert (found.usd, found.low, found.high, found.days) == (*[Decimal(20)] * 3, 7)


def test_days_before_the_first_spending_do_not_count() -> None:
    with_zeros = forecast(Decimal(0), [Decimal(0)] * 20 + [Decimal(2)] * 5, 10.0)

    assert with_zeros == forecast(Decimal(0), [Decimal(2)] * 5, 10.0)


def test_a_day_without_spending_among_others_does_count() -> None:
    found = forecast(Decimal(0), [Decimal(3), Decimal(0), Decimal(3)], 1.0)

    assert found is not None
    assert found.usd == 2


@pytest.mark.parametrize("days", range(FEWEST_DAYS))
def test_too_few_days_foretell_nothing(days: int) -> None:
    assert forecast(Decimal(1), [Decimal(1)] * days, 3.0) is None


@given(spent=DOLLARS, days=st.lists(DOLLARS, min_size=4, max_size=28), left=st.floats(0, 31))
def test_the_interval_holds_the_forecast_and_never_less_than_is_spent(
    spent: Decimal, days: list[Decimal], left: float
) -> None:
    found = forecast(spent, [Decimal(1), *days], left)

    assert found is not None
    assert spent <= found.low <= found.usd <= found.high


def test_the_interval_holds_the_truth_in_nine_of_ten_months() -> None:
    rng = Random(7)  # noqa: S311 - no secret
    held = 0
    for _ in range(2000):
        days = [Decimal(f"{max(0.01, rng.gauss(5, 1.5)):.4f}") for _ in range(25)]
        found = forecast(Decimal(0), days[:10], 15.0)
        assert found is not None
        held += found.low <= sum(days[10:]) <= found.high

    assert 0.88 <= held / 2000 <= 0.92


@pytest.mark.parametrize(
    ("freedom", "value"), [(2, 2.920), (3, 2.353), (6, 1.943), (10, 1.812), (27, 1.703)]
)
def test_the_approximation_agrees_with_the_table_of_student(freedom: int, value: float) -> None:
    assert _student_95(freedom) == pytest.approx(value, abs=0.01)


def test_saving_is_measured_against_the_premium_price() -> None:
    saving = Saving(paid=Decimal("2.5"), premium=Decimal(10))

    assert (saving.usd, saving.share) == (Decimal("7.5"), 0.75)


def test_free_models_beside_a_free_premium_save_nothing() -> None:
    assert Saving(paid=Decimal(0), premium=Decimal(0)).share == 0


def test_shares_are_parts_of_one_and_zeros_of_nothing() -> None:
    assert shares({Tier.SIMPLE: 1, Tier.MEDIUM: 3}) == {
        Tier.SIMPLE: 0.25,
        Tier.MEDIUM: 0.75,
        Tier.COMPLEX: 0.0,
    }
    assert set(shares({}).values()) == {0.0}
    assert sum(EXPECTED_MIX.values()) == pytest.approx(1)
