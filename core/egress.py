"""The permission without which no personal text leaves the installation. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class EgressPermit:
    """Proof that a person consented to sending text out for one purpose.

    Only ``people.services`` builds one, from a consent that is alive at that moment. A router that
    holds no permit answers with the local analyser.

    Attributes:
        still_granted: asks whether the consent is alive now; the router asks before every call and
            once more before it uses what came back.
    """

    person_id: UUID
    purpose: str
    consent_id: int
    granted_at: datetime
    still_granted: Callable[[], bool] = field(repr=False, compare=False)
