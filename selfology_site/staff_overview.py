"""The first page of the staff site, and the pages that belong to no model."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.i18n import set_language

from ai.admin.money import money
from core.overview import Card, cards, chart_context, charts
from events.monitor.views import monitor_urls
from selfology_site.answer_page import answer_context
from selfology_site.health_page import health_context


def staff_urls() -> list[URLPattern]:
    """Return the addresses of the pages that belong to no model."""
    return [
        path("language/", set_language, name="set_language"),
        path("health/", admin.site.admin_view(health), name="health"),
        path("money/", admin.site.admin_view(money), name="money"),
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
        "cards": [_card(card, request) for card in cards() if allowed(card.permission)],
        "charts": [
            chart_context(chart.title, chart.read())
            for chart in charts()
            if allowed(chart.permission)
        ],
    }


def _card(card: Card, request: HttpRequest) -> dict[str, Any]:
    figure = card.read(request.user.pk) if card.is_personal else card.read()
    return {
        "title": card.title,
        "value": figure.value,
        "note": figure.note,
        "is_alarming": figure.is_alarming,
        "link": f"{reverse(card.link)}{card.query}",
    }
