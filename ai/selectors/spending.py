"""How much money is left, and how much went."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import TruncDate

from ai.budgets import CounterKey, Limit, counters_of
from ai.choices import BudgetScope, CallPurpose
from ai.models import AiBudget, AiCall, AiSpend
from core.clock import utc_now

Limits = Mapping[tuple[BudgetScope, CallPurpose | None], Limit]
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Spending:
    """Where a call for somebody would stand now, before anything is reserved for it.

    Attributes:
        is_near: a budget has reached its soft share: take a cheaper tier.
        is_spent: a budget has nothing left: answer locally.
    """

    is_near: bool
    is_spent: bool


@dataclass(frozen=True, slots=True)
class BudgetState:
    """One budget and the fullest counter that it limits, in the current period.

    Attributes:
        purpose: of a budget for a purpose, else None.
        reserved_usd: what calls going on may still cost.
        counters: how many counters it limits: as many as people with calls today for the budget of
            persons, else at most one.
    """

    scope: BudgetScope
    purpose: CallPurpose | None
    limit_usd: Decimal
    soft_share: Decimal
    settled_usd: Decimal
    reserved_usd: Decimal
    counters: int

    @property
    def share(self) -> Decimal:
        """What part of the limit is used, 0 and more; 1 where the limit is 0."""
        used = self.settled_usd + self.reserved_usd
        return used / self.limit_usd if self.limit_usd else Decimal(1)


@dataclass(frozen=True, slots=True)
class DaySpend:
    """What one day of UTC has cost.

    Attributes:
        estimated_usd: the part of `usd` that no vendor reported.
    """

    day: date
    usd: Decimal
    estimated_usd: Decimal
    calls: int


def limits() -> Limits:
    """Return every budget by its scope and purpose; what is not among them is unlimited."""
    return {
        (BudgetScope(row.scope), CallPurpose(row.purpose) if row.purpose else None): Limit(
            row.limit_usd, row.soft_share
        )
        for row in AiBudget.objects.all()
    }


def spending(purpose: CallPurpose, person_id: UUID | None) -> Spending:
    """Return how near the budgets of such a call are; two queries, no locks.

    Only reserving decides; this serves to choose a tier beforehand.
    """
    keys = counters_of(purpose, person_id, utc_now().date())
    known = limits()
    totals = _totals(keys)
    pairs = [
        (known[key.scope, key.purpose], totals.get(key, NOTHING))
        for key in keys
        if (key.scope, key.purpose) in known
    ]
    return Spending(
        is_near=any(limit.is_near(total) for limit, total in pairs),
        is_spent=any(total >= limit.usd for limit, total in pairs),
    )


def budget_states() -> tuple[BudgetState, ...]:
    """Return every budget with its fullest counter of the current period."""
    return tuple(_state(row) for row in AiBudget.objects.order_by("scope", "purpose"))


def spend_by_day(since: date, until: date) -> tuple[DaySpend, ...]:
    """Return every day from `since` to `until`, both included, also those without a call."""
    rows = (
        AiCall.objects.filter(started_at__gte=midnight(since))
        .filter(started_at__lt=midnight(until + timedelta(days=1)))
        .annotate(day=TruncDate("started_at", tzinfo=UTC))
        .values("day")
        .annotate(
            spent=Sum("usd"),
            estimated=Sum("usd", filter=Q(is_estimated=True), default=NOTHING),
            count=Count("pk"),
        )
        .order_by("day")
    )
    found = {row["day"]: row for row in rows}
    days = (since + timedelta(days=number) for number in range((until - since).days + 1))
    return tuple(_day_spend(day, found.get(day)) for day in days)


def midnight(day: date) -> datetime:
    """Return the moment at which the day begins in UTC."""
    return datetime.combine(day, time(), tzinfo=UTC)


def counter(key: CounterKey) -> Q:
    """Return the condition that finds the row of a counter."""
    return Q(
        scope=key.scope,
        period=key.period,
        person_id=key.person_id,
        purpose=key.purpose or "",
    )


def _totals(keys: Iterable[CounterKey]) -> dict[CounterKey, Decimal]:
    wanted = Q()
    for key in keys:
        wanted |= counter(key)
    return {_key(row): row.reserved_usd + row.settled_usd for row in AiSpend.objects.filter(wanted)}


def _key(row: AiSpend) -> CounterKey:
    return CounterKey(
        scope=BudgetScope(row.scope),
        period=row.period,
        person_id=row.person_id,
        purpose=CallPurpose(row.purpose) if row.purpose else None,
    )


def _state(row: AiBudget) -> BudgetState:
    today = utc_now().date()
    scope = BudgetScope(row.scope)
    period = today.replace(day=1) if scope is BudgetScope.WORKSPACE_MONTH else today
    counters = AiSpend.objects.filter(scope=row.scope, purpose=row.purpose, period=period)
    fullest = counters.order_by((F("reserved_usd") + F("settled_usd")).desc()).first()
    return BudgetState(
        scope=scope,
        purpose=CallPurpose(row.purpose) if row.purpose else None,
        limit_usd=row.limit_usd,
        soft_share=row.soft_share,
        settled_usd=fullest.settled_usd if fullest else NOTHING,
        reserved_usd=fullest.reserved_usd if fullest else NOTHING,
        counters=counters.count(),
    )


def _day_spend(day: date, row: Mapping[str, Any] | None) -> DaySpend:
    if row is None:
        return DaySpend(day, NOTHING, NOTHING, 0)
    return DaySpend(day, row["spent"], row["estimated"], row["count"])
