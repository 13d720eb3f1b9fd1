"""What calls took: per model, per tier, per request. Only calls that are over count."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Aggregate, Count, FloatField, Max, Q, QuerySet, Sum

from ai.choices import ModelKind, Outcome, Tier, Vendor
from ai.models import AiCall
from ai.pricing import Price, cost
from ai.selectors.catalogue import models_of
from ai.usage import Usage

GIVEN = (Outcome.COMPLETED.value, Outcome.REPAIRED.value, Outcome.DISCARDED.value)
_TOKENS = (
    "input_tokens",
    "cached_tokens",
    "cache_write_tokens",
    "output_tokens",
    "reasoning_tokens",
)


@dataclass(frozen=True, slots=True)
class ModelFigures:
    """One model over some time.

    Attributes:
        failures: calls that gave nothing, and those whose process died.
        fallbacks: calls made because a model before it in the chain could not be had.
        estimated: calls booked at their reservation.
        p50_ms: half of the calls that gave something took at most so long; None without any.
        p95_ms: and 95 of 100 so long.
        usage: tokens billed, or reserved where nobody said.
        premium_usd: what the same tokens would have cost with the first model of the tier COMPLEX
            that may be called now; None without one. What is no text model keeps its own cost.
    """

    model_id: int
    name: str
    vendor: Vendor
    calls: int
    failures: int
    fallbacks: int
    estimated: int
    p50_ms: float | None
    p95_ms: float | None
    usage: Usage
    usd: Decimal
    premium_usd: Decimal | None

    @property
    def failure_rate(self) -> float:
        """Part of the calls that failed, 0 to 1."""
        return self.failures / self.calls

    @property
    def fallback_rate(self) -> float:
        """Part of the calls that were made in place of another model, 0 to 1."""
        return self.fallbacks / self.calls


@dataclass(frozen=True, slots=True)
class TierFigures:
    """One tier over some time; a request counts where its last attempt was made."""

    tier: Tier
    requests: int
    calls: int
    usd: Decimal


@dataclass(frozen=True, slots=True)
class RequestFigures:
    """Requests that reached at least one model.

    Attributes:
        requests: how many.
        fell_back: answered, or tried last, by another model than the first of its chain.
        unanswered: no model gave anything, so the local analyser answered.
        attempts: calls for all of them.
    """

    requests: int
    fell_back: int
    unanswered: int
    attempts: int

    @property
    def fallback_rate(self) -> float:
        """Part of the requests that fell back or went unanswered, 0 to 1."""
        return (self.fell_back + self.unanswered) / self.requests if self.requests else 0.0


class Percentile(Aggregate):
    """PostgreSQL's interpolated percentile."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


def figures_by_model(since: datetime, until: datetime) -> tuple[ModelFigures, ...]:
    """Return every model with a call that began in the time, the dearest first."""
    rows = (
        _over(since, until)
        .values("model_id", "model__name", "model__vendor", "model__kind")
        .annotate(
            calls=Count("pk"),
            failures=Count("pk", filter=~Q(outcome__in=GIVEN)),
            fallbacks=Count("pk", filter=Q(position__gt=0)),
            estimated=Count("pk", filter=Q(is_estimated=True)),
            p50_ms=Percentile("latency_ms", share=0.5, filter=Q(outcome__in=GIVEN)),
            p95_ms=Percentile("latency_ms", share=0.95, filter=Q(outcome__in=GIVEN)),
            spent=Sum("usd"),
            **{f"sum_{name}": Sum(name) for name in _TOKENS},
        )
        .order_by("-spent", "model__name")
    )
    premium = _premium_price()
    return tuple(_model_figures(row, premium) for row in rows)


def figures_by_tier(since: datetime, until: datetime) -> tuple[TierFigures, ...]:
    """Return every tier, also those without a call, cheapest first."""
    calls = _over(since, until)
    last = calls.values("request_id").annotate(last=Max("pk")).values("last")
    sums = {
        row["tier"]: row
        for row in calls.exclude(tier="").values("tier").annotate(calls=Count("pk"), usd=Sum("usd"))
    }
    ended = dict(
        AiCall.objects.filter(pk__in=last)
        .values_list("tier")
        .annotate(requests=Count("pk"))
        .order_by("tier")
    )
    return tuple(
        TierFigures(
            tier=tier,
            requests=ended.get(tier.value, 0),
            calls=sums[tier]["calls"] if tier in sums else 0,
            usd=sums[tier]["usd"] if tier in sums else Decimal(0),
        )
        for tier in Tier
    )


def figures_of_requests(since: datetime, until: datetime) -> RequestFigures:
    """Return the figures of all requests with a call that began in the time."""
    requests = (
        _over(since, until)
        .values("request_id")
        .annotate(
            attempts=Count("pk"),
            given=Count("pk", filter=Q(outcome__in=GIVEN)),
            behind=Count("pk", filter=Q(position__gt=0)),
        )
    )
    sums = requests.aggregate(
        requests=Count("request_id"),
        fell_back=Count("request_id", filter=Q(given__gt=0, behind__gt=0)),
        unanswered=Count("request_id", filter=Q(given=0)),
        all_attempts=Sum("attempts", default=0),
    )
    return RequestFigures(
        requests=sums["requests"],
        fell_back=sums["fell_back"],
        unanswered=sums["unanswered"],
        attempts=sums["all_attempts"],
    )


def _over(since: datetime, until: datetime) -> QuerySet[AiCall]:
    calls = AiCall.objects.filter(finished_at__isnull=False)
    return calls.filter(started_at__gte=since, started_at__lt=until).order_by()


def _premium_price() -> Price | None:
    first = next(iter(models_of(Tier.COMPLEX)), None)
    return first.price if first else None


def _model_figures(row: Mapping[str, Any], premium: Price | None) -> ModelFigures:
    usage = Usage(**{name: row[f"sum_{name}"] for name in _TOKENS})
    is_text = row["model__kind"] == ModelKind.TEXT
    compared = cost(usage, premium) if premium else None
    return ModelFigures(
        model_id=row["model_id"],
        name=row["model__name"],
        vendor=Vendor(row["model__vendor"]),
        calls=row["calls"],
        failures=row["failures"],
        fallbacks=row["fallbacks"],
        estimated=row["estimated"],
        p50_ms=row["p50_ms"],
        p95_ms=row["p95_ms"],
        usage=usage,
        usd=row["spent"],
        premium_usd=compared if is_text else row["spent"],
    )
