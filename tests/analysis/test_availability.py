from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest

from ai.breakers import breakers
from ai.choices import BudgetScope, Vendor
from ai.errors import KeyRefusedError, VendorAwayError
from ai.models import AiBudget, AiModel
from analysis.availability import model_is_back
from tests.ai.money import later, price_list_restore
from tests.ai.vendor_double import VendorDouble, vendors

pytestmark = [pytest.mark.django_db, pytest.mark.redis]


@pytest.fixture(autouse=True)
def _world() -> Iterator[None]:
    price_list_restore()
    with vendors(VendorDouble(Vendor.ANTHROPIC)):
        yield


def refuse_keys() -> None:
    """Let every model of the vendor refuse its key once."""
    for name in AiModel.objects.filter(vendor=Vendor.ANTHROPIC).values_list("name", flat=True):
        fail(name, KeyRefusedError())


def fail(model: str, error: Exception) -> None:
    """Let a call of a model end so."""
    with pytest.raises(type(error)), breakers(model)[1].guard(), breakers(model)[0].guard():
        raise error


def test_a_model_with_a_key_can_be_asked() -> None:
    assert model_is_back()


def test_without_a_key_there_is_none() -> None:
    with vendors():
        assert not model_is_back()


def test_a_model_of_a_vendor_without_a_key_does_not_help() -> None:
    AiModel.objects.filter(vendor=Vendor.ANTHROPIC).update(is_enabled=False)

    assert not model_is_back()


def test_while_every_breaker_is_open_there_is_none() -> None:
    refuse_keys()

    assert not model_is_back()


def test_once_a_probe_may_go_there_is_one() -> None:
    refuse_keys()

    with later(timedelta(minutes=16)):
        assert model_is_back()


def test_a_single_failure_closes_nothing() -> None:
    fail("claude-haiku-5-5", VendorAwayError())

    assert model_is_back()


def test_while_the_money_of_all_is_spent_there_is_none() -> None:
    AiBudget.objects.filter(scope=BudgetScope.WORKSPACE_DAY).update(limit_usd=Decimal(0))

    assert not model_is_back()
