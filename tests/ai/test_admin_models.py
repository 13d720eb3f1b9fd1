"""Models, chains, budgets and calls as staff see and edit them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from ai.choices import BudgetScope, CallPurpose, Outcome, Tier
from ai.models import AiBudget, AiCall, AiModel, AiTierPlace
from people.models import StaffUser
from selfology_site.roles import ACCOUNTANT, MODEL_KEEPER
from tests.ai.ledger_rows import called, failed
from tests.ai.money import price_list_restore
from tests.factories import PersonFactory
from tests.onboarding.russian_page import latin_words
from tests.selfology_site.staff_world import staff_client

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _november() -> Iterator[None]:
    price_list_restore()
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def root() -> StaffUser:
    return StaffUser.objects.create_superuser("root", password=None)


@pytest.fixture
def browser(root: StaffUser) -> Client:
    """Return the browser of somebody who reads English and may do all."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(root)
    return client


@pytest.fixture
def luna() -> AiModel:
    return AiModel.objects.get(name="gpt-6-luna")


def url(model: str, view: str, *args: Any) -> str:
    return reverse(f"admin:ai_{model}_{view}", args=args)


def text(response: Any) -> str:
    return " ".join(response.content.decode().replace("&nbsp;", " ").split())


def filled(row: AiModel, **changes: Any) -> dict[str, Any]:
    """Return the form of a model as it is, with changes."""
    plain = {
        "name": row.name,
        "vendor": row.vendor,
        "kind": row.kind,
        "input_usd": row.input_usd,
        "output_usd": row.output_usd,
        "cached_usd": row.cached_usd or "",
        "cache_write_usd": row.cache_write_usd or "",
        "context_tokens": row.context_tokens,
        "max_output_tokens": row.max_output_tokens,
        "is_enabled": "on",
        "retires_on": "",
        "note": row.note,
    }
    return {**plain, **changes}


def test_a_price_is_edited_and_the_edit_is_in_the_history(browser: Client, luna: AiModel) -> None:
    response = browser.post(
        url("aimodel", "change", luna.pk), filled(luna, input_usd="0.25", output_usd="1.5")
    )

    luna.refresh_from_db()
    assert response.status_code == 302
    assert (luna.input_usd, luna.output_usd) == (Decimal("0.25"), Decimal("1.5"))
    assert "Input" in LogEntry.objects.get().get_change_message()


def test_a_new_price_leaves_the_ledger_as_it_was(browser: Client, luna: AiModel) -> None:
    called(usd=Decimal("0.01"))

    browser.post(url("aimodel", "change", luna.pk), filled(luna, input_usd="9"))

    luna.refresh_from_db()
    assert (luna.input_usd, AiCall.objects.get().usd) == (Decimal(9), Decimal("0.01"))


def test_a_model_that_was_called_keeps_its_name(browser: Client, luna: AiModel) -> None:
    called()

    browser.post(url("aimodel", "change", luna.pk), filled(luna, name="other", vendor="anthropic"))

    luna.refresh_from_db()
    assert (luna.name, luna.vendor) == ("gpt-6-luna", "openai")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("input_usd", "-1", "A price is not negative."),
        ("output_usd", "cheap", "Enter a number."),
        ("input_usd", "NaN", "Enter a number."),
        ("input_usd", "99999999", "no more than"),
        ("context_tokens", "0", "At least one token."),
        ("max_output_tokens", "9999999", "Not more than fits in at all."),
        ("context_tokens", "99999999999999", "less than or equal to"),
        ("retires_on", "tomorrow", "Enter a valid date."),
        ("name", "", "This field is required."),
        ("name", "gpt-6.1-sol", "already exists"),
        ("vendor", "acme", "Select a valid choice"),
    ],
)
def test_a_model_that_cannot_be_is_refused_in_words(
    browser: Client, luna: AiModel, field: str, value: str, said: str
) -> None:
    response = browser.post(url("aimodel", "change", luna.pk), filled(luna, **{field: value}))

    luna.refresh_from_db()
    assert response.status_code == 200
    assert said in text(response)
    assert "Constraint" not in text(response)
    assert luna.name == "gpt-6-luna"


def test_only_a_model_that_writes_improves_reflections(browser: Client) -> None:
    row = AiModel.objects.get(name="text-embedding-3-small")

    response = browser.post(url("aimodel", "change", row.pk), filled(row, is_instant="on"))

    assert "Only a model that writes text can do this." in text(response)


