"""All writes of analysis, and the slow reading that comes before the deep one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from ai.choices import WhyLocal
from ai.contracts import DeepReading, InstantReading, TraitReading
from ai.router import Routed, read_deeply, read_instantly
from ai.selectors import model_get
from ai.selectors.attempts import last_failure
from analysis import signals
from analysis.choices import Phase
from analysis.evaluation_selectors import reading_variances
from analysis.failures import failure_note, failures_resolve
from analysis.models import Analysis, ExtractedTrait
from analysis.precedence import Standing, is_better, read_again_at
from analysis.requests import deep_request, instant_request
from core.clock import utc_now
from core.crisis import Assessment, CrisisLevel, assess
from onboarding.selectors import AnswerRef, answer_get
from people.crisis import crisis_open
from people.services import egress_permit, person_lock

EGRESS_PURPOSE = "deep_analysis"
AnyReading = Routed[InstantReading] | Routed[DeepReading]
#: A reading that ended here for one of these reasons has failed.
FAILURES = frozenset({WhyLocal.VENDORS_FAILED, WhyLocal.BUDGET})
#: Code of the crisis signal that only the deep reading saw.
READ_SIGNAL = "deep_reading"


@dataclass(frozen=True, slots=True, repr=False)
class DeepResult:
    """A deep reading that is not stored yet, and the answer it was made from.

    Attributes:
        chosen: name of the model that staff chose for this answer; empty where nobody did.
    """

    answer: AnswerRef
    routed: Routed[DeepReading]
    chosen: str = ""

    @property
    def is_chosen(self) -> bool:
        """Whether the model that staff chose has read it."""
        return bool(self.chosen) and not self.routed.is_offline


@transaction.atomic(savepoint=False)
def instant_analyse(answer_id: int) -> int:
    """Read an answer with the local analyser and store the reading; return its id.

    No network; a few milliseconds. Runs inside the turn, in the savepoint of its receiver.

    Raises:
        NotFoundError: there is no such answer (any more).
    """
    answer = answer_get(answer_id)
    routed = read_instantly(instant_request(answer))
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


def deep_read(answer_id: int, *, model_id: int | None = None) -> DeepResult | None:
    """Have an answer read in depth; slow, for use outside any transaction. Stores nothing.

    Args:
        answer_id: the answer.
        model_id: the model that staff chose; the router chooses where nobody did.

    Returns:
        The reading, or None for an answer that a correction has replaced.

    Raises:
        NotFoundError: there is no such answer, or no such model (any more).
    """
    chosen = "" if model_id is None else model_get(model_id).name
    answer = answer_get(answer_id)
    if not answer.is_current:
        return None
    permit = egress_permit(answer.person_id, EGRESS_PURPOSE)
    routed = read_deeply(deep_request(answer), permit, model=model_id)
    return DeepResult(answer, routed, chosen)


def deep_read_here(result: DeepResult) -> DeepResult:
    """Return the local analyser's reading of the same answer; a few milliseconds."""
    routed = read_deeply(deep_request(result.answer), None)
    return DeepResult(result.answer, replace(routed, reason_local=WhyLocal.VENDORS_FAILED))


