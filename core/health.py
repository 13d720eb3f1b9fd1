"""Health of the parts: registered by each app, asked by `/readyz` and by `manage.py health`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from core.errors import error_code


class Health(StrEnum):
    """How a part is. A degraded part works, with something to mend."""

    HEALTHY = "healthy"
    DEGRADED = "degraded"
    UNHEALTHY = "unhealthy"


@dataclass(frozen=True, slots=True)
class Report:
    """How a part is and, unless healthy, a short reason without personal text.

    Attributes:
        reason: in English, with a `%(name)s` for each of `values`; or the code of an error.
        values: numbers and names of parts.
    """

    health: Health
    reason: str = ""
    values: Mapping[str, int | str] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return the reason with its values."""
        return self.reason % self.values


HEALTHY = Report(Health.HEALTHY)
Check = Callable[[], Report]
_checks: dict[str, Check] = {}


def register_check(name: str, check: Check) -> None:
    """Add a part. `check` may raise: that counts as unhealthy."""
    _checks[name] = check


def examine() -> dict[str, Report]:
    """Run every check and return its report by the name of the part."""
    return {name: _run(check) for name, check in sorted(_checks.items())}


def worst(reports: Mapping[str, Report]) -> Health:
    """Return the worst health among `reports`; healthy when there is none."""
    order = list(Health)
    return max((report.health for report in reports.values()), key=order.index, default=order[0])


def _run(check: Check) -> Report:
    try:
        return check()
    except Exception as error:  # noqa: BLE001 - a check that fails is an answer, not a failure
        return Report(Health.UNHEALTHY, error_code(error))
