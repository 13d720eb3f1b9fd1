"""The reflection of an answer said better by a small model, while its message waits to be sent."""

from dataclasses import dataclass
from uuid import UUID

from ai.contracts import REFLECTION_LIMIT, InstantReading
from ai.local.wording import is_clean
from ai.providers.configured import configured_vendors
from ai.router import Routed, improve_reflection
from ai.selectors import instant_model
from analysis.choices import Phase
from analysis.models import Analysis
from analysis.requests import instant_request
from analysis.selectors import InstantRef, instant_of
from core.crisis import CrisisLevel, assess
from core.egress import EgressPermit
from onboarding.selectors import answer_get
from people.services import egress_permit

EGRESS_PURPOSE = "instant_analysis"


@dataclass(frozen=True, slots=True, repr=False)
class BetterReflection:
    """Words that may be shown in the place of a reflection.

    Attributes:
        local: the reading whose reflection they would replace.
        permit: under which the answer left.
    """

    answer_id: int
    text: str
    local: InstantRef
    routed: Routed[str]
    permit: EgressPermit


def may_improve(person_id: UUID) -> bool:
    """Tell whether a model may be asked for better reflections of this person's answers."""
    vendors = configured_vendors()
    model = instant_model() if vendors else None
    if model is None or model.vendor not in vendors:
        return False
    return egress_permit(person_id, EGRESS_PURPOSE) is not None


def reflection_improve(answer_id: int, seconds: float) -> BetterReflection | None:
    """Have a small model say an answer back; slow, for use outside any transaction.

    Args:
        answer_id: an answer that was read at once.
        seconds: how long it may take.

    Returns:
        The words, or None where none came in time, or none that may be said.

    Raises:
        NotFoundError: there is no such answer (any more).
    """
    answer = answer_get(answer_id)
    local = instant_of(answer_id)
    permit = egress_permit(answer.person_id, EGRESS_PURPOSE)
    if local is None or permit is None or not answer.is_current:
        return None
    routed = improve_reflection(instant_request(answer), _reading(local), permit, seconds)
    text = "" if routed is None else " ".join(routed.reading.split())
    if routed is None or not _may_say(text):
        return None
    return BetterReflection(answer_id, text, local, routed, permit)


def may_be_shown(better: BetterReflection) -> bool:
    """Tell whether better words still fit: the answer stands, and so does the permission.

    The caller holds the person's lock.

    Raises:
        NotFoundError: there is no such answer (any more).
    """
    is_same = instant_of(better.answer_id) == better.local
    return is_same and answer_get(better.answer_id).is_current and better.permit.still_granted()


def reflection_keep(better: BetterReflection) -> int:
    """Store the words that are shown as the instant reading that counts; return its id.

    All that was read locally stays as it was: only the words are the model's. The caller holds
    the person's lock and has asked `may_be_shown`.
    """
    row = Analysis.objects.get(pk=better.local.id)
    Analysis.objects.filter(pk=row.pk).update(is_current=False)
    routed = better.routed
    return Analysis.objects.create(
        person_id=row.person_id,
        answer_id=row.answer_id,
        phase=Phase.INSTANT,
        domain=row.domain,
        language=row.language,
        sentiment=row.sentiment,
        sentiment_score=row.sentiment_score,
        quality=row.quality,
        reflection=better.text,
        provider=routed.provider,
        model=routed.model,
        prompt_version=routed.prompt_version,
        is_offline=False,
        tier=routed.tier or "",
        calls=list(routed.calls),
        cost_usd=routed.cost_usd,
    ).pk


def _reading(local: InstantRef) -> InstantReading:
    return InstantReading(
        language=local.language,
        sentiment=local.sentiment,
        sentiment_score=local.sentiment_score,
        quality=local.quality,
        reflection=local.reflection,
    )


def _may_say(text: str) -> bool:
    """Tell whether these words may be shown: short, no crisis talk, nothing clinical or rude."""
    is_short = 0 < len(text) <= REFLECTION_LIMIT
    return is_short and assess(text).level is CrisisLevel.NONE and is_clean(text)
