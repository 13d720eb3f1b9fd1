"""Attempts: which failures are tried again, wait, open breakers, and what they cost."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import cast

import pytest
import time_machine
from django.db.models import Sum

from ai.breakers import ACCESS_RULES, AWAY_RULES, OUTPUT_RULES
from ai.choices import Outcome, Vendor, WhyLocal
from ai.contracts import DeepReading
from ai.errors import (
    Charge,
    InvalidOutputError,
    KeyRefusedError,
    ModelUnknownError,
    RateLimitedError,
    RefusedError,
    RequestRejectedError,
    SpendLimitError,
    TooLargeError,
    TruncatedError,
    VendorAwayError,
    VendorError,
    VendorTooSlowError,
)
from ai.models import AiCall, AiModel, AiSpend
from ai.router import DEEP_PATIENCE, Routed, read_deeply
from core.breaker import Phase, snapshots
from core.breaker.health import breakers_health
from core.clock import utc_now
from core.egress import Permit, SyntheticPermit
from core.health import Health
from core.time_limit import TimeLimitExceededError
from tests.ai.builders import deep
from tests.ai.money import price_list_restore
from tests.ai.vendor_double import USAGE, Deed, VendorDouble, Watch, deep_said, vendors

pytestmark = pytest.mark.django_db

TEXT = "Устала от работы, но дети радуют"
SMALL, HAIKU = "gpt-6-luna", "claude-haiku-5-5"
PERMIT: Permit = SyntheticPermit()

#: Every failure, how often it is tried at one model, and what it costs there.
FAILURES = [
    pytest.param(VendorAwayError(), 3, Charge.NOTHING, id="away"),
    pytest.param(VendorAwayError(charge=Charge.UNKNOWN), 3, Charge.UNKNOWN, id="cut"),
    pytest.param(VendorTooSlowError(charge=Charge.UNKNOWN), 1, Charge.UNKNOWN, id="slow"),
    pytest.param(RateLimitedError(), 3, Charge.NOTHING, id="limited"),
    pytest.param(RateLimitedError(seconds=600), 1, Charge.NOTHING, id="limited-for-long"),
    pytest.param(SpendLimitError(), 1, Charge.NOTHING, id="no-money"),
    pytest.param(KeyRefusedError(), 1, Charge.NOTHING, id="no-key"),
    pytest.param(ModelUnknownError(), 1, Charge.NOTHING, id="no-model"),
    pytest.param(RequestRejectedError(), 1, Charge.NOTHING, id="rejected"),
    pytest.param(TooLargeError(), 1, Charge.NOTHING, id="too-large"),
    pytest.param(RefusedError(usage=USAGE), 1, Charge.REPORTED, id="refused"),
    pytest.param(TruncatedError(usage=USAGE), 1, Charge.REPORTED, id="truncated"),
    pytest.param(
        InvalidOutputError("form", output="{", usage=USAGE), 2, Charge.REPORTED, id="json"
    ),
    pytest.param(InvalidOutputError("empty", usage=USAGE), 2, Charge.REPORTED, id="empty"),
    pytest.param(KeyError(TEXT), 1, Charge.UNKNOWN, id="a-fault-of-ours"),
]


@pytest.fixture
def openai() -> VendorDouble:
    return VendorDouble(Vendor.OPENAI)


@pytest.fixture
def anthropic() -> VendorDouble:
    return VendorDouble(Vendor.ANTHROPIC)


@pytest.fixture(autouse=True)
def watch(openai: VendorDouble, anthropic: VendorDouble) -> Iterator[Watch]:
    price_list_restore()
    with vendors(openai, anthropic) as watch:
        yield watch


def read(permit: Permit = PERMIT) -> Routed[DeepReading]:
    return read_deeply(deep(TEXT), permit)


def opened() -> set[str]:
    return {snapshot.name for snapshot in snapshots() if snapshot.phase is not Phase.CLOSED}


def booked(call: AiCall) -> Decimal:
    """Return what the reservation of a call was booked at, as a part of it."""
    return call.usd / call.reserved_usd


@pytest.mark.parametrize(("failure", "attempts", "charge"), FAILURES)
def test_every_failure_makes_way_for_the_next_model(
    openai: VendorDouble, failure: Exception, attempts: int, charge: Charge
) -> None:
    openai.otherwise = failure
    routed = read()
    failed = list(AiCall.objects.filter(model__name=SMALL))
    assert (openai.asked, routed.model) == ([SMALL] * attempts, HAIKU)
    assert {call.outcome for call in failed} == {Outcome.FAILED}
    assert {call.is_estimated for call in failed} == {charge is Charge.UNKNOWN}
    assert {call.output_tokens for call in failed} <= {0, USAGE.output_tokens, 4_000}
    assert {booked(call) == 1 for call in failed} == {charge is Charge.UNKNOWN}
    assert {booked(call) == 0 for call in failed} == {charge is Charge.NOTHING}


@pytest.mark.parametrize("failure", [pytest.param(case.values[0], id=case.id) for case in FAILURES])
def test_whatever_fails_the_person_is_answered(
    openai: VendorDouble, anthropic: VendorDouble, failure: Exception
) -> None:
    openai.otherwise = anthropic.otherwise = failure
    routed = read()
    assert (routed.provider, routed.reason_local) == ("local", WhyLocal.VENDORS_FAILED)
    assert len(routed.calls) == len(openai.journal + anthropic.journal) >= 4


def test_the_error_in_the_ledger_is_a_code(openai: VendorDouble) -> None:
    openai.otherwise = ValueError(f"bad input: {TEXT}")
    read()
    codes = set(AiCall.objects.filter(model__name=SMALL).values_list("error_code", flat=True))
    assert codes == {"ValueError"}


def test_waits_grow_and_are_bounded(openai: VendorDouble, watch: Watch) -> None:
    openai.otherwise = VendorAwayError()
    read()
    assert watch.sleeps == [0.5, 1.0]


def test_a_short_wait_that_the_vendor_asks_for_is_kept(openai: VendorDouble, watch: Watch) -> None:
    openai.will(SMALL, RateLimitedError(seconds=4.0), deep_said())
    assert (read().model, watch.sleeps) == (SMALL, [4.0])


def test_an_output_of_no_use_is_repaired_once(openai: VendorDouble) -> None:
    broken = InvalidOutputError("traits.0.value: not a number", output='{"traits": [', usage=USAGE)
    openai.will(SMALL, broken, deep_said(quality=0.7))
    routed = read()
    first, second = openai.journal
    assert routed.reading.quality == 0.7
    assert second.turns[0] == first.turns[0]
    assert second.turns[1] == '{"traits": ['
    assert "traits.0.value: not a number" in second.turns[2]
    outcomes = AiCall.objects.order_by("pk").values_list("outcome", flat=True)
    assert list(outcomes) == [Outcome.FAILED, Outcome.REPAIRED]
    assert AiCall.objects.get(outcome=Outcome.REPAIRED).kinds[-2:] == ["output", "question"]


def test_an_empty_output_is_repaired_without_a_turn_of_the_model(openai: VendorDouble) -> None:
    openai.will(SMALL, InvalidOutputError("empty", output=" "), deep_said())
    read()
    assert len(openai.journal[1].turns) == 2


def test_all_attempts_share_one_deadline(
    openai: VendorDouble, anthropic: VendorDouble, watch: Watch
) -> None:
    def takes_its_time() -> None:
        watch.time += openai.journal[-1].terms.deadline_seconds

    openai.otherwise = VendorTooSlowError(charge=Charge.UNKNOWN)
    openai.meanwhile = takes_its_time
    anthropic.otherwise = VendorTooSlowError(charge=Charge.UNKNOWN)
    anthropic.meanwhile = lambda: setattr(
        watch, "time", watch.time + anthropic.journal[-1].terms.deadline_seconds
    )
    began = watch.time
    routed = read()
    deadlines = [sent.terms.deadline_seconds for sent in openai.journal + anthropic.journal]
    assert deadlines == [25.0, 23.0]
    assert watch.time - began <= DEEP_PATIENCE.total_seconds
    assert routed.reason_local is WhyLocal.VENDORS_FAILED


def test_no_wait_leads_past_the_deadline(openai: VendorDouble, watch: Watch) -> None:
    def takes_nearly_all() -> None:
        watch.time += 44.0

    openai.will(SMALL, RateLimitedError(seconds=5.0))
    openai.meanwhile = takes_nearly_all
    read()
    assert watch.sleeps == []


def test_a_model_that_is_away_is_asked_no_more_until_a_probe_succeeds(
    openai: VendorDouble, anthropic: VendorDouble
) -> None:
    openai.otherwise = VendorAwayError()
    read()
    read()
    assert f"ai {SMALL}" in opened()
    assert breakers_health().health is Health.DEGRADED
    assert SMALL in str(breakers_health())
    asked = len(openai.journal)
    assert (read().model, len(openai.journal)) == (HAIKU, asked)
    openai.otherwise = deep_said()
    with time_machine.travel(utc_now() + timedelta(milliseconds=AWAY_RULES.open_ms + 1)):
        assert read().model == SMALL
        assert opened() == set()


@pytest.mark.parametrize("failure", [KeyRefusedError(), ModelUnknownError(), SpendLimitError()])
def test_what_only_staff_can_mend_closes_a_model_for_long_at_once(
    openai: VendorDouble, failure: VendorError
) -> None:
    openai.otherwise = failure
    read()
    assert opened() == {f"ai {SMALL} access"}
    openai.otherwise = deep_said()
    with time_machine.travel(utc_now() + timedelta(milliseconds=AWAY_RULES.open_ms + 1)):
        assert read().model == HAIKU
    with time_machine.travel(utc_now() + timedelta(milliseconds=ACCESS_RULES.open_ms + 1)):
        assert read().model == SMALL


@pytest.mark.parametrize("failure", [RefusedError(), TruncatedError(), InvalidOutputError("empty")])
def test_one_output_of_no_use_opens_nothing_but_many_in_a_row_do(
    openai: VendorDouble, failure: VendorError
) -> None:
    openai.otherwise = failure
    read()
    assert opened() == set()
    for _ in range(OUTPUT_RULES.threshold):
        read()
    assert opened() == {f"ai {SMALL} output"}


@pytest.mark.parametrize("failure", [RequestRejectedError(), TooLargeError()])
def test_a_request_that_is_wrong_says_nothing_about_the_model(
    openai: VendorDouble, failure: VendorError
) -> None:
    openai.otherwise = failure
    for _ in range(OUTPUT_RULES.threshold + 1):
        read()
    assert opened() == set()


def test_behind_open_breakers_nothing_is_reserved(
    openai: VendorDouble, anthropic: VendorDouble
) -> None:
    openai.otherwise = anthropic.otherwise = KeyRefusedError()
    read()
    calls = AiCall.objects.count()
    routed = read()
    assert (routed.calls, routed.reason_local) == ((), WhyLocal.VENDORS_FAILED)
    assert AiCall.objects.count() == calls


def test_what_a_model_does_not_take_is_not_sent(openai: VendorDouble) -> None:
    AiModel.objects.filter(name=SMALL).update(context_tokens=6_000)
    assert (read().model, openai.journal) == (HAIKU, [])


def test_the_end_of_the_time_of_the_work_is_not_swallowed(openai: VendorDouble) -> None:
    openai.otherwise = TimeLimitExceededError()
    with pytest.raises(TimeLimitExceededError):
        read()
    call = AiCall.objects.get()
    assert (call.outcome, call.is_estimated) == (Outcome.FAILED, True)


def test_after_a_hundred_failing_requests_nothing_stays_reserved(
    openai: VendorDouble, anthropic: VendorDouble
) -> None:
    deeds: list[Deed] = [cast("Deed", case.values[0]) for case in FAILURES]
    openai.will(SMALL, *(deeds * 7)[:100], deep_said())
    anthropic.will(HAIKU, *(reversed(deeds * 7)), deep_said())
    answers = [read() for _ in range(100)]
    assert all(answer.reading for answer in answers)
    assert AiSpend.objects.aggregate(Sum("reserved_usd"))["reserved_usd__sum"] == 0
    assert AiCall.objects.unsettled().count() == 0


def test_the_ledger_has_every_call_of_the_vendor_to_the_token(
    openai: VendorDouble, anthropic: VendorDouble
) -> None:
    openai.will(SMALL, VendorAwayError(), deep_said(), RefusedError(usage=USAGE), deep_said())
    for _ in range(4):
        read()
    journal = openai.journal + anthropic.journal
    assert AiCall.objects.count() == len(journal)
    sums = AiCall.objects.aggregate(Sum("input_tokens"), Sum("cached_tokens"), Sum("output_tokens"))
    billed = [sent.billed for sent in journal if sent.billed is not None]
    assert sums == {
        "input_tokens__sum": sum(usage.input_tokens for usage in billed),
        "cached_tokens__sum": sum(usage.cached_tokens for usage in billed),
        "output_tokens__sum": sum(usage.output_tokens for usage in billed),
    }
    total = AiCall.objects.aggregate(Sum("usd"))["usd__sum"]
    spent = AiSpend.objects.filter(scope="workspace_day").aggregate(Sum("settled_usd"))
    assert spent["settled_usd__sum"] == total
