"""Single attempts at models, by their numbers in the ledger."""

from collections.abc import Collection
from dataclasses import dataclass

from ai.choices import Outcome
from ai.models import AiCall


@dataclass(frozen=True, slots=True)
class AttemptRef:
    """How one attempt at a model ended.

    Attributes:
        error_code: empty where it gave what was asked for.
    """

    id: int
    model: str
    outcome: Outcome
    error_code: str


def attempts(call_ids: Collection[int]) -> tuple[AttemptRef, ...]:
    """Return the attempts of these numbers that the ledger still has, oldest first."""
    rows = AiCall.objects.filter(pk__in=call_ids).select_related("model").order_by("pk")
    return tuple(
        AttemptRef(row.pk, row.model.name, Outcome(row.outcome), row.error_code) for row in rows
    )


def last_failure(call_ids: Collection[int]) -> AttemptRef | None:
    """Return the last of these attempts that failed, if one did."""
    failed = [one for one in attempts(call_ids) if one.error_code]
    return failed[-1] if failed else None
