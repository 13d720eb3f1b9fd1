"""Which budgets a call falls under, and when one is spent. Pure."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from ai.choices import BudgetScope, CallPurpose
from core.errors import PermanentError


class BudgetSpentError(PermanentError):
    """The call could cost more than a budget has left. Nothing was reserved.

    Attributes:
        scope: the budget.
    """

    code: ClassVar[str] = "ai_budget_spent"

    def __init__(self, scope: BudgetScope) -> None:
        super().__init__(scope.value)
        self.scope = scope


@dataclass(frozen=True, slots=True)
class CounterKey:
    """One counter of money: whose, and since which day of UTC."""

    scope: BudgetScope
    period: date
    person_id: UUID | None = None
    purpose: CallPurpose | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """What a scope may spend in a period.

    Attributes:
        usd: 0 allows no call at all, not even a free one.
        soft_share: from which part of it on cheaper models are taken, more than 0, at most 1.
    """

    usd: Decimal
    soft_share: Decimal

    def allows(self, total: Decimal) -> bool:
        """Return whether `total`, reserved and settled together, stays within it."""
        return 0 < self.usd >= total

    def is_near(self, total: Decimal) -> bool:
        """Return whether `total` has reached the soft share."""
        return total >= self.usd * self.soft_share


def counters_of(purpose: CallPurpose, person_id: UUID | None, day: date) -> tuple[CounterKey, ...]:
    """Return the counters that a call moves, in the one order in which they are ever locked.

    The ones that fewest calls share come first, so the ones that all share are held shortest.
    """
    shared = (
        CounterKey(BudgetScope.PURPOSE_DAY, day, purpose=purpose),
        CounterKey(BudgetScope.WORKSPACE_DAY, day),
        CounterKey(BudgetScope.WORKSPACE_MONTH, day.replace(day=1)),
    )
    if person_id is None:
        return shared
    return (CounterKey(BudgetScope.PERSON_DAY, day, person_id=person_id), *shared)
