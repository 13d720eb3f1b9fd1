"""The charts of the page of the money."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ai.choices import Tier, WhyLocal
from ai.forecast import EXPECTED_MIX, shares
from ai.selectors import ModelFigures, figures_by_tier
from ai.selectors.spending import midnight
from ai.spend_selectors import answered, failures_by_code, spend_of_models
from ai.staff_words import ERRORS, TIERS, UNKNOWN, WHY_LOCAL
from core.overview import Bars, Series, chart_context

GOOD, MIDDLING, BAD = (
    "var(--color-primary-600)",
    "var(--color-primary-300)",
    "oklch(70.4% .191 22.2)",
)
#: Models have colours that differ also for those who tell red from green badly.
COLOURS = (
    "var(--color-primary-600)",
    "oklch(75% .15 75)",
    "oklch(60% .13 250)",
    "oklch(65% .17 350)",
    "oklch(83% .09 178)",
)
#: 24 Nov; Russian needs the same letter case in the middle of a text.
DAY = "j b"
OTHERS = "oklch(70% .02 250)"


def money_charts(first: date, last: date, figures: Sequence[ModelFigures]) -> list[dict[str, Any]]:
    """Return the charts of the days from `first` to `last`, both included."""
    since, until = midnight(first), midnight(last + timedelta(days=1))
    tiers = {one.tier: one.requests for one in figures_by_tier(since, until)}
    charts = (
        (_("Spent a day, by model, US dollars"), _spend_bars(first, last)),
        (_("Requests by tier beside the expected mix, %"), _tier_bars(tiers)),
        (_("How long a call takes, seconds"), _latency_bars(figures)),
        (_("Calls that failed, by reason"), _failure_bars(failures_by_code(since, until))),
        (_("Who read the answers in depth"), _answered_bars(answered(since, until))),
    )
    return [chart_context(title, bars) for title, bars in charts]


def _spend_bars(first: date, last: date) -> Bars:
    found = spend_of_models(first, last)
    named = dict(list(found.items())[: len(COLOURS)])
    rest = [row for name, row in found.items() if name not in named]
    series = [
        Series(name, [_plain(usd) for usd in row], colour)
        for (name, row), colour in zip(named.items(), COLOURS, strict=False)
    ]
    if rest:
        sums = [_plain(sum(day, Decimal(0))) for day in zip(*rest, strict=True)]
        series.append(Series(_("others"), sums, OTHERS))
    days = ((first + timedelta(days=number)) for number in range((last - first).days + 1))
    return Bars([date_format(day, DAY) for day in days], series, unit="$", is_stacked=True)


def _plain(usd: Decimal) -> float:
    """Return an amount that a chart can show: a ten-thousandth of a dollar is the least."""
    return round(float(usd), 4)


def _tier_bars(requests: dict[Tier, int]) -> Bars:
    if not any(requests.values()):
        return Bars([], [])
    found = shares(requests)
    return Bars(
        [TIERS[tier] for tier in Tier],
        [
            Series(_("requests"), [round(100 * found[tier], 1) for tier in Tier], GOOD),
            Series(_("expected"), [round(100 * EXPECTED_MIX[tier], 1) for tier in Tier], MIDDLING),
        ],
        unit="%",
    )


def _latency_bars(figures: Sequence[ModelFigures]) -> Bars:
    known = sorted((one for one in figures if one.p50_ms is not None), key=lambda one: one.name)
    return Bars(
        [one.name for one in known],
        [
            Series(_("half of the calls at most (p50)"), [_s(one.p50_ms) for one in known], GOOD),
            Series(_("95 of 100 at most (p95)"), [_s(one.p95_ms) for one in known], MIDDLING),
        ],
        unit=str(_("s")),
    )


def _s(ms: float | None) -> float:
    return round((ms or 0.0) / 1000, 2)


def _failure_bars(counts: dict[str, int]) -> Bars:
    labels = [ERRORS.get(code, code) or UNKNOWN for code in counts]
    return Bars(labels, [Series(_("calls"), list(counts.values()), BAD)])


def _answered_bars(counts: dict[WhyLocal, int]) -> Bars:
    known = [why for why in WhyLocal if counts[why]]
    return Bars(
        [WHY_LOCAL[why] for why in known],
        [Series(_("answers"), [counts[why] for why in known], GOOD)],
    )
