"""Models, budgets and calls for tests of the ai room's money."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from importlib import import_module
from uuid import UUID

import time_machine
from django.apps import apps
from django.db import connection

from ai.budgets import CounterKey
from ai.choices import BudgetScope, CallPurpose, EgressKind, ModelKind, Outcome, Vendor
from ai.errors import Charge
from ai.models import AiBudget, AiCall, AiModel, AiSpend
from ai.selectors import ModelRef, ref_of
from ai.services import Attempt, Egress, Reservation, call_reserve, call_settle
from ai.usage import Usage
from core.clock import utc_now

SEED = import_module("ai.migrations.0002_models_of_november_2026")


def price_list_restore() -> None:
    """Write the first models, places and budgets again, where a test has emptied the tables."""
    SEED.seed(apps, connection.schema_editor())


def model(name: str = "model-x", **columns: object) -> ModelRef:
    """Return a model of tests; a token costs a millionth of a dollar, in or out."""
    known: dict[str, object] = {
        "vendor": Vendor.OPENAI.value,
        "kind": ModelKind.TEXT.value,
        "input_usd": Decimal(1),
        "output_usd": Decimal(1),
        "context_tokens": 100_000,
        "max_output_tokens": 1_000,
    }
    row, _ = AiModel.objects.get_or_create(name=name, defaults={**known, **columns})
    return ref_of(row)


def attempt(
    tokens: int = 1_000,
    person_id: UUID | None = None,
    purpose: CallPurpose = CallPurpose.DEEP_ANALYSIS,
) -> Attempt:
    """Return an attempt that can cost a millionth of a dollar for each of `tokens`."""
    egress = Egress(frozenset({EgressKind.ANSWER, EgressKind.QUESTION}), {"NAME": 2})
    return Attempt(model(), purpose, person_id, tokens, 0, egress, "deep/3")


def reserved(tokens: int = 1_000, person_id: UUID | None = None) -> Reservation:
    """Return money put aside for such an attempt."""
    return call_reserve(attempt(tokens, person_id))


def settled(reservation: Reservation, tokens: int) -> Decimal:
    """Book a completed call of so many tokens."""
    return call_settle(reservation, Outcome.COMPLETED, Usage(tokens), Charge.REPORTED)


def only_budget(scope: BudgetScope, tokens: int, purpose: CallPurpose | None = None) -> None:
    """Let one budget, of so many millionths of a dollar, be the only one."""
    AiBudget.objects.all().delete()
    AiBudget.objects.create(
        scope=scope, purpose=purpose or "", limit_usd=Decimal(tokens) / 1_000_000
    )


def counted(key: CounterKey) -> tuple[int, int]:
    """Return what a counter has reserved and settled, in millionths of a dollar."""
    rows = AiSpend.objects.filter(scope=key.scope, period=key.period, purpose=key.purpose or "")
    row = rows.filter(person=key.person_id).first() if key.person_id else rows.first()
    return (_millionths(row.reserved_usd), _millionths(row.settled_usd)) if row else (0, 0)


def today(scope: BudgetScope = BudgetScope.WORKSPACE_DAY) -> tuple[int, int]:
    """Return what today's counter of the scope has reserved and settled."""
    return counted(CounterKey(scope, utc_now().date()))


def ledger() -> AiCall:
    """Return the only call."""
    return AiCall.objects.get()


@contextmanager
def later(by: timedelta) -> Iterator[None]:
    """Let time have passed."""
    with time_machine.travel(utc_now() + by, tick=False):
        yield


def _millionths(usd: Decimal) -> int:
    return int(usd * 1_000_000)
