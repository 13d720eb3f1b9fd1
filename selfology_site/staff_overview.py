"""The first page of the staff site, and the pages that belong to no model."""

import json
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.i18n import set_language

from core.overview import Bars, Card, cards, charts
from core.staff_pages import Label
from events.monitor.views import monitor_urls
from selfology_site.answer_page import answer_context
from selfology_site.health_page import health_context


def staff_urls() -> list[URLPattern]:
    """Return the addresses of the pages that belong to no model."""
    return [
        path("language/", set_language, name="set_language"),
        path("health/", admin.site.admin_view(health), name="health"),
        path("monitor/answers/<int:answer_id>/", admin.site.admin_view(answer), name="answer_path"),
        *monitor_urls(),
    ]


def health(request: HttpRequest) -> HttpResponse:
    """Show every check and the last sign of life of every process."""
    context = {**admin.site.each_context(request), "title": _("Health"), **health_context(request)}
    return TemplateResponse(request, "admin/health.html", context)


def answer(request: HttpRequest, answer_id: int) -> HttpResponse:
    """Show the path of one answer."""
    context = {
        **admin.site.each_context(request),
        "title": _("Path of answer #%(number)d") % {"number": answer_id},
        **answer_context(request, answer_id),
    }
    return TemplateResponse(request, "admin/events/answer.html", context)


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Add the cards and charts that this member of staff may see."""
    allowed = request.user.has_perm
    return {
        **context,
        "cards": [_card(card) for card in cards() if allowed(card.permission)],
        "charts": [
            _chart(chart.title, chart.read()) for chart in charts() if allowed(chart.permission)
        ],
    }


def _card(card: Card) -> dict[str, Any]:
    figure = card.read()
    return {
        "title": card.title,
        "value": figure.value,
        "note": figure.note,
        "is_alarming": figure.is_alarming,
        "link": f"{reverse(card.link)}{card.query}",
    }


def _chart(title: Label, bars: Bars) -> dict[str, Any]:
    data = {
        "labels": [str(label) for label in bars.labels],
        "datasets": [
            {
                "label": str(series.label),
                # Nothing is no bar; something is always to be seen.
                "data": [value or None for value in series.values],
                "minBarLength": 3,
                "maxBarThickness": 22,
                "borderRadius": 4,
                "backgroundColor": series.colour,
                "displayYAxis": True,
            }
            for series in bars.series
        ],
    }
    return {"title": title, "data": json.dumps(data), "is_empty": bars.is_empty}