def test_a_model_that_retires_soon_is_warned_of_where_it_is_seen(
    browser: Client, luna: AiModel
) -> None:
    saved = browser.post(
        url("aimodel", "change", luna.pk), filled(luna, retires_on="2026-12-01"), follow=True
    )
    own = browser.get(url("aimodel", "change", luna.pk))

    warning = "gpt-6-luna retires on 1 Dec 2026, days left: 11. It stands in: simple, medium."
    pages = [saved, own, browser.get(url("aitierplace", "changelist"))]
    assert [text(page).count(warning) for page in pages] == [1, 1, 1]


def test_a_model_that_has_retired_is_said_not_to_be_asked(browser: Client, luna: AiModel) -> None:
    AiModel.objects.filter(pk=luna.pk).update(retires_on=date(2026, 11, 20))

    assert "gpt-6-luna has retired on 20 Nov 2026 and is no longer asked." in text(
        browser.get(url("aimodel", "changelist"))
    )


def test_missing_prices_empty_tiers_and_a_dear_medium_are_warned_of(
    browser: Client, luna: AiModel
) -> None:
    AiModel.objects.filter(pk=luna.pk).update(output_usd=None)
    AiTierPlace.objects.filter(tier=Tier.COMPLEX).delete()
    without = text(browser.get(url("aimodel", "changelist")))
    dear = {"input_usd": Decimal(9), "output_usd": Decimal(60)}
    AiModel.objects.filter(name="claude-haiku-5-5").update(**dear)
    sol = AiModel.objects.get(name="gpt-6.1-sol")
    AiTierPlace.objects.create(tier=Tier.COMPLEX, position=0, model=sol)
    page = text(browser.get(url("aimodel", "changelist")))

    assert "gpt-6-luna is not asked: a price of input or output is missing." in without
    assert "No model can be asked in these tiers: complex." in without
    assert "claude-haiku-5-5 stands in the medium tier and costs no less" in page


def rows(**changes: Any) -> dict[str, Any]:
    """Return the form of the whole list of places, with changes by tier and position."""
    found = AiTierPlace.objects.all()
    places = sorted(found, key=lambda row: (list(Tier).index(Tier(row.tier)), row.position))
    data: dict[str, Any] = {
        "form-TOTAL_FORMS": len(places),
        "form-INITIAL_FORMS": len(places),
        "_save": "Save",
    }
    for number, row in enumerate(places):
        data[f"form-{number}-id"] = row.pk
        data[f"form-{number}-effort"] = row.effort
        data[f"form-{number}-position"] = changes.get(f"{row.tier}_{row.position}", row.position)
    return data


def chain(tier: Tier) -> list[str]:
    places = AiTierPlace.objects.filter(tier=tier).order_by("position")
    return [place.model.name for place in places]


def test_two_models_change_places_at_once(browser: Client) -> None:
    response = browser.post(url("aitierplace", "changelist"), rows(complex_0=1, complex_1=0))

    assert response.status_code == 302
    assert chain(Tier.COMPLEX) == ["gpt-6.1-sol", "claude-sonnet-5-5"]
    assert chain(Tier.MEDIUM) == ["gpt-6-luna", "claude-haiku-5-5"]


def test_two_models_at_one_position_are_refused_in_words(browser: Client) -> None:
    response = browser.post(url("aitierplace", "changelist"), rows(complex_0=1))

    assert "Two models at position 1 of the tier «complex»." in text(response)
    assert chain(Tier.COMPLEX) == ["claude-sonnet-5-5", "gpt-6.1-sol"]


@pytest.mark.parametrize("position", ["", "-1", "first", "99999999"])
def test_a_position_that_is_none_is_refused(browser: Client, position: str) -> None:
    response = browser.post(url("aitierplace", "changelist"), rows(complex_0=position))

    assert response.status_code == 200
    assert chain(Tier.COMPLEX) == ["claude-sonnet-5-5", "gpt-6.1-sol"]


def test_a_place_that_is_taken_is_refused_when_added(browser: Client, luna: AiModel) -> None:
    response = browser.post(
        url("aitierplace", "add"),
        {"tier": "complex", "position": 0, "model": luna.pk, "effort": ""},
    )

    assert "already exists" in text(response)
    assert len(chain(Tier.COMPLEX)) == 2


