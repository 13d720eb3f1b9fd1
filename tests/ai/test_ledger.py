"""The ledger and its money: reserved before a call, true after it."""

from decimal import Decimal

import pytest

from ai.choices import CallPurpose, Outcome, Tier
from ai.errors import Charge
from ai.models import AiCall
from ai.selectors import models_of
from ai.services import Attempt, call_reserve, call_settle
from ai.usage import Usage

pytestmark = pytest.mark.django_db


def test_a_call_is_booked_at_what_the_vendor_reported() -> None:
    model = models_of(Tier.SIMPLE)[0]
    reservation = call_reserve(Attempt(model, CallPurpose.DEEP_ANALYSIS, None, 1000, 100))
    usd = call_settle(reservation, Outcome.COMPLETED, Usage(10), Charge.REPORTED)
    assert AiCall.objects.get().usd == usd == Decimal("0.000001")
