"""The ledger: a row before every call, and the truth after it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from ai.choices import Outcome
from ai.errors import Charge
from ai.models import AiCall, AiModel
from ai.services import call_reserve, call_settle, reservations_release_stale
from ai.services.calls import STALE_AFTER
from ai.usage import Usage
from core.errors import NotFoundError
from core.tracing import current_trace_id, traced
from tests.ai.money import attempt, later, ledger, model, reserved, settled, today
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db

USAGE = Usage(
    input_tokens=100,
    cached_tokens=40,
    cache_write_tokens=20,
    output_tokens=300,
    reasoning_tokens=250,
)


def test_a_call_stands_in_the_ledger_before_it_is_made_at_the_most_it_can_cost() -> None:
    reservation = reserved(1_000)

    call = ledger()
    assert (call.outcome, call.finished_at, call.is_estimated) == (Outcome.STARTED, None, True)
    assert call.usd == call.reserved_usd == reservation.usd == Decimal("0.001")
    assert today() == (1_000, 0)


def test_the_row_says_what_left_when_to_whom_and_why() -> None:
    person = PersonFactory.create()
    with traced("answer"):
        trace_id = current_trace_id()
        reserved(1_000, person.pk)

    call = ledger()
    assert (call.person_id, call.model.vendor, call.purpose) == (
        person.pk,
        "openai",
        "deep_analysis",
    )
    assert (call.kinds, call.masked) == (["answer", "question"], {"NAME": 2})
    assert (call.prompt_version, call.trace_id) == ("deep/3", trace_id)


def test_a_completed_call_is_booked_to_the_token() -> None:
    reservation = reserved(10_000)
    AiModel.objects.update(input_usd=2, cached_usd="0.1", cache_write_usd="2.5", output_usd=10)

    usd = call_settle(reservation, Outcome.COMPLETED, USAGE, Charge.REPORTED, served_by="x-2026")

    call = ledger()
    assert usd == call.usd == Decimal("0.003254")
    assert (
        Usage(
            call.input_tokens,
            call.cached_tokens,
            call.cache_write_tokens,
            call.output_tokens,
            call.reasoning_tokens,
        )
        == USAGE
    )
    assert (call.outcome, call.is_estimated, call.served_by) == ("completed", False, "x-2026")
    assert call.latency_ms is not None
    assert today() == (0, 3_254)


def test_a_call_that_cost_nothing_gives_everything_back() -> None:
    reservation = reserved(1_000)

    call_settle(reservation, Outcome.FAILED, None, Charge.NOTHING, "vendor_rate_limited")

    call = ledger()
    assert (call.usd, call.input_tokens, call.output_tokens) == (Decimal(0), 0, 0)
    assert (call.error_code, call.is_estimated) == ("vendor_rate_limited", False)
    assert today() == (0, 0)


@pytest.mark.parametrize("charge", [Charge.UNKNOWN, Charge.REPORTED])
def test_a_call_whose_usage_nobody_said_is_booked_at_its_reservation_and_marked(
    charge: Charge,
) -> None:
    call_settle(reserved(1_000), Outcome.FAILED, None, charge, "vendor_away")

    call = ledger()
    assert (call.usd, call.is_estimated, call.input_tokens) == (Decimal("0.001"), True, 1_000)
    assert today() == (0, 1_000)


def test_a_failed_call_with_a_usage_is_booked_at_it() -> None:
    call_settle(reserved(1_000), Outcome.FAILED, Usage(7), Charge.REPORTED, "vendor_truncated")

    assert (ledger().usd, ledger().is_estimated) == (Decimal("0.000007"), False)


def test_a_price_that_rose_in_mid_call_is_booked_beyond_the_reservation() -> None:
    reservation = reserved(1_000)
    AiModel.objects.update(input_usd=5)

    settled(reservation, 1_000)

    assert today() == (0, 5_000)


def test_a_price_that_went_away_in_mid_call_leaves_the_reservation_booked() -> None:
    reservation = reserved(1_000)
    AiModel.objects.update(input_usd=None)

    settled(reservation, 10)

    assert (ledger().is_estimated, ledger().outcome) == (True, Outcome.COMPLETED)
    assert today() == (0, 1_000)


def test_settling_again_changes_nothing() -> None:
    reservation = reserved(1_000)
    settled(reservation, 10)

    assert settled(reservation, 900) == Decimal("0.00001")
    assert today() == (0, 10)


def test_a_model_without_a_price_is_not_called() -> None:
    asked = attempt()
    unknown = model("unpriced", input_usd=None)

    with pytest.raises(NotFoundError):
        call_reserve(type(asked)(unknown, asked.purpose, None, 10, 10))
    assert not AiCall.objects.exists()


def test_what_a_dead_process_left_is_booked_at_its_reservation() -> None:
    reserved(1_000)

    with later(STALE_AFTER + timedelta(seconds=1)):
        assert [reservations_release_stale(), reservations_release_stale()] == [1, 0]

    call = ledger()
    assert (call.outcome, call.is_estimated, call.latency_ms) == (Outcome.STARTED, True, None)
    assert call.finished_at is not None
    assert today() == (0, 1_000)


def test_a_call_that_goes_on_is_not_taken_for_dead() -> None:
    reserved(1_000)

    with later(STALE_AFTER - timedelta(seconds=1)):
        assert reservations_release_stale() == 0
    assert today() == (1_000, 0)


def test_a_call_that_was_taken_for_dead_and_comes_back_is_corrected() -> None:
    reservation = reserved(1_000)
    with later(STALE_AFTER + timedelta(seconds=1)):
        reservations_release_stale()

    settled(reservation, 10)

    assert (ledger().outcome, ledger().is_estimated) == (Outcome.COMPLETED, False)
    assert today() == (0, 10)


@pytest.mark.parametrize("code", ["Я не сплю", "a secret of mine", "x" * 61])
def test_what_is_no_code_does_not_get_into_the_ledger(code: str) -> None:
    call_settle(reserved(), Outcome.FAILED, None, Charge.NOTHING, code)

    assert ledger().error_code == "withheld"


@pytest.mark.parametrize(
    "wrong",
    [
        {"outcome": "fine"},
        {"tier": "luxury"},
        {"purpose": "curiosity"},
        {"kinds": ["answer", "diary"]},
        {"usd": Decimal(-1)},
        {"reasoning_tokens": 1_001, "output_tokens": 1_000},
        {"outcome": "completed", "finished_at": None},
        {"attempt": 0},
        {"error_code": "vendor_away"},
    ],
    ids="-".join,
)
def test_the_table_refuses_what_cannot_be(wrong: dict[str, object]) -> None:
    reserved()

    with pytest.raises(IntegrityError), transaction.atomic():
        AiCall.objects.update(**wrong)