def test_a_model_is_added_to_a_chain_and_taken_out_of_it(browser: Client, luna: AiModel) -> None:
    browser.post(
        url("aitierplace", "add"),
        {"tier": "complex", "position": 2, "model": luna.pk, "effort": "high"},
    )
    added = chain(Tier.COMPLEX)
    place = AiTierPlace.objects.get(tier=Tier.COMPLEX, model=luna)
    browser.post(url("aitierplace", "delete", place.pk), {"post": "yes"})

    assert (added[-1], len(chain(Tier.COMPLEX))) == ("gpt-6-luna", 2)


def test_what_makes_no_text_stands_in_no_chain(browser: Client) -> None:
    row = AiModel.objects.get(name="text-embedding-3-small")

    response = browser.post(
        url("aitierplace", "add"), {"tier": "complex", "position": 5, "model": row.pk, "effort": ""}
    )

    assert "Select a valid choice" in text(response)


def test_a_limit_is_edited(browser: Client) -> None:
    row = AiBudget.objects.get(scope=BudgetScope.WORKSPACE_DAY)
    page = text(browser.get(url("aibudget", "change", row.pk)))

    browser.post(
        url("aibudget", "change", row.pk), {"limit_usd": "25.50", "soft_share": "0.5", "scope": "x"}
    )

    row.refresh_from_db()
    assert 'value="10.00"' in page
    assert (row.limit_usd, row.soft_share) == (Decimal("25.5"), Decimal("0.5"))
    assert row.scope == BudgetScope.WORKSPACE_DAY


BUDGET = {"scope": "purpose_day", "purpose": "coach_reply", "limit_usd": "1", "soft_share": "0.8"}


def test_a_budget_of_a_purpose_is_added(browser: Client) -> None:
    assert browser.post(url("aibudget", "add"), BUDGET).status_code == 302
    assert AiBudget.objects.get(purpose=CallPurpose.COACH_REPLY).limit_usd == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"purpose": ""}, "Say for which purpose."),
        ({"scope": "workspace_month"}, "Only a budget of one purpose has a purpose."),
        ({"scope": "person_day", "purpose": ""}, "already exists"),
        ({"limit_usd": "-1"}, "A limit is not negative"),
        ({"limit_usd": ""}, "This field is required."),
        ({"soft_share": "0"}, "More than 0 and at most 1."),
        ({"soft_share": "1.5"}, "More than 0 and at most 1."),
        ({"scope": "galaxy"}, "Select a valid choice"),
    ],
)
def test_a_budget_that_cannot_be_is_refused_in_words(
    browser: Client, changes: dict[str, str], said: str
) -> None:
    response = browser.post(url("aibudget", "add"), {**BUDGET, **changes})

    assert said in text(response)
    assert "Constraint" not in text(response)
    assert not AiBudget.objects.filter(scope=BudgetScope.PURPOSE_DAY).exists()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 3),
        ("?model__vendor=anthropic", 1),
        ("?outcome=failed", 1),
        ("?purpose=coach_reply", 1),
        ("?tier=complex", 1),
        ("?model=nonsense", 0),
        ("?model=999999999", 0),
        ("?started_at__year=2026&started_at__month=11&started_at__day=20", 3),
        ("?started_at__year=2026&started_at__month=11&started_at__day=19", 0),
    ],
)
def test_calls_are_filtered(browser: Client, query: str, found: int) -> None:
    called()
    called("claude-sonnet-5-5", tier=Tier.COMPLEX, purpose=CallPurpose.COACH_REPLY)
    failed("vendor_away")

    page = browser.get(url("aicall", "changelist") + query)

    assert page.context["cl"].result_count == found


def test_calls_of_one_model_are_found(browser: Client, luna: AiModel) -> None:
    called()
    called("claude-sonnet-5-5")

    page = browser.get(url("aicall", "changelist"), {"model": luna.pk})

    assert [row.model_id for row in page.context["cl"].queryset] == [luna.pk]


def test_a_call_is_found_by_the_code_of_its_person(browser: Client) -> None:
    person = PersonFactory.create()
    call = called(person_id=person.pk)
    called()

    page = browser.get(url("aicall", "changelist"), {"q": person.code})

    assert list(page.context["cl"].queryset) == [call]
    assert person.code in text(page)


def test_a_call_says_what_left_and_what_it_cost(browser: Client) -> None:
    call = called(is_estimated=True, outcome=Outcome.STARTED, latency_ms=None)

    page = text(browser.get(url("aicall", "change", call.pk)))

    assert "the answer, the question" in page
    assert "NAME: 2" in page
    assert "≤ 0.01 $" in page
    assert "going on or died" in page


