"""The page of the money: what models cost, what routing saves, and who answers when they fail."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ai.admin.budgets import budget_rows
from ai.admin.money_charts import money_charts
from ai.admin.warnings import warnings
from ai.choices import WhyLocal
from ai.selectors import ModelFigures, RequestFigures, figures_by_model, figures_of_requests
from ai.selectors.spending import midnight
from ai.spend_selectors import (
    MonthState,
    answered,
    month_state,
    premium_model,
    saving,
)
from ai.staff_words import SPACE, UNKNOWN, VENDORS, WHY_LOCAL, per_cent, usd
from core.breaker import Phase, Snapshot, snapshots
from core.clock import utc_now
from core.overview import Card, Figure, show_card
from core.staff_columns import badge
from core.staff_pages import Label, Words

VIEW = "ai.view_aicall"
PERIODS = (7, 30, 90)
USUAL_PERIOD = 30
#: From this part of the requests on, falling back asks for a look.
MANY_FALLBACKS = 0.1
#: How `ai.breakers` calls them: this, the model, and what the breaker is about.
BREAKERS = "ai "
ABOUT: Words = {
    "": _("the vendor answers"),
    "access": _("key, account and name of the model"),
    "output": _("what it writes is of use"),
}
PHASES: Words = {
    Phase.CLOSED: _("lets calls through"),
    Phase.OPEN: _("holds calls back"),
    Phase.HALF_OPEN: _("waits for a probe"),
}
PHASE_COLOURS = {Phase.CLOSED: "success", Phase.OPEN: "danger", Phase.HALF_OPEN: "warning"}


def money(request: HttpRequest) -> HttpResponse:
    """Show the money of the last days; `?days=` chooses how many.

    Raises:
        PermissionDenied: this member of staff has nothing to do with money.
    """
    if not request.user.has_perm(VIEW):
        raise PermissionDenied
    context = {
        **admin.site.each_context(request),
        "title": _("AI money"),
        **money_context(_days(request.GET.get("days", ""))),
    }
    return TemplateResponse(request, "admin/ai/money.html", context)


def money_context(days: int) -> dict[str, Any]:
    """Return what the page shows of the last `days` days of UTC, today included."""
    today = utc_now().astimezone(UTC).date()
    first = today - timedelta(days=days - 1)
    since, until = midnight(first), midnight(today + timedelta(days=1))
    figures = figures_by_model(since, until)
    return {
        "days": days,
        "periods": PERIODS,
        "warnings": warnings(),
        "cards": _cards(figures, since, until),
        "charts": money_charts(first, today, figures),
        "models": [_model_row(one) for one in figures],
        "budgets": budget_rows(),
        "breakers": [_breaker_row(one) for one in snapshots() if one.name.startswith(BREAKERS)],
    }


def _days(chosen: str) -> int:
    return int(chosen) if chosen in map(str, PERIODS) else USUAL_PERIOD


def _cards(
    figures: Sequence[ModelFigures], since: datetime, until: datetime
) -> list[tuple[Label, Figure]]:
    state = month_state()
    return [
        (_("Today"), _today(state)),
        (_("This month"), Figure(usd(state.month), gettext("since the first, by UTC"))),
        (_("Forecast of the month"), _forecast(state)),
        (_("Saved by choosing models"), _saved(figures)),
        (_("Read by the local analyser"), _local(answered(since, until))),
        (_("Another model than the first"), _fallbacks(figures_of_requests(since, until))),
    ]


def _today(state: MonthState) -> Figure:
    return Figure(usd(state.today), gettext("yesterday: %(usd)s") % {"usd": usd(state.yesterday)})


def _forecast(state: MonthState) -> Figure:
    if state.forecast is None:
        return Figure(UNKNOWN, gettext("known after three whole days with calls"))
    words = {"low": usd(state.forecast.low), "high": usd(state.forecast.high)}
    note = gettext("in 9 cases of 10 from %(low)s to %(high)s") % words
    return Figure(usd(state.forecast.usd), note)


def _saved(figures: Sequence[ModelFigures]) -> Figure:
    found = saving(figures)
    if found is None:
        return Figure(UNKNOWN, gettext("nothing to compare yet"))
    words = {
        "share": per_cent(found.share),
        "premium": usd(found.premium),
        "model": premium_model(),
    }
    if found.usd < 0:
        note = gettext("dearer than %(premium)s, had %(model)s done it all") % words
        return Figure(usd(found.usd), note, is_alarming=True)
    note = gettext("%(share)s of %(premium)s, had %(model)s done it all") % words
    return Figure(usd(found.usd), note)


def _local(counts: dict[WhyLocal, int]) -> Figure:
    total = sum(counts.values())
    if not total:
        return Figure(UNKNOWN, gettext("nothing was read in depth yet"))
    local = total - counts[WhyLocal.NOT_LOCAL]
    most = max((why for why in counts if why), key=lambda why: counts[why])
    note = str(WHY_LOCAL[most]) if local else gettext("vendors' models read everything")
    return Figure(per_cent(local / total), note)


def _fallbacks(figures: RequestFigures) -> Figure:
    if not figures.requests:
        return Figure(UNKNOWN, gettext("no model was asked"))
    words = {"unanswered": per_cent(figures.unanswered / figures.requests)}
    note = gettext("of these without any model: %(unanswered)s of all requests") % words
    return Figure(
        per_cent(figures.fallback_rate), note, is_alarming=figures.fallback_rate > MANY_FALLBACKS
    )


def _model_row(one: ModelFigures) -> dict[str, Any]:
    return {
        "name": one.name,
        "vendor": VENDORS[one.vendor],
        "calls": number_format(one.calls, force_grouping=True),
        "failures": per_cent(one.failure_rate),
        "fallbacks": per_cent(one.fallback_rate),
        "tokens_in": number_format(_read(one), force_grouping=True),
        "tokens_out": number_format(one.usage.output_tokens, force_grouping=True),
        "cached": _cached(one),
        "p50": _seconds(one.p50_ms),
        "p95": _seconds(one.p95_ms),
        "usd": usd(one.usd),
        "a_call": usd(one.usd / Decimal(one.calls)),
        "estimated": one.estimated,
    }


def _read(one: ModelFigures) -> int:
    return one.usage.input_tokens + one.usage.cached_tokens + one.usage.cache_write_tokens


def _cached(one: ModelFigures) -> str:
    read = _read(one)
    return per_cent(one.usage.cached_tokens / read) if read else ""


def _seconds(ms: float | None) -> str:
    if ms is None:
        return UNKNOWN
    return f"{number_format(round(ms / 1000, 2), decimal_pos=2)}{SPACE}{gettext('s')}"


def _breaker_row(breaker: Snapshot) -> dict[str, Any]:
    name, _space, about = breaker.name.removeprefix(BREAKERS).partition(" ")
    return {
        "name": name,
        "about": ABOUT.get(about, about),
        "badge": badge(PHASES[breaker.phase], PHASE_COLOURS[breaker.phase]),
        "failures": breaker.failures,
        "next_probe": breaker.next_probe,
    }


def _spent_today() -> Figure:
    state = month_state()
    return Figure(usd(state.today), gettext("this month: %(usd)s") % {"usd": usd(state.month)})


def _to_see_to() -> Figure:
    found = warnings()
    return Figure(len(found), found[0] if found else "", is_alarming=bool(found))


show_card(
    "ai_money",
    Card(
        title=_("Spent on AI today"),
        permission=VIEW,
        link="admin:money",
        read=_spent_today,
        rank=7,
    ),
)
show_card(
    "ai_models",
    Card(
        title=_("AI models to see to"),
        permission="ai.change_aimodel",
        link="admin:ai_aimodel_changelist",
        read=_to_see_to,
        rank=8,
    ),
)
