"""What other rooms may read of analyses."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ai.contracts import Sentiment
from analysis.choices import Phase
from analysis.models import Analysis, ExtractedTrait
from core.vocabulary import Domain, Language, Trait


@dataclass(frozen=True, slots=True)
class InstantRef:
    """The first reading of an answer."""

    id: int
    answer_id: int
    language: Language
    sentiment: Sentiment
    sentiment_score: float
    quality: float
    reflection: str


@dataclass(frozen=True, slots=True)
class DeepRef:
    """The deep reading of an answer. `insight` is empty when nothing honest could be said."""

    id: int
    answer_id: int
    domain: Domain
    language: Language
    sentiment: Sentiment
    sentiment_score: float
    quality: float
    insight: str
    insight_quote: str
    patterns: tuple[str, ...]
    crisis_level: int
    provider: str
    model: str
    prompt_version: str
    is_offline: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ExtractedTraitRef:
    """What an analysis says about one trait: value in z, variance in z squared."""

    id: int
    trait: Trait
    value: float
    variance: float
    quote: str


@dataclass(frozen=True, slots=True)
class AnalysedAnswer:
    """An answer whose deep reading counts, without any words.

    Attributes:
        analysis_id: the reading that counts.
        quality: of the answer, 0..1.
    """

    answer_id: int
    analysis_id: int
    domain: Domain
    quality: float
    provider: str
    prompt_version: str
    is_offline: bool


@dataclass(frozen=True, slots=True)
class SessionNotice:
    """What may be said when a session closes.

    Attributes:
        answers: how many answers were given.
        sentiment: the most frequent one; None before any reading, and where two are even.
        insight: the most recent one that a deep reading already gave, or None.
        insight_quote: the person's words it leans on, or None.
    """

    answers: int
    sentiment: Sentiment | None
    insight: str | None
    insight_quote: str | None


@dataclass(frozen=True, slots=True)
class AnalyserRef:
    """Who read a person's answers in depth.

    Attributes:
        answers: how many answers were read.
        is_offline: whether the local analyser read all of them (also when there are none).
    """

    answers: int
    is_offline: bool


def reflection_of(answer_id: int) -> str:
    """Return what is given back to the person at once; empty when there is nothing."""
    instant = instant_of(answer_id)
    return instant.reflection if instant else ""


def instant_of(answer_id: int) -> InstantRef | None:
    """Return the instant reading of an answer, if there is one."""
    row = Analysis.objects.current(Phase.INSTANT).filter(answer_id=answer_id).first()
    return None if row is None else _instant_ref(row)


def deep_of(answer_id: int) -> DeepRef | None:
    """Return the deep reading of an answer that counts, if there is one."""
    row = Analysis.objects.current(Phase.DEEP).filter(answer_id=answer_id).first()
    return None if row is None else _deep_ref(row)


def traits_of(analysis_id: int) -> tuple[ExtractedTraitRef, ...]:
    """Return what an analysis says about traits, in the order of their names."""
    return tuple(
        ExtractedTraitRef(row.pk, Trait(row.trait), row.value, row.variance, row.quote)
        for row in ExtractedTrait.objects.filter(analysis_id=analysis_id).order_by("trait")
    )


def analysed_answers(person_id: UUID) -> tuple[AnalysedAnswer, ...]:
    """Return the person's answers whose deep reading counts, oldest first."""
    rows = Analysis.objects.current(Phase.DEEP).filter(person_id=person_id)
    return tuple(
        AnalysedAnswer(
            answer_id=row.answer_id,
            analysis_id=row.pk,
            domain=Domain(row.domain),
            quality=row.quality,
            provider=row.provider,
            prompt_version=row.prompt_version,
            is_offline=row.is_offline,
        )
        for row in rows.defer("insight", "insight_quote", "patterns").order_by("answer_id")
    )


def analysed_answer_ids(*, after: int = 0, limit: int = 200) -> tuple[int, ...]:
    """Return ids of answers of all people whose deep reading counts, in order, above `after`."""
    ids = Analysis.objects.current(Phase.DEEP).filter(answer_id__gt=after)
    return tuple(ids.order_by("answer_id").values_list("answer_id", flat=True)[:limit])


def session_notice(answer_ids: Sequence[int]) -> SessionNotice:
    """Return what is already known about the answers of a session. Never invents."""
    rows = list(
        Analysis.objects.filter(answer_id__in=answer_ids, is_current=True).order_by("answer_id")
    )
    insights = [row for row in rows if row.phase == Phase.DEEP and row.insight]
    newest = insights[-1] if insights else None
    return SessionNotice(
        answers=len(answer_ids),
        sentiment=_prevailing(rows),
        insight=newest.insight if newest else None,
        insight_quote=(newest.insight_quote or None) if newest else None,
    )


def analyser_of(person_id: UUID) -> AnalyserRef:
    """Return who read this person's answers."""
    offline = Analysis.objects.current(Phase.DEEP).filter(person_id=person_id)
    flags = list(offline.values_list("is_offline", flat=True))
    return AnalyserRef(answers=len(flags), is_offline=all(flags))


def _prevailing(rows: Iterable[Analysis]) -> Sentiment | None:
    """Return the sentiment of most answers; the deep reading of an answer wins over the instant."""
    by_answer: dict[int, str] = {}
    for row in sorted(rows, key=lambda row: row.phase, reverse=True):
        by_answer[row.answer_id] = row.sentiment
    ranked = Counter(by_answer.values()).most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):  # noqa: PLR2004 - a pair
        return None
    return Sentiment(ranked[0][0])


def _instant_ref(row: Analysis) -> InstantRef:
    return InstantRef(
        id=row.pk,
        answer_id=row.answer_id,
        language=Language(row.language),
        sentiment=Sentiment(row.sentiment),
        sentiment_score=row.sentiment_score,
        quality=row.quality,
        reflection=row.reflection,
    )


def _deep_ref(row: Analysis) -> DeepRef:
    return DeepRef(
        id=row.pk,
        answer_id=row.answer_id,
        domain=Domain(row.domain),
        language=Language(row.language),
        sentiment=Sentiment(row.sentiment),
        sentiment_score=row.sentiment_score,
        quality=row.quality,
        insight=row.insight,
        insight_quote=row.insight_quote,
        patterns=tuple(row.patterns),
        crisis_level=row.crisis_level,
        provider=row.provider,
        model=row.model,
        prompt_version=row.prompt_version,
        is_offline=row.is_offline,
        created_at=row.created_at,
    )
