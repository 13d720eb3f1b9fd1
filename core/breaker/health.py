"""Whether a dependency is known to be away."""

from core.breaker.circuit import snapshots
from core.breaker.rules import Phase
from core.health import HEALTHY, Health, Report


def breakers_health() -> Report:
    """Degraded while a breaker is open, or waits for the probe that may close it."""
    away = [snapshot.name for snapshot in snapshots() if snapshot.phase is not Phase.CLOSED]
    if not away:
        return HEALTHY
    return Report(Health.DEGRADED, "away: %(names)s", {"names": ", ".join(away)})
