"""What the health page of the staff site says."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.breaker import Phase, snapshots
from core.health import Health, examine
from core.heartbeat import pulses
from core.overview import Card, Figure, show_card
from core.staff_columns import badge
from core.staff_pages import Words

PERMISSION = "events.view_delivery"
WORDS: Words = {
    Health.HEALTHY: _("works"),
    Health.DEGRADED: _("works, with something to mend"),
    Health.UNHEALTHY: _("does not work"),
}
COLOURS = {Health.HEALTHY: "success", Health.DEGRADED: "warning", Health.UNHEALTHY: "danger"}
PARTS: Words = {
    "ai_models": _("AI models"),
    "backlog": _("events"),
    "bot": _("bot"),
    "breakers": _("breakers"),
    "crisis_contacts": _("crisis contacts"),
    "database": _("PostgreSQL"),
    "migrations": _("migrations"),
    "redis": _("Redis"),
    "relay": _("relay"),
    "sandbox": _("sandbox"),
    "scheduler": _("scheduler"),
    "telegram": _("Telegram"),
    "vectors": _("vector index"),
    "workers": _("workers"),
}
#: Reasons as the checks give them. Others are codes of errors and are shown as they are.
REASONS: Words = {
    "%(count)d to apply": _("%(count)d to apply"),
    "AI models to look after: %(names)s": _("AI models to look after: %(names)s"),
    "away: %(names)s": _("away: %(names)s"),
    "crisis contacts are not verified": _("crisis contacts are not verified"),
    "no answer": _("no answer"),
    "no sign of life": _("no sign of life"),
    "no vector server is configured": _("no vector server is configured"),
    "nobody serves %(queues)s": _("nobody serves %(queues)s"),
    "the oldest event has been waiting for %(seconds)d s": _(
        "the oldest event has been waiting for %(seconds)d s"
    ),
    "the vector server does not answer": _("the vector server does not answer"),
}
PHASES: Words = {
    Phase.CLOSED: _("lets calls through"),
    Phase.OPEN: _("holds calls back"),
    Phase.HALF_OPEN: _("waits for a probe"),
}
PHASE_COLOURS = {Phase.CLOSED: "success", Phase.OPEN: "danger", Phase.HALF_OPEN: "warning"}


def health_context(request: HttpRequest) -> dict[str, Any]:
    """Return the checks, the breakers and the heartbeats.

    Raises:
        PermissionDenied: this member of staff has nothing to do with machinery.
    """
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    return {
        "parts": [
            {
                "name": PARTS.get(name, name),
                "badge": badge(WORDS[report.health], COLOURS[report.health]),
                "reason": str(REASONS.get(report.reason, report.reason)) % report.values,
            }
            for name, report in examine().items()
        ],
        "breakers": [
            {
                "name": PARTS.get(breaker.name, breaker.name),
                "badge": badge(PHASES[breaker.phase], PHASE_COLOURS[breaker.phase]),
                "since": breaker.since,
                "failures": breaker.failures,
                "next_probe": breaker.next_probe,
            }
            for breaker in snapshots()
        ],
        "pulses": pulses(),
    }


def _parts() -> Figure:
    """Say whether everything works, and name what does not."""
    reports = examine()
    broken = [name for name, report in reports.items() if report.health is Health.UNHEALTHY]
    if not broken:
        return Figure(_("everything runs"))
    names = ", ".join(str(PARTS.get(name, name)) for name in broken)
    return Figure(_("not everything runs"), names, is_alarming=True)


show_card(
    "health",
    Card(title=_("Parts"), permission=PERMISSION, link="admin:health", read=_parts, rank=9),
)
