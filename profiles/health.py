"""Whether the vector index answers. Everything works without it, only less well."""

from core.health import HEALTHY, Health, Report
from profiles.vectors import store
from profiles.vectors.client import VectorsAwayError, is_configured


def vectors_health() -> Report:
    """Degraded while the vector server is away or not configured."""
    if not is_configured():
        return Report(Health.DEGRADED, "no vector server is configured")
    try:
        store.count()
    except VectorsAwayError:
        return Report(Health.DEGRADED, "the vector server does not answer")
    return HEALTHY
