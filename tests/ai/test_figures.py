"""What the ledger tells staff."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
import time_machine

from ai.choices import CallPurpose, Outcome, Tier, Vendor
from ai.models import AiCall
from ai.selectors import (
    ModelRef,
    RequestFigures,
    figures_by_model,
    figures_by_tier,
    figures_of_requests,
    spend_by_day,
)
from ai.usage import Usage
from tests.ai.money import model, price_list_restore, reserved, settled

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
SINCE, UNTIL = datetime(2026, 3, 9, tzinfo=UTC), datetime(2026, 3, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _seeded() -> None:
    price_list_restore()


def call(of: ModelRef, request_id: UUID | None = None, **columns: object) -> AiCall:
    """Write a call that is over."""
    known: dict[str, object] = {
        "purpose": CallPurpose.DEEP_ANALYSIS.value,
        "tier": Tier.SIMPLE.value,
        "input_tokens": 1_000,
        "output_tokens": 100,
        "reserved_usd": Decimal("0.01"),
        "usd": Decimal("0.001"),
        "is_estimated": False,
        "outcome": Outcome.COMPLETED.value,
        "latency_ms": 100,
        "started_at": NOON,
        "finished_at": NOON,
    }
    return AiCall.objects.create(
        model_id=of.id, request_id=request_id or uuid4(), **{**known, **columns}
    )


def test_a_model_has_its_calls_money_and_times() -> None:
    cheap = model("cheap")
    for latency in range(1, 101):
        call(cheap, latency_ms=latency)
    call(cheap, outcome="failed", error_code="vendor_away", latency_ms=9_000, is_estimated=True)
    call(cheap, position=1)

    [figures] = figures_by_model(SINCE, UNTIL)

    assert (figures.name, figures.vendor, figures.calls) == ("cheap", Vendor.OPENAI, 102)
    assert (figures.failures, figures.fallbacks, figures.estimated) == (1, 1, 1)
    assert (figures.p50_ms, figures.p95_ms) == (51.0, 96.0)
    assert (figures.usd, figures.usage) == (Decimal("0.102"), Usage(102_000, 0, 0, 10_200, 0))
    assert figures.failure_rate == figures.fallback_rate == pytest.approx(1 / 102)


def test_the_same_tokens_are_priced_as_the_first_model_of_complex() -> None:
    call(model("cheap"))

    [figures] = figures_by_model(SINCE, UNTIL)

    # claude-sonnet-5-5: 1,000 in at 2 and 100 out at 10 dollars for a million.
    assert figures.premium_usd == Decimal("0.003")


def test_vectors_are_not_compared_with_a_model_of_texts() -> None:
    call(model("vectors", kind="embedding"))

    [figures] = figures_by_model(SINCE, UNTIL)

    assert figures.premium_usd == figures.usd


def test_a_model_that_never_answered_has_no_times() -> None:
    call(model("deaf"), outcome="failed", error_code="vendor_away")

    [figures] = figures_by_model(SINCE, UNTIL)

    assert (figures.p50_ms, figures.p95_ms, figures.failure_rate) == (None, None, 1.0)


def test_calls_that_go_on_or_began_at_another_time_do_not_count() -> None:
    one = model("cheap")
    call(one, outcome="started", latency_ms=None, finished_at=None)
    call(one, started_at=UNTIL)

    assert figures_by_model(SINCE, UNTIL) == ()


def test_the_dearest_model_comes_first() -> None:
    call(model("cheap"))
    call(model("dear"), usd=Decimal(1))

    assert [figures.name for figures in figures_by_model(SINCE, UNTIL)] == ["dear", "cheap"]


def test_a_request_counts_in_the_tier_in_which_it_ended() -> None:
    one, request_id = model("cheap"), uuid4()
    call(one, request_id, tier="complex", outcome="failed", error_code="vendor_away")
    call(one, request_id, tier="medium", attempt=2)
    call(one)

    figures = figures_by_tier(SINCE, UNTIL)

    assert [(row.tier, row.requests, row.calls) for row in figures] == [
        (Tier.SIMPLE, 1, 1),
        (Tier.MEDIUM, 1, 1),
        (Tier.COMPLEX, 0, 1),
    ]
    assert sum(row.usd for row in figures) == Decimal("0.003")


def test_requests_fall_back_or_stay_unanswered() -> None:
    one = model("cheap")
    failed = {"outcome": "failed", "error_code": "vendor_away"}
    call(one)
    behind, lost = uuid4(), uuid4()
    call(one, behind, **failed)
    call(one, behind, attempt=2, position=1)
    call(one, lost, **failed)
    call(one, lost, attempt=2, position=1, **failed)

    figures = figures_of_requests(SINCE, UNTIL)

    assert figures == RequestFigures(requests=3, fell_back=1, unanswered=1, attempts=5)
    assert figures.fallback_rate == pytest.approx(2 / 3)


def test_without_calls_nobody_fell_back() -> None:
    assert figures_of_requests(SINCE, UNTIL).fallback_rate == 0


def test_every_day_has_a_row_and_midnight_is_that_of_utc() -> None:
    model()
    with time_machine.travel("2026-03-08T23:59:59+00:00", tick=False):
        settled(reserved(1_000), 10)
    with time_machine.travel("2026-03-10T00:00:00+00:00", tick=False):
        reserved(500)

    days = spend_by_day(date(2026, 3, 8), date(2026, 3, 10))

    # A call that goes on counts at what it can cost.
    assert [(row.day.day, row.usd, row.estimated_usd, row.calls) for row in days] == [
        (8, Decimal("0.00001"), 0, 1),
        (9, 0, 0, 0),
        (10, Decimal("0.0005"), Decimal("0.0005"), 1),
    ]
