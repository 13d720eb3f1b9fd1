"""Trouble with the list of models is told before it hurts, and stops nothing."""

from collections.abc import Callable

import pytest
import time_machine
from django.core.checks import Tags, run_checks
from django.core.management import call_command

from ai.checks import check_price_list
from ai.health import price_list_health
from ai.models import AiModel, AiTierPlace
from core.health import HEALTHY, Health, examine
from tests.ai.money import price_list_restore

pytestmark = pytest.mark.django_db
DEFAULT = ["default"]


@pytest.fixture(autouse=True)
def _seeded() -> None:
    price_list_restore()


def ids() -> list[str | None]:
    return [message.id for message in check_price_list(databases=DEFAULT)]


def luna(**columns: object) -> None:
    AiModel.objects.filter(name="gpt-6-luna").update(**columns)


def make_medium_dear() -> None:
    AiModel.objects.filter(name="claude-haiku-5-5").update(input_usd=2, output_usd=10)


def test_the_first_list_is_in_order() -> None:
    assert ids() == []
    assert price_list_health() == HEALTHY


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda: luna(input_usd=None), "ai.W001"),
        (lambda: luna(retires_on="2026-11-24"), "ai.W002"),
        (lambda: luna(retires_on="2026-12-24"), "ai.W003"),
        (make_medium_dear, "ai.W004"),
    ],
    ids=["no-price", "retired", "retires-in-30-days", "medium-no-cheaper-than-complex"],
)
def test_what_is_wrong_is_a_warning_and_degrades(spoil: Callable[[], None], told: str) -> None:
    with time_machine.travel("2026-11-24T12:00:00+00:00", tick=False):
        spoil()

        assert ids() == [told]
        assert examine()["ai_models"].health is Health.DEGRADED


def test_a_retirement_in_31_days_is_not_told_yet() -> None:
    luna(retires_on="2026-12-25")

    with time_machine.travel("2026-11-24T12:00:00+00:00", tick=False):
        assert ids() == []


def test_nobody_needs_to_hear_of_models_that_are_disabled() -> None:
    luna(is_enabled=False, input_usd=None, retires_on="2026-01-01")

    assert ids() == []


def test_without_a_tier_complex_there_is_nothing_to_compare_with() -> None:
    AiTierPlace.objects.filter(tier="complex").delete()
    make_medium_dear()

    assert ids() == []


def test_commands_that_ask_for_no_database_are_not_kept_waiting(
    django_assert_num_queries: Callable[[int], object],
) -> None:
    luna(input_usd=None)

    with django_assert_num_queries(0):  # type: ignore[attr-defined]  # a context manager
        assert check_price_list() == []


def test_the_check_is_one_of_the_databases() -> None:
    luna(input_usd=None)

    found = run_checks(tags=[Tags.database], databases=DEFAULT)

    assert "ai.W001" in {message.id for message in found}


def test_warnings_stop_no_command(capsys: pytest.CaptureFixture[str]) -> None:
    luna(input_usd=None)

    call_command("check", databases=DEFAULT)

    assert "ai.W001" in capsys.readouterr().err
