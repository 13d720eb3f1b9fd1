"""What of a person's words went out, in counts that the person is told."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ai.choices import CallPurpose, Vendor
from ai.models import AiCall


@dataclass(frozen=True, slots=True)
class WordsSent:
    """Calls that carried a person's words, the failed ones included: the words left all the same.

    Attributes:
        times: how often, by what it was for, in the order of the purposes.
        vendors: to whom, in the order of their names.
        last_at: when the last one began.
    """

    times: Mapping[CallPurpose, int]
    vendors: tuple[Vendor, ...]
    last_at: datetime


def words_sent(person_id: UUID) -> WordsSent | None:
    """Return what left of this person's words; None where nothing did."""
    rows = AiCall.objects.of_person(person_id).exclude(kinds=[])
    calls = list(rows.values_list("purpose", "model__vendor", "started_at"))
    if not calls:
        return None
    times = Counter(CallPurpose(purpose) for purpose, _, _ in calls)
    vendors = {Vendor(vendor) for _, vendor, _ in calls}
    return WordsSent(
        times={purpose: times[purpose] for purpose in CallPurpose if times[purpose]},
        vendors=tuple(sorted(vendors)),
        last_at=max(at for _, _, at in calls),
    )