@pytest.mark.parametrize("order", range(1, 11))
def test_calls_can_be_ordered_by_every_column(browser: Client, order: int) -> None:
    called()
    failed("vendor_away")

    assert browser.get(url("aicall", "changelist"), {"o": order}).status_code == 200


def test_a_call_is_neither_added_nor_changed_nor_deleted(browser: Client) -> None:
    call = called()

    assert browser.get(url("aicall", "add")).status_code == 403
    assert browser.post(url("aicall", "change", call.pk), {"usd": "0"}).status_code == 403
    assert browser.post(url("aicall", "delete", call.pk), {"post": "yes"}).status_code == 403
    assert AiCall.objects.get().usd == Decimal("0.01")


def test_who_keeps_an_eye_on_the_money_changes_no_model_and_no_limit(luna: AiModel) -> None:
    client = staff_client("anna", role=ACCOUNTANT)
    budget = AiBudget.objects.get(scope=BudgetScope.WORKSPACE_DAY)

    statuses = [
        client.get(url("aimodel", "change", luna.pk)).status_code,
        client.post(url("aimodel", "change", luna.pk), filled(luna, input_usd=9)).status_code,
        client.post(url("aibudget", "change", budget.pk), {"limit_usd": 99}).status_code,
        client.post(url("aitierplace", "changelist"), rows(complex_0=7)).status_code,
    ]

    luna.refresh_from_db()
    assert statuses[:3] == [200, 403, 403]
    assert luna.input_usd == Decimal("0.10")
    assert AiTierPlace.objects.filter(tier=Tier.COMPLEX, position=7).count() == 0


def test_who_keeps_the_models_changes_them(luna: AiModel) -> None:
    client = staff_client("anna", role=MODEL_KEEPER)

    client.post(url("aimodel", "change", luna.pk), filled(luna, input_usd="0.2"))

    luna.refresh_from_db()
    assert luna.input_usd == Decimal("0.2")


#: Names that stay Latin in Russian.
NAMES = {
    *("esc", "Selfology", "UTC", "Anthropic", "OpenAI", "root", "English", "NAME"),
    *("gpt-", "luna", "sol", "claude-sonnet-", "claude-haiku-", "claude-opus-", "claude-fable-"),
    *("gpt-4o", "mini", "o-mini", "text-embedding-", "small", "large", "omni-moderation-latest"),
    *("claude-", "Claude-", "gpt", "text-", "Person"),
}


@pytest.mark.parametrize("model", ["aimodel", "aitierplace", "aibudget", "aicall"])
@pytest.mark.parametrize("view", ["changelist", "change", "add"])
def test_readers_of_russian_meet_no_english(browser: Client, model: str, view: str) -> None:
    person = PersonFactory.create()
    call = called(person_id=person.pk)
    rows = {"aimodel": AiModel, "aitierplace": AiTierPlace, "aibudget": AiBudget, "aicall": AiCall}
    row = rows[model].objects.first()  # type: ignore[attr-defined]  # each has objects
    places = {"changelist": (), "add": (), "change": (row.pk,)}

    page = browser.get(
        url(model, view, *places[view]), headers={"accept-language": "ru"}
    ).content.decode()

    for code in (str(call.request_id), person.code):
        page = page.replace(code, "")
    assert latin_words(page, *NAMES) == set()


def test_readers_of_russian_meet_no_english_about_a_model_that_was_called(
    browser: Client, luna: AiModel
) -> None:
    called()

    page = browser.get(
        url("aimodel", "change", luna.pk), headers={"accept-language": "ru"}
    ).content.decode()

    assert latin_words(page, *NAMES, "Gpt-") == set()


@pytest.mark.parametrize("language", ["ru", "en"])
def test_an_empty_ledger_says_that_there_is_nothing_and_offers_no_new_item(
    browser: Client, language: str
) -> None:
    page = text(browser.get(url("aicall", "changelist"), headers={"accept-language": language}))

    assert {"ru": "Здесь пока ничего нет.", "en": "There is nothing here yet."}[language] in page
    assert "yielded" not in page


def test_a_filter_that_finds_nothing_says_so(browser: Client) -> None:
    page = text(browser.get(url("aicall", "changelist") + "?outcome=failed"))

    assert "Nothing fits what was looked for." in page
    assert "Reset filters" in page
