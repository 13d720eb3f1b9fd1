"""The page of the money says what the ledger says."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db.models import Sum
from django.test import Client
from django.urls import reverse
from django.utils import translation

from ai import spend_selectors
from ai.admin.money import money_context
from ai.choices import BudgetScope, Outcome, Tier, WhyLocal
from ai.models import AiBudget, AiCall, AiModel, AiSpend
from core.breaker import Breaker, Rules, circuit
from core.overview import Figure
from people.models import StaffUser
from selfology_site.roles import ACCOUNTANT, MODEL_KEEPER, REVIEWER
from tests.ai.ledger_rows import called, days_ago, failed
from tests.ai.money import price_list_restore
from tests.onboarding.russian_page import latin_words
from tests.selfology_site.staff_world import staff_client

pytestmark = pytest.mark.django_db
PAGE = "admin:money"
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
#: Names that stay Latin in Russian: of the product, of vendors, of models, of money and time.
NAMES = (
    *("esc", "Selfology", "UTC", "Anthropic", "OpenAI", "root", "English"),
    *("gpt-", "luna", "claude-", "claude-sonnet-", "claude-haiku-"),
)


@pytest.fixture(autouse=True)
def _november(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let it be the twentieth of a month, with no breakers of models of other tests."""
    monkeypatch.setattr(circuit, "_names", set())
    price_list_restore()
    with time_machine.travel(NOON, tick=False), translation.override("en"):
        yield


@pytest.fixture
def browser() -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(StaffUser.objects.create_superuser("root", password=None))
    return client


def plain(words: Any) -> str:
    """Return the text with spaces at which lines may break."""
    return str(words).replace("\N{NO-BREAK SPACE}", " ")


def cards(days: int = 30) -> dict[str, Figure]:
    return {
        str(title): Figure(plain(figure.value), plain(figure.note), figure.is_alarming)
        for title, figure in money_context(days)["cards"]
    }


def charts(days: int = 30) -> dict[str, Any]:
    return {
        str(chart["title"]): json.loads(chart["data"]) for chart in money_context(days)["charts"]
    }


def busy_month() -> None:
    """Let models have been asked on every day of November, well and badly."""
    for day in range(20):
        at = days_ago(day)
        called(started_at=at, usd=Decimal("0.10"))
        called("claude-sonnet-5-5", tier=Tier.COMPLEX, started_at=at, usd=Decimal("0.50"))
        called("claude-haiku-5-5", tier=Tier.SIMPLE, position=1, started_at=at, latency_ms=3_000)
    failed("vendor_away")
    failed("vendor_too_slow")
    failed("vendor_too_slow")


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("fill", [busy_month, lambda: None], ids=["with data", "without"])
def test_the_page_opens_in_both_languages_with_and_without_data(
    browser: Client, language: str, fill: Any
) -> None:
    fill()

    page = browser.get(reverse(PAGE), headers={"accept-language": language})

    assert page.status_code == 200


@pytest.mark.parametrize("fill", [busy_month, lambda: None], ids=["with data", "without"])
def test_readers_of_russian_meet_no_english(browser: Client, fill: Any) -> None:
    fill()

    page = browser.get(reverse(PAGE), headers={"accept-language": "ru"}).content.decode()

    assert latin_words(page, *NAMES) == set()


def test_money_is_the_sum_of_the_ledger() -> None:
    busy_month()
    total = AiCall.objects.aggregate(total=Sum("usd"))["total"]
    today = AiCall.objects.filter(started_at__date=NOON.date()).aggregate(total=Sum("usd"))["total"]

    shown = cards()
    by_day = charts()["Spent a day, by model, US dollars"]["datasets"]

    assert shown["This month"].value == f"{total:.2f} $" == "12.20 $"
    assert shown["Today"].value == f"{today:.2f} $" == "0.61 $"
    assert sum(value or 0 for series in by_day for value in series["data"]) == pytest.approx(
        float(total)
    )


def test_the_month_before_is_not_this_month() -> None:
    called(started_at=NOON - timedelta(days=25), usd=Decimal(7))

    assert cards()["This month"].value == "0.00 $"


def test_the_forecast_adds_the_days_to_come() -> None:
    busy_month()

    figure = cards()["Forecast of the month"]

    # 19 whole days of 0.61, 12.20 spent, ten and a half days left.
    assert figure.value == "18.60 $"
    assert "from 18.60 $ to 18.60 $" in str(figure.note)


def test_too_few_days_are_said_to_be_too_few() -> None:
    called()

    figure = cards()["Forecast of the month"]

    assert (figure.value, figure.note) == ("–", "known after three whole days with calls")


def test_saving_compares_with_the_first_model_of_the_highest_tier() -> None:
    called(input_tokens=1_000_000, output_tokens=0, usd=Decimal("0.10"))

    figure = cards()["Saved by choosing models"]

    assert figure.value == "1.90 $"
    assert figure.note == "95 % of 2.00 $, had claude-sonnet-5-5 done it all"


def test_choosing_dearer_models_than_the_premium_one_is_alarming() -> None:
    called(input_tokens=1_000_000, output_tokens=0, usd=Decimal(5))

    figure = cards()["Saved by choosing models"]

    assert (figure.value, figure.is_alarming) == ("–3.00 $", True)
    assert figure.note == "dearer than 2.00 $, had claude-sonnet-5-5 done it all"


