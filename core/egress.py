"""The permission without which no personal text leaves the installation. Pure."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class EgressPermit:
    """Proof that a person consented to sending text out for one purpose.

    Only ``people.services`` builds one, from a consent that is alive at that moment. A router that
    holds no permit answers with the local analyser.
    """

    person_id: UUID
    purpose: str
    consent_id: int
    granted_at: datetime
