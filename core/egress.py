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


@dataclass(frozen=True, slots=True)
class SyntheticPermit:
    """Leave to send out text that is nobody's: written to try analysers, about invented people.

    There is no person whose consent could be asked, and none whose budget it counts for; the
    budgets of the workspace and of the purpose hold, and every call is in the ledger. Whoever
    builds one vouches that no person's words are in the text; only the evaluation of analysers
    does, and only when it is told so explicitly.

    Attributes:
        purpose: what the text is sent for; has a budget of its own.
    """

    purpose: str = "evaluation"
    person_id: None = field(default=None, init=False)
    consent_id: None = field(default=None, init=False)

    def still_granted(self) -> bool:
        """Return that nobody can withdraw it."""
        return True


#: What lets a text leave: a person's consent, or that the text is nobody's.
Permit = EgressPermit | SyntheticPermit