@transaction.atomic
def deep_store(result: DeepResult, *, supersedes: int | None = None) -> int | None:
    """Store a deep reading with its traits, and tell what follows from it.

    1. Lock the person; an answer corrected since the reading is left alone.
    2. Note whether models failed, or a failure is over.
    3. Only a better reading than the one that counts is stored; a model reads an answer once.
    4. An earlier reading of the same answer stops counting.
    5. Traits are announced when there are any, or when there may have been some before.
    6. A crisis that only this reading saw opens a case; the guard's own level is never lowered.

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
    if not answer_get(answer.id).is_current:
        return None
    _follow_failure(result)
    counting = Analysis.objects.current(Phase.DEEP).filter(answer_id=answer.id).first()
    if counting is not None and not is_better(_standing_of(result), _standing(counting)):
        _note_in_vain(counting, result)
        return None
    former = _reading_by_same(result)
    if former is not None:
        return _count_again(former) if result.is_chosen else None
    row, replaced = _store(
        answer,
        Phase.DEEP,
        result.routed,
        insight=reading.insight,
        insight_quote=reading.insight_quote,
        patterns=list(reading.patterns),
        crisis_level=reading.crisis_level,
        is_chosen=result.is_chosen,
        read_again_at=_read_again_at(result, 0),
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
    counting = Analysis.objects.filter(answer_id=answer_id, is_current=True)
    counting.update(is_current=False, read_again_at=None)
    failures_resolve(answer_id)


def _follow_failure(result: DeepResult) -> None:
    """Note that models failed; otherwise an earlier failure is over."""
    routed = result.routed
    if routed.reason_local not in FAILURES:
        failures_resolve(result.answer.id)
        return
    failed = last_failure(routed.calls)
    failure_note(
        result.answer,
        reason=(failed and failed.error_code) or routed.reason_local.value,
        model=result.chosen or (failed.model if failed else ""),
    )


def _standing(row: Analysis) -> Standing:
    return Standing(row.is_chosen, row.is_offline, row.tier, row.prompt_version)


def _standing_of(result: DeepResult) -> Standing:
    routed = result.routed
    return Standing(result.is_chosen, routed.is_offline, routed.tier or "", routed.prompt_version)


def _read_again_at(result: DeepResult, rereads: int) -> datetime | None:
    """Return from when on a model is asked for the answer again; None after a model's reading."""
    if not result.routed.is_offline:
        return None
    agrees = egress_permit(result.answer.person_id, EGRESS_PURPOSE) is not None
    return read_again_at(result.routed.reason_local, rereads, utc_now(), agrees=agrees)


def _note_in_vain(counting: Analysis, result: DeepResult) -> None:
    """Note with the local reading that counts that no model read the answer this time either."""
    if not counting.is_offline or not result.routed.is_offline:
        return
    counting.rereads += 1
    counting.reason_local = result.routed.reason_local
    counting.read_again_at = _read_again_at(result, counting.rereads)
    counting.calls = [*counting.calls, *result.routed.calls]
    counting.cost_usd += result.routed.cost_usd
    counting.save(update_fields=["rereads", "reason_local", "read_again_at", "calls", "cost_usd"])


def _reading_by_same(result: DeepResult) -> Analysis | None:
    """Return what the same model made of the answer with the same version of the prompt."""
    return Analysis.objects.filter(
        answer_id=result.answer.id,
        phase=Phase.DEEP,
        prompt_version=result.routed.prompt_version,
        model=result.routed.model,
    ).first()


def _count_again(row: Analysis) -> int | None:
    """Let the reading of a model that staff chose once more count; the new one says the same."""
    replaced = _outdate(row.answer_id, Phase.DEEP, but=row.pk)
    Analysis.objects.filter(pk=row.pk).update(is_current=True, is_chosen=True)
    if not replaced:
        return None
    _announce(row)
    _announce_traits(row, tuple(row.traits.values_list("pk", flat=True)))
    return row.pk


def _outdate(answer_id: int, phase: Phase, *, but: int | None = None) -> int:
    """Let no reading of the answer count, `but` one; return how many did."""
    counting = Analysis.objects.current(phase).filter(answer_id=answer_id)
    others = counting if but is None else counting.exclude(pk=but)
    return others.update(is_current=False, read_again_at=None)


def _store(
    answer: AnswerRef, phase: Phase, routed: AnyReading, **said: Any
) -> tuple[Analysis, int]:
    """Store a reading as the one that counts; return it and how many it replaced."""
    replaced = _outdate(answer.id, phase)
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
        reason_local=routed.reason_local if routed.is_offline else "",
        tier=routed.tier or "",
        calls=list(routed.calls),
        cost_usd=routed.cost_usd,
        quotes_dropped=routed.quotes_dropped,
        **said,
    )
    return row, replaced


def _store_traits(row: Analysis, traits: Iterable[TraitReading]) -> tuple[int, ...]:
    """Store what was said of each trait, the most certain where one was read twice.

    An analyser is at most as sure of a trait as it was right on labelled answers.
    """
    known = reading_variances(row.model, row.prompt_version)
    by_certainty = sorted(traits, key=lambda trait: trait.variance, reverse=True)
    return tuple(
        ExtractedTrait.objects.create(
            person_id=row.person_id,
            analysis=row,
            trait=trait.trait,
            value=trait.value,
            variance=max(trait.variance, known.get(trait.trait, 0.0)),
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
