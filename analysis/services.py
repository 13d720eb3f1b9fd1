"""All writes of analysis, and the slow reading that comes before the deep one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from ai.contracts import (
    AnswerRequest,
    DeepReading,
    DeepRequest,
    EarlierAnswer,
    InstantReading,
    TraitReading,
)
from ai.router import Routed, read_deeply, read_instantly
from analysis import signals
from analysis.choices import Phase
from analysis.models import Analysis, ExtractedTrait
from core.crisis import Assessment, CrisisLevel, assess
from onboarding.selectors import AnswerRef, answer_get, answers_of
from people.crisis import crisis_open
from people.selectors import person_get
from people.services import egress_permit, person_lock

EGRESS_PURPOSE = "deep_analysis"
#: Earlier answers shown to the deep reading, newest first.
HISTORY_LIMIT = 20
AnyReading = Routed[InstantReading] | Routed[DeepReading]
#: Code of the crisis signal that only the deep reading saw.
READ_SIGNAL = "deep_reading"


@dataclass(frozen=True, slots=True, repr=False)
class DeepResult:
    """A deep reading that is not stored yet, and the answer it was made from."""

    answer: AnswerRef
    routed: Routed[DeepReading]


@transaction.atomic(savepoint=False)
def instant_analyse(answer_id: int) -> int:
    """Read an answer with the local analyser and store the reading; return its id.

    No network; a few milliseconds. Runs inside the turn, in the savepoint of its receiver.

    Raises:
        NotFoundError: there is no such answer (any more).
    """
    answer = answer_get(answer_id)
    routed = read_instantly(AnswerRequest(**_request(answer)))
    reading = routed.reading
    row, _ = _store(answer, Phase.INSTANT, routed, reflection=reading.reflection)
    signals.instant_analysis_completed.send(
        sender=Analysis,
        person_id=answer.person_id,
        answer_id=answer.id,
        analysis_id=row.pk,
        sentiment=reading.sentiment,
        quality=reading.quality,
    )
    return row.pk


def deep_read(answer_id: int) -> DeepResult | None:
    """Have an answer read in depth; slow, for use outside any transaction. Stores nothing.

    Returns:
        The reading, or None for an answer that a correction has replaced.

    Raises:
        NotFoundError: there is no such answer (any more).
    """
    answer = answer_get(answer_id)
    if not answer.is_current:
        return None
    earlier = answers_of(answer.person_id, limit=HISTORY_LIMIT, before=answer.id)
    request = DeepRequest(**_request(answer), history=tuple(map(_earlier, earlier)))
    permit = egress_permit(answer.person_id, EGRESS_PURPOSE)
    return DeepResult(answer, read_deeply(request, permit))


@transaction.atomic
def deep_store(result: DeepResult, *, supersedes: int | None = None) -> int | None:
    """Store a deep reading with its traits, and tell what follows from it.

    1. Lock the person; an answer corrected since the reading is left alone.
    2. The same prompt version reads an answer once: a repetition changes nothing.
    3. An earlier reading of the same answer stops counting.
    4. Traits are announced when there are any, or when there may have been some before.
    5. A crisis that only this reading saw opens a case; the guard's own level is never lowered.

    Args:
        result: what `deep_read` returned.
        supersedes: the answer that this one corrects.

    Returns:
        The id of the analysis, or None when nothing was stored.

    Raises:
        NotFoundError: the person or the answer does not exist (any more).
    """
    answer, reading = result.answer, result.routed.reading
    person_lock(answer.person_id)
    if not answer_get(answer.id).is_current or _is_read(answer.id, result.routed):
        return None
    row, replaced = _store(
        answer,
        Phase.DEEP,
        result.routed,
        insight=reading.insight,
        insight_quote=reading.insight_quote,
        patterns=list(reading.patterns),
        crisis_level=reading.crisis_level,
    )
    _announce(row)
    trait_ids = _store_traits(row, reading.traits)
    if trait_ids or replaced or supersedes is not None:
        _announce_traits(row, trait_ids)
    _raise_crisis(row, answer, reading)
    return row.pk


@transaction.atomic
def readings_outdate(person_id: UUID, answer_id: int) -> None:
    """Make every reading of a corrected answer stop counting.

    Raises:
        NotFoundError: the person does not exist (any more).
    """
    person_lock(person_id)
    Analysis.objects.filter(answer_id=answer_id, is_current=True).update(is_current=False)


def _request(answer: AnswerRef) -> dict[str, Any]:
    return {
        "text": answer.text,
        "language_hint": answer.language,
        "question_text": answer.question_text,
        "question_domain": answer.domain,
        "targets": answer.targets,
        "address": person_get(answer.person_id).address_form.value,
    }


def _earlier(answer: AnswerRef) -> EarlierAnswer:
    return EarlierAnswer(
        answer_id=answer.id,
        text=answer.text,
        answered_at=answer.submitted_at,
        domain=answer.domain,
    )


def _is_read(answer_id: int, routed: AnyReading) -> bool:
    return Analysis.objects.filter(
        answer_id=answer_id, phase=Phase.DEEP, prompt_version=routed.prompt_version
    ).exists()


def _store(
    answer: AnswerRef, phase: Phase, routed: AnyReading, **said: Any
) -> tuple[Analysis, int]:
    """Store a reading as the one that counts; return it and how many it replaced."""
    former = Analysis.objects.current(phase).filter(answer_id=answer.id)
    replaced = former.update(is_current=False)
    row = Analysis.objects.create(
        person_id=answer.person_id,
        answer_id=answer.id,
        phase=phase,
        domain=answer.domain,
        language=routed.reading.language,
        sentiment=routed.reading.sentiment,
        sentiment_score=routed.reading.sentiment_score,
        quality=routed.reading.quality,
        provider=routed.provider,
        model=routed.model,
        prompt_version=routed.prompt_version,
        is_offline=routed.is_offline,
        **said,
    )
    return row, replaced


def _store_traits(row: Analysis, traits: Iterable[TraitReading]) -> tuple[int, ...]:
    """Store what was said of each trait, the most certain where one was read twice."""
    by_certainty = sorted(traits, key=lambda trait: trait.variance, reverse=True)
    return tuple(
        ExtractedTrait.objects.create(
            person_id=row.person_id,
            analysis=row,
            trait=trait.trait,
            value=trait.value,
            variance=trait.variance,
            quote=trait.quote,
        ).pk
        for trait in {trait.trait: trait for trait in by_certainty}.values()
    )


def _announce(row: Analysis) -> None:
    signals.analysis_completed.send(
        sender=Analysis, person_id=row.person_id, answer_id=row.answer_id, analysis_id=row.pk
    )


def _announce_traits(row: Analysis, trait_ids: tuple[int, ...]) -> None:
    signals.traits_extracted.send(
        sender=Analysis,
        person_id=row.person_id,
        answer_id=row.answer_id,
        analysis_id=row.pk,
        trait_ids=trait_ids,
    )


def _raise_crisis(row: Analysis, answer: AnswerRef, reading: DeepReading) -> None:
    """Open a case when the reading is graver than what the guard saw in the same words."""
    level = CrisisLevel(reading.crisis_level)
    if level < CrisisLevel.PASSIVE or level <= assess(answer.text).level:
        return
    found = Assessment(level, reading.language, (READ_SIGNAL,))
    crisis_open(answer.person_id, found, source="reading", answer_id=answer.id)
    signals.crisis_read.send(
        sender=Analysis, person_id=answer.person_id, analysis_id=row.pk, level=level
    )
