"""The list of models: what is asked, in which order, and what the tables refuse."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from ai.choices import Effort, Tier, Vendor
from ai.models import AiBudget, AiModel, AiSpend, AiTierPlace
from ai.selectors import (
    embedding_model,
    instant_model,
    model_get,
    model_named,
    models_of,
    moderation_model,
)
from core.errors import NotFoundError
from tests.ai.money import model, price_list_restore, reserved

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _seeded() -> None:
    price_list_restore()


def names(tier: Tier) -> list[tuple[str, Effort | None]]:
    return [(one.name, one.effort) for one in models_of(tier)]


def test_the_tiers_begin_with_the_models_of_the_day() -> None:
    assert names(Tier.SIMPLE) == [
        ("gpt-6-luna", Effort.NONE),
        ("claude-haiku-5-5", Effort.LOW),
    ]
    assert names(Tier.MEDIUM) == [
        ("gpt-6-luna", Effort.MEDIUM),
        ("claude-haiku-5-5", Effort.MEDIUM),
    ]
    assert names(Tier.COMPLEX) == [("claude-sonnet-5-5", Effort.LOW), ("gpt-6.1-sol", Effort.LOW)]


def test_the_models_of_the_founding_document_are_there_with_the_day_they_go() -> None:
    rows = AiModel.objects.filter(retires_on__isnull=False).order_by("name")

    assert [(row.name, row.retires_on, row.is_enabled) for row in rows] == [
        ("claude-sonnet-4", date(2026, 6, 15), False),
        ("gpt-4o", date(2027, 1, 14), False),
        ("gpt-4o-mini", date(2027, 1, 14), False),
    ]


def test_a_place_says_all_that_a_call_needs() -> None:
    [sonnet, _] = models_of(Tier.COMPLEX)

    assert (sonnet.vendor, sonnet.tier, sonnet.position) == (Vendor.ANTHROPIC, Tier.COMPLEX, 0)
    assert sonnet.price is not None
    assert (sonnet.price.input, sonnet.price.output) == (Decimal(2), Decimal(10))
    assert 0 < sonnet.max_output_tokens <= sonnet.context_tokens


@pytest.mark.parametrize(
    "change",
    [{"is_enabled": False}, {"input_usd": None}, {"output_usd": None}],
    ids=["disabled", "no-price-in", "no-price-out"],
)
def test_a_model_that_may_not_be_used_leaves_its_place_to_the_next(
    change: dict[str, object],
) -> None:
    AiModel.objects.filter(name="gpt-6-luna").update(is_instant=True, **change)

    assert [name for name, _ in names(Tier.SIMPLE)] == ["claude-haiku-5-5"]
    assert instant_model() is None


@pytest.mark.parametrize(("day", "left"), [("2026-12-31", 2), ("2027-01-01", 1)])
def test_a_model_is_asked_until_the_day_it_retires(day: str, left: int) -> None:
    AiModel.objects.filter(name="gpt-6-luna").update(retires_on="2027-01-01")

    with time_machine.travel(f"{day}T12:00:00+00:00", tick=False):
        assert len(models_of(Tier.SIMPLE)) == left


def test_no_model_is_asked_while_people_wait_until_staff_say_so() -> None:
    assert instant_model() is None


def test_the_instant_model_stands_where_it_is_cheapest() -> None:
    AiModel.objects.filter(name="gpt-6-luna").update(is_instant=True)

    instant = instant_model()

    assert instant is not None
    assert (instant.name, instant.tier, instant.effort) == (
        "gpt-6-luna",
        Tier.SIMPLE,
        Effort.NONE,
    )


def test_vectors_and_moderation_have_models_of_their_own() -> None:
    vectors, moderation = embedding_model(), moderation_model()

    assert vectors is not None
    assert moderation is not None
    assert (vectors.name, moderation.name) == ("text-embedding-3-small", "omni-moderation-latest")


def test_a_model_is_found_by_number_and_by_name_also_when_it_is_disabled() -> None:
    legacy = model_named("gpt-4o")

    assert model_get(legacy.id) == legacy
    assert (legacy.tier, legacy.effort) == (None, None)


def test_a_model_that_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFoundError):
        model_get(0)
    with pytest.raises(NotFoundError):
        model_named("gpt-0")


def test_staff_may_swap_two_places() -> None:
    first, second = AiTierPlace.objects.filter(tier=Tier.SIMPLE).order_by("position")

    with transaction.atomic():
        AiTierPlace.objects.filter(pk=first.pk).update(position=1)
        AiTierPlace.objects.filter(pk=second.pk).update(position=0)

    assert [name for name, _ in names(Tier.SIMPLE)] == ["claude-haiku-5-5", "gpt-6-luna"]


def test_a_model_with_calls_in_the_ledger_cannot_be_deleted() -> None:
    reserved()

    with pytest.raises(IntegrityError):
        AiModel.objects.get(pk=model().id).delete()


@pytest.mark.parametrize(
    "wrong",
    [
        {"vendor": "acme"},
        {"kind": "oracle"},
        {"input_usd": Decimal(-1)},
        {"name": ""},
        {"max_output_tokens": 0},
        {"max_output_tokens": 10**9},
        {"is_instant": True},
    ],
    ids=[
        "vendor",
        "kind",
        "price",
        "name",
        "no-output",
        "output-beyond-context",
        "instant-vectors",
    ],
)
def test_the_list_refuses_what_cannot_be(wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        AiModel.objects.filter(name="text-embedding-3-small").update(**wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"scope": "galaxy_day"},
        {"purpose": "coach_reply"},
        {"scope": "purpose_day"},
        {"limit_usd": Decimal(-1)},
        {"soft_share": Decimal(0)},
        {"soft_share": Decimal("1.01")},
    ],
    ids=["scope", "purpose-of-none", "none-of-purpose", "limit", "soft-0", "soft-above-1"],
)
def test_a_budget_refuses_what_cannot_be(wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        AiBudget.objects.filter(scope="workspace_day").update(**wrong)


def test_a_counter_exists_once_also_where_it_is_nobodys() -> None:
    columns = {
        "scope": "workspace_day",
        "period": date(2026, 3, 9),
        "reserved_usd": 0,
        "settled_usd": 0,
    }
    AiSpend.objects.create(**columns)

    with pytest.raises(IntegrityError), transaction.atomic():
        AiSpend.objects.create(**columns)


@pytest.mark.django_db(transaction=True)
def test_the_migrations_go_back_and_forth() -> None:
    reserved()
    try:
        MigrationExecutor(connection).migrate([("ai", None)])
        tables = connection.introspection.table_names()
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes("ai"))

    assert not [name for name in tables if name.startswith("ai_")]
    assert len(models_of(Tier.COMPLEX)) == 2
