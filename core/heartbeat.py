"""Signs of life of long-running processes."""

from datetime import datetime, timedelta

from core.clock import utc_now
from core.models import Heartbeat

BEAT_EVERY_SECONDS = 3.0
ALIVE_WITHIN = timedelta(seconds=15)
#: What `last_beats` reads, for those who read over a connection of their own.
BEATS_SQL = "SELECT process, beat_at FROM core_heartbeats ORDER BY process"


def beat(process: str) -> None:
    """Note that `process` is alive now."""
    Heartbeat.objects.update_or_create(process=process, defaults={"beat_at": utc_now()})


def last_beats() -> dict[str, datetime]:
    """Return when each process gave its last sign of life, by the name of the process."""
    return dict(Heartbeat.objects.order_by("process").values_list("process", "beat_at"))


def is_alive(process: str) -> bool:
    """Return whether `process` gave a sign of life within `ALIVE_WITHIN`."""
    return Heartbeat.objects.filter(process=process, beat_at__gte=utc_now() - ALIVE_WITHIN).exists()
