"""What the staff page of the money reads from the ledger, beside `ai.selectors`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncDate

from ai.choices import Outcome, Tier, WhyLocal
from ai.forecast import Forecast, Saving, forecast
from ai.models import AiCall, AiTierPlace
from ai.selectors import ModelFigures, models_of, spend_by_day
from ai.selectors.spending import midnight
from core.clock import utc_now

NOTHING = Decimal(0)
#: Whole days that a forecast looks back on: four weeks, so that every day of the week counts.
LOOK_BACK = 28
#: Stands for the code of an error where the process died in mid-call.
DIED = "died"
DAY_SECONDS = 86_400.0

#: Counts readings of a time by why they were local; NOT_LOCAL are those a vendor made.
ReadAnswered = Callable[[datetime, datetime], Mapping[WhyLocal, int]]
_answered: dict[str, ReadAnswered] = {}


@dataclass(frozen=True, slots=True)
class MonthState:
    """The money of today and of this month, US dollars, days of UTC."""

    today: Decimal
    yesterday: Decimal
    month: Decimal
    forecast: Forecast | None


def show_answered(name: str, read: ReadAnswered) -> None:
    """Let a higher room tell how much of its reading the local analyser did, and why."""
    _answered[name] = read


def answered(since: datetime, until: datetime) -> dict[WhyLocal, int]:
    """Return how much was read by whom in the time, over all rooms that tell."""
    counts = [read(since, until) for read in _answered.values()]
    return {why: sum(count.get(why, 0) for count in counts) for why in WhyLocal}


def month_state() -> MonthState:
    """Return what was spent and what the month is going to cost."""
    now = utc_now()
    today = now.astimezone(UTC).date()
    begin = today.replace(day=1)
    days = spend_by_day(min(begin, today - timedelta(days=LOOK_BACK)), today)
    by_day = {one.day: one.usd for one in days}
    spent = sum((usd for day, usd in by_day.items() if day >= begin), NOTHING)
    whole = [by_day[today - timedelta(days=back)] for back in range(LOOK_BACK, 0, -1)]
    return MonthState(
        today=by_day[today],
        yesterday=whole[-1],
        month=spent,
        forecast=forecast(spent, whole, days_left(now)),
    )


def days_left(now: datetime) -> float:
    """Return how many days of the month are left, the rest of today as a part of one."""
    next_month = (now.astimezone(UTC).date().replace(day=1) + timedelta(days=32)).replace(day=1)
    return (midnight(next_month) - now).total_seconds() / DAY_SECONDS


def spend_of_models(since: date, until: date) -> dict[str, list[Decimal]]:
    """Return what every model with a call has cost on each day, both included, dearest first."""
    days = (until - since).days + 1
    rows = (
        _begun(midnight(since), midnight(until + timedelta(days=1)))
        .annotate(day=TruncDate("started_at", tzinfo=UTC))
        .values_list("model__name", "day")
        .annotate(spent=Sum("usd"))
        .order_by("model__name", "day")
    )
    found: dict[str, list[Decimal]] = {}
    for name, day, usd in rows:
        found.setdefault(name, [NOTHING] * days)[(day - since).days] += usd
    return dict(sorted(found.items(), key=lambda item: -sum(item[1], NOTHING)))


def failures_by_code(since: datetime, until: datetime) -> dict[str, int]:
    """Return how often calls failed for which reason, the most frequent first."""
    over = _begun(since, until).filter(finished_at__isnull=False)
    failed = over.filter(Q(outcome=Outcome.FAILED) | Q(outcome=Outcome.STARTED))
    counted = failed.values_list("outcome", "error_code").annotate(count=Count("pk"))
    return {
        DIED if outcome == Outcome.STARTED else code: count
        for outcome, code, count in counted.order_by("-count", "error_code")
    }


def saving(figures: Iterable[ModelFigures]) -> Saving | None:
    """Return what was paid beside the premium price; None without a premium model or a call."""
    known = [one for one in figures if one.premium_usd is not None]
    if not known:
        return None
    premium = sum((one.premium_usd for one in known if one.premium_usd is not None), NOTHING)
    return Saving(paid=sum((one.usd for one in known), NOTHING), premium=premium)


def premium_model() -> str:
    """Return the name of the model that saving is measured against; empty without one."""
    first = next(iter(models_of(Tier.COMPLEX)), None)
    return first.name if first else ""


def tiers_without_model() -> tuple[Tier, ...]:
    """Return the tiers of which no model may be called today."""
    return tuple(tier for tier in Tier if not models_of(tier))


def tiers_of(name: str) -> tuple[Tier, ...]:
    """Return the tiers in which a model of this name stands."""
    found = set(AiTierPlace.objects.filter(model__name=name).values_list("tier", flat=True))
    return tuple(tier for tier in Tier if tier in found)


def _begun(since: datetime, until: datetime) -> QuerySet[AiCall]:
    return AiCall.objects.filter(started_at__gte=since, started_at__lt=until).order_by()
