"""Whether events are taken up in time."""

from datetime import timedelta

from django.db.models import Exists, Min, OuterRef

from core.clock import utc_now
from core.health import HEALTHY, Health, Report
from events.choices import UNFINISHED, DeliveryStatus
from events.models import Delivery

DEGRADED_AFTER = timedelta(seconds=60)
UNHEALTHY_AFTER = timedelta(minutes=5)
WAITS = "the oldest event has been waiting for %(seconds)d s"


def backlog_health() -> Report:
    """Say how long the oldest event has been waiting that no handler has taken up.

    What failed and will be tried again does not count, nor does what keeps its place behind it
    or behind a dead one: that is the fault of a handler, not of the machinery.
    """
    ahead = Delivery.objects.filter(
        handler=OuterRef("handler"),
        stream=OuterRef("stream"),
        pk__lt=OuterRef("pk"),
        attempts__gt=0,
        status__in=(*UNFINISHED, DeliveryStatus.DEAD),
    )
    waiting = Delivery.objects.filter(
        status__in=(DeliveryStatus.PENDING, DeliveryStatus.QUEUED),
        attempts=0,
        available_at__lte=utc_now(),
    ).exclude(Exists(ahead))
    since = waiting.aggregate(since=Min("event__created_at"))["since"]
    waited = utc_now() - since if since else timedelta()
    if waited <= DEGRADED_AFTER:
        return HEALTHY
    health = Health.UNHEALTHY if waited > UNHEALTHY_AFTER else Health.DEGRADED
    return Report(health, WAITS, {"seconds": int(waited.total_seconds())})
