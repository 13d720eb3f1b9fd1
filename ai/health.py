"""Whether the list of models needs somebody's attention."""

from ai.selectors.price_list_troubles import price_list_troubles
from core.health import HEALTHY, Health, Report


def price_list_health() -> Report:
    """Degraded while an enabled model has no price, retires within a month, or is too dear."""
    names = sorted({trouble.model for trouble in price_list_troubles()})
    if not names:
        return HEALTHY
    return Report(
        Health.DEGRADED, "AI models to look after: %(names)s", {"names": ", ".join(names)}
    )
