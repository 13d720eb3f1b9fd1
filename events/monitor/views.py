"""The monitor's addresses: the page, its stream, and the search for earlier events."""

from typing import Any

from asgiref.sync import sync_to_async
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import connection, connections
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from events.catalogue import EVENT_TYPES, Priority
from events.decisions import DECISIONS
from events.decisions import PERMISSION as MAY_DECIDE
from events.monitor.hub import HUB
from events.monitor.queries import EVENTS_SQL, Sought, event_row
from events.monitor.words import page_words
from events.staff_words import STATUSES

PERMISSION = "events.view_delivery"


def monitor_urls() -> list[URLPattern]:
    """Return the addresses, to be put below the staff site's."""
    return [
        path("monitor/", admin.site.admin_view(monitor), name="monitor"),
        path("monitor/events/", admin.site.admin_view(search), name="monitor_events"),
        path("monitor/stream/", stream, name="monitor_stream"),
    ]


@require_safe
def monitor(request: HttpRequest) -> HttpResponse:
    """Show the page, which then listens to the stream."""
    _insist(request)
    context = {
        **admin.site.each_context(request),
        "title": _("Monitor"),
        "names": sorted(EVENT_TYPES),
        "queues": [priority.queue for priority in Priority],
        "statuses": STATUSES.items(),
        "decisions": DECISIONS.values() if request.user.has_perm(MAY_DECIDE) else (),
        "page": {"words": page_words(), "urls": _page_urls()},
    }
    return TemplateResponse(request, "admin/events/monitor.html", context)


@require_safe
def search(request: HttpRequest) -> JsonResponse:
    """Return the newest events that the query asks for."""
    _insist(request)
    with connection.cursor() as cursor:
        cursor.execute(EVENTS_SQL, Sought.of(request.GET).parameters)
        return JsonResponse({"events": [event_row(row) for row in cursor.fetchall()]})


@require_safe
async def stream(request: HttpRequest) -> HttpResponseBase:
    """Stream what the hub sees, without a database connection of this request's own."""
    if not await sync_to_async(_may_look)(request):
        return HttpResponse(status=403)
    headers = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
    return StreamingHttpResponse(HUB.stream(), content_type="text/event-stream", headers=headers)


def _may_look(request: HttpRequest) -> bool:
    """Ask who it is, and give the connection that this took back at once."""
    try:
        return _is_allowed(request)
    finally:
        connections.close_all()


def _insist(request: HttpRequest) -> None:
    if not _is_allowed(request):
        raise PermissionDenied


def _is_allowed(request: HttpRequest) -> bool:
    return admin.site.has_permission(request) and request.user.has_perm(PERMISSION)


def _page_urls() -> dict[str, Any]:
    return {
        "stream": reverse("admin:monitor_stream"),
        "events": reverse("admin:monitor_events"),
        "event": reverse("admin:events_outboxevent_change", args=[0]),
        "delivery": reverse("admin:events_delivery_change", args=[0]),
        "answer": reverse("admin:answer_path", args=[0]),
    }
