"""What is wrong with the list of models and prices, or soon will be."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from ai.choices import Tier
from ai.models import AiModel
from ai.pricing import Price, cost
from ai.selectors.catalogue import models_of, price_of
from ai.usage import Usage
from core.clock import utc_now

#: So long before its date the retirement of a model is warned of.
WARN_BEFORE = timedelta(days=30)
#: A call by which prices are compared: the tokens of a deep analysis with some history.
TYPICAL_CALL = Usage(input_tokens=3_000, output_tokens=1_000)


class TroubleKind(StrEnum):
    """What is wrong; a model with the first two is not asked."""

    NO_PRICE = "no_price"
    RETIRED = "retired"
    RETIRES_SOON = "retires_soon"
    MEDIUM_IS_DEAR = "medium_is_dear"


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing for staff to mend.

    Attributes:
        model: name of the model.
        day: when it retires, where that is the trouble.
    """

    kind: TroubleKind
    model: str
    day: date | None = None


def price_list_troubles() -> tuple[Trouble, ...]:
    """Return what is wrong with the enabled models today, in the order of their names."""
    today = utc_now().date()
    found = [
        trouble
        for row in AiModel.objects.filter(is_enabled=True).order_by("vendor", "name")
        for trouble in _troubles_of(row, today)
    ]
    return (*found, *_dear_ones())


def _troubles_of(row: AiModel, today: date) -> Iterator[Trouble]:
    if price_of(row) is None:
        yield Trouble(TroubleKind.NO_PRICE, row.name)
    if row.retires_on is None:
        return
    if row.retires_on <= today:
        yield Trouble(TroubleKind.RETIRED, row.name, row.retires_on)
    elif row.retires_on <= today + WARN_BEFORE:
        yield Trouble(TroubleKind.RETIRES_SOON, row.name, row.retires_on)


def _dear_ones() -> Iterator[Trouble]:
    """Find models of the tier MEDIUM with which routing saves nothing."""
    first = next(iter(models_of(Tier.COMPLEX)), None)
    if first is None or first.price is None:
        return
    for medium in models_of(Tier.MEDIUM):
        if medium.price and _typical(medium.price) >= _typical(first.price):
            yield Trouble(TroubleKind.MEDIUM_IS_DEAR, medium.name)


def _typical(price: Price) -> Decimal:
    return cost(TYPICAL_CALL, price)
