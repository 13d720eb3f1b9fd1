"""What the ai room holds of a person: which calls carried their words, and what they cost."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from ai.models import AiCall, AiSpend
from core.personal_data import PersonalData, declare


def export(person_id: UUID) -> Mapping[str, Any]:
    """Return every call that carried words of the person: when, to whom, what for, which kinds."""
    calls = AiCall.objects.of_person(person_id).select_related("model")
    return {"calls": [_exported(call) for call in calls]}


def erase(person_id: UUID) -> None:
    """Take the person out of the ledger, which keeps the money, and delete their counters."""
    AiCall.objects.filter(person_id=person_id).update(person=None, trace_id="")
    AiSpend.objects.filter(person_id=person_id).delete()


def _exported(call: AiCall) -> dict[str, Any]:
    return {
        "started_at": call.started_at,
        "vendor": call.model.vendor,
        "model": call.model.name,
        "purpose": call.purpose,
        "kinds": call.kinds,
        "masked": call.masked,
        "input_tokens": call.input_tokens,
        "output_tokens": call.output_tokens,
        "usd": call.usd,
        "outcome": call.outcome,
        "prompt_version": call.prompt_version,
    }


declare(
    PersonalData(
        app="ai",
        models=("ai.AiCall", "ai.AiSpend"),
        export=export,
        erase=erase,
    )
)
