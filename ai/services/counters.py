"""Moving the counters of money. Every caller holds a transaction, and moves them in one order."""

from collections.abc import Iterable
from decimal import Decimal

from django.db import connection
from django.db.models import F

from ai.budgets import BudgetSpentError, CounterKey, Limit
from ai.models import AiSpend
from ai.selectors.spending import Limits, counter

#: One statement: adds the reservation where it fits, makes the counter where there is none, and
#: returns no row where it does not fit. A counter that another call holds is waited for.
_RESERVE = """
INSERT INTO ai_spends AS spend
    (scope, period, person_id, purpose, reserved_usd, settled_usd)
VALUES (%(scope)s, %(period)s, %(person)s, %(purpose)s, %(usd)s, 0)
ON CONFLICT (scope, period, person_id, purpose) DO UPDATE
SET reserved_usd = spend.reserved_usd + EXCLUDED.reserved_usd
WHERE %(limit)s::numeric IS NULL
   OR spend.reserved_usd + spend.settled_usd + EXCLUDED.reserved_usd <= %(limit)s::numeric
RETURNING reserved_usd + settled_usd
"""


def reserve(keys: Iterable[CounterKey], usd: Decimal, limits: Limits) -> bool:
    """Reserve `usd` in each of `keys`, in their order.

    Returns:
        Whether one of them has reached the soft share of its limit.

    Raises:
        BudgetSpentError: it does not fit; the caller's transaction must be rolled back.
    """
    nears = [_reserve_in(key, usd, limits.get((key.scope, key.purpose))) for key in keys]
    return any(nears)


def settle(keys: Iterable[CounterKey], *, released: Decimal, booked: Decimal) -> None:
    """Take `released` off what is reserved and add `booked` to what is settled, in each of `keys`.

    A counter that is gone, because its person was erased, is passed over.
    """
    for key in keys:
        AiSpend.objects.filter(counter(key)).update(
            reserved_usd=F("reserved_usd") - released, settled_usd=F("settled_usd") + booked
        )


def _reserve_in(key: CounterKey, usd: Decimal, limit: Limit | None) -> bool:
    # A counter that does not exist yet is made without being compared.
    if limit and not limit.allows(usd):
        raise BudgetSpentError(key.scope)
    total = _added(key, usd, limit)
    if total is None:
        raise BudgetSpentError(key.scope)
    return limit is not None and limit.is_near(total)


def _added(key: CounterKey, usd: Decimal, limit: Limit | None) -> Decimal | None:
    values = {
        "scope": key.scope.value,
        "period": key.period,
        "person": key.person_id,
        "purpose": key.purpose.value if key.purpose else "",
        "usd": usd,
        "limit": limit.usd if limit else None,
    }
    with connection.cursor() as cursor:
        cursor.execute(_RESERVE, values)
        row = cursor.fetchone()
    return row[0] if row else None