def test_a_second_choice_counts_as_falling_back() -> None:
    called()
    called(position=1)
    failed("vendor_away")
    called(outcome=Outcome.REPAIRED)

    figure = cards()["Another model than the first"]

    assert (figure.value, figure.is_alarming) == ("50 %", True)
    assert "25 %" in str(figure.note)


def test_tiers_stand_beside_what_is_expected() -> None:
    busy_month()

    chart = charts()["Requests by tier beside the expected mix, %"]

    assert chart["labels"] == ["simple", "medium", "complex"]
    assert [series["data"] for series in chart["datasets"]] == [
        [31.7, 36.5, 31.7],
        [15.0, 75.0, 10.0],
    ]


def test_durations_are_of_calls_that_gave_something() -> None:
    called(latency_ms=1_000)
    called(latency_ms=3_000)
    failed("vendor_too_slow", latency_ms=60_000)

    half, most = charts()["How long a call takes, seconds"]["datasets"]

    assert (half["data"], most["data"]) == ([2.0], [2.9])


def test_failures_are_counted_by_reason_and_unknown_codes_are_shown() -> None:
    failed("vendor_too_slow")
    failed("vendor_too_slow")
    failed("never_heard_of")
    called(outcome=Outcome.STARTED, latency_ms=None)

    chart = charts()["Calls that failed, by reason"]

    assert dict(zip(chart["labels"], chart["datasets"][0]["data"], strict=True)) == {
        "too slow": 2,
        "never_heard_of": 1,
        "the process died": 1,
    }


def test_models_beyond_the_fifth_share_a_colour() -> None:
    for name in AiModel.objects.values_list("name", flat=True)[:8]:
        called(name)

    series = charts()["Spent a day, by model, US dollars"]["datasets"]

    assert [one["label"] for one in series][-1] == "others"
    assert len(series) == 6
    assert series[-1]["data"][-1] == pytest.approx(0.03)


def test_what_was_read_locally_is_told_by_the_rooms_that_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = {WhyLocal.NOT_LOCAL: 6, WhyLocal.NO_PERMIT: 3, WhyLocal.BUDGET: 1}
    monkeypatch.setattr(spend_selectors, "_answered", {"one": lambda _since, _until: known})

    figure = cards()["Read by the local analyser"]
    chart = charts()["Who read the answers in depth"]

    assert (figure.value, figure.note) == ("40 %", "the person lets nothing out")
    assert chart["datasets"][0]["data"] == [6, 3, 1]


def test_breakers_of_models_are_shown_and_no_others() -> None:
    for name in ("ai gpt-6-luna", "ai gpt-6-luna access", "telegram"):
        _fail_once(Breaker(name, rules=Rules(threshold=1)))

    rows = money_context(7)["breakers"]

    assert [(row["name"], str(row["about"])) for row in rows] == [
        ("gpt-6-luna", "the vendor answers"),
        ("gpt-6-luna", "key, account and name of the model"),
    ]
    assert all("holds calls back" in row["badge"] for row in rows)


def _fail_once(breaker: Breaker) -> None:
    with pytest.raises(ConnectionError), breaker.guard():
        raise ConnectionError


def test_budgets_show_what_is_spent_and_reserved() -> None:
    AiBudget.objects.filter(scope=BudgetScope.WORKSPACE_DAY).update(limit_usd=Decimal(4))
    AiSpend.objects.create(
        scope=BudgetScope.WORKSPACE_DAY,
        period=NOON.date(),
        reserved_usd=Decimal(1),
        settled_usd=Decimal("2.5"),
    )

    bars = {str(row["name"]): plain(row["bar"]) for row in money_context(30)["budgets"]}

    assert "3.50 $ of 4.00 $" in bars["everything, a day"]
    assert "88 %" in bars["everything, a day"]
    assert "is-near" in bars["everything, a day"]
    assert "reserved for calls going on: 1.00 $" in bars["everything, a day"]
    assert "0.00 $ of 200.00 $" in bars["everything, a month"]


@pytest.mark.parametrize("days", ["7", "30", "90"])
def test_a_period_is_chosen(browser: Client, days: str) -> None:
    assert browser.get(reverse(PAGE), {"days": days}).context["days"] == int(days)


@pytest.mark.parametrize(
    "days", ["", "0", "-1", "31", "1e9", "sieben", "7'--", "\N{ARABIC-INDIC DIGIT SEVEN}"]
)
def test_any_other_period_is_the_usual_one(browser: Client, days: str) -> None:
    assert browser.get(reverse(PAGE), {"days": days}).context["days"] == 30


@pytest.mark.parametrize(
    ("role", "status"), [(ACCOUNTANT, 200), (MODEL_KEEPER, 200), (REVIEWER, 403), ("", 403)]
)
def test_the_page_is_for_those_who_see_to_the_money(role: str, status: int) -> None:
    assert staff_client("anna", role=role).get(reverse(PAGE)).status_code == status


def test_the_first_page_says_what_was_spent_to_those_who_may_know() -> None:
    called(usd=Decimal("1.5"))

    seen = staff_client("anna", role=ACCOUNTANT).get(reverse("admin:index")).context["cards"]

    assert [plain(card["value"]) for card in seen] == ["1.50 $"]


def test_the_page_does_not_ask_more_the_more_was_spent(
    django_assert_max_num_queries: Any,
) -> None:
    busy_month()

    with django_assert_max_num_queries(35):
        context = money_context(90)

    assert context["models"]


def test_a_vendor_is_named_beside_its_model() -> None:
    called()

    row = money_context(7)["models"][0]

    assert (row["name"], row["vendor"], row["calls"]) == ("gpt-6-luna", "OpenAI", "1")
