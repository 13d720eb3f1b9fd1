"""Whether people in crisis are sent to contacts that a human has verified lately."""

from datetime import timedelta

from core.clock import utc_now
from core.health import HEALTHY, Health, Report
from people.models import CrisisContact

VERIFIED_WITHIN = timedelta(days=90)


def contacts_health() -> Report:
    """Degraded while any contact was not verified within `VERIFIED_WITHIN`."""
    fresh = CrisisContact.objects.filter(verified_at__gte=utc_now() - VERIFIED_WITHIN).count()
    if fresh and fresh == CrisisContact.objects.count():
        return HEALTHY
    return Report(Health.DEGRADED, "crisis contacts are not verified")
