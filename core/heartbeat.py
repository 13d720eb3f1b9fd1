"""Signs of life of long-running processes, of which several of one kind may run."""

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from secrets import token_hex

from django.db.models import Count, Max, Q

from core.clock import utc_now
from core.models import Heartbeat

BEAT_EVERY_SECONDS = 3.0
ALIVE_WITHIN = timedelta(seconds=15)
#: A process that fell silent so long ago is no longer missed.
FORGOTTEN_AFTER = timedelta(days=1)
#: What `pulses` reads, for those who read over a connection of their own. Parameter: `since`.
PULSES_SQL = """
    SELECT kind, count(*) FILTER (WHERE beat_at >= %(since)s), max(beat_at)
    FROM core_heartbeats GROUP BY kind ORDER BY kind
"""


@dataclass(frozen=True, slots=True)
class Pulse:
    """Processes of one kind: how many are alive, and when one of them last said so."""

    kind: str
    alive: int
    at: datetime


def beat(kind: str) -> None:
    """Note that this process, which does what `kind` says, is alive now."""
    Heartbeat.objects.bulk_create(
        [Heartbeat(process=_name(kind, os.getpid()), kind=kind, beat_at=utc_now())],
        update_conflicts=True,
        unique_fields=["process"],
        update_fields=["beat_at"],
    )


def alive_since(now: datetime) -> datetime:
    """Return since when a process must have given a sign to count as alive."""
    return now - ALIVE_WITHIN


def pulses() -> list[Pulse]:
    """Return the pulse of every kind of process, by its name."""
    alive = Count("pk", filter=Q(beat_at__gte=alive_since(utc_now())))
    kinds = Heartbeat.objects.values("kind").annotate(alive=alive, at=Max("beat_at"))
    return [Pulse(**kind) for kind in kinds.order_by("kind")]


def is_alive(kind: str) -> bool:
    """Return whether a process of this kind gave a sign of life within `ALIVE_WITHIN`."""
    return Heartbeat.objects.filter(kind=kind, beat_at__gte=alive_since(utc_now())).exists()


def heartbeats_forget() -> int:
    """Forget processes that have long been silent; return how many."""
    forgotten, _ = Heartbeat.objects.filter(beat_at__lt=utc_now() - FORGOTTEN_AFTER).delete()
    return forgotten


@cache
def _name(kind: str, process_id: int) -> str:
    """Return a name that no other process has, also not one with the same number elsewhere."""
    return f"{kind} {process_id}-{token_hex(6)}"
