"""Statistics of questions as pages read them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, QuerySet, Sum

from core.vocabulary import Domain
from onboarding.choices import Energy, QuestionStatus
from onboarding.models import QuestionStatistics
from onboarding.question_statistics import FEWEST_PEOPLE, Figures, QuestionFlag, Usual, usual_of

ASKED = (QuestionStatus.PUBLISHED, QuestionStatus.PILOT)
#: Upper ends of the classes into which skip rates are counted.
SKIP_CLASSES = (0.05, 0.1, 0.2, 0.4, 1.0)


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of the questions of one energy, in shares of their exposures."""

    answered: float
    skipped: float
    left: float


def usual_now() -> Usual:
    """Return what is usual for the questions that are asked now."""
    rows = _shown().filter(question__status__in=ASKED).select_related("question")
    return usual_of(_figures(row) for row in rows)


def statistics_of(code: str) -> Sequence[QuestionStatistics]:
    """Return the figures of every version of a question, newest first."""
    rows = QuestionStatistics.objects.filter(question__code=code).select_related("question")
    return tuple(rows.order_by("-question__version"))


def skip_classes() -> Sequence[int]:
    """Return how many questions fall into each of `SKIP_CLASSES`."""
    counts = _shown().values_list("skipped", "exposures")
    rates = [skipped / exposures for skipped, exposures in counts if skipped is not None]
    lows = (-1.0, *SKIP_CLASSES)
    return [
        sum(low < rate <= high for rate in rates)
        for low, high in zip(lows, SKIP_CLASSES, strict=False)
    ]


def fates() -> Mapping[Energy, Fate]:
    """Return what becomes of questions by their energy, where something is known of it."""
    rows = (
        _shown()
        .values_list("question__energy")
        .annotate(*map(Sum, ("exposures", "answered", "skipped", "left")))
        .order_by()
    )
    return {
        Energy(energy): Fate(*(count / exposures for count in counts))
        for energy, exposures, *counts in rows
    }


def information_of_domains() -> Mapping[Domain, float]:
    """Return what an answer tells on average in each area of life, in nats."""
    rows = (
        _shown()
        .filter(readings__gt=0, information__isnull=False)
        .values_list("question__domain")
        .annotate(Sum("readings"), told=Sum(F("information") * F("readings")))
        .order_by()
    )
    return {Domain(domain): told / readings for domain, readings, told in rows}


def flag_counts() -> Mapping[QuestionFlag, int]:
    """Return how many questions have each flag."""
    flagged = QuestionStatistics.objects.filter
    return {flag: flagged(flags__contains=[flag]).count() for flag in QuestionFlag}


def exposures_of_all() -> Mapping[str, int]:
    """Return over all questions: versions ever asked, of which figures are shown, times asked."""
    all_rows = QuestionStatistics.objects.aggregate(asked=Count("pk"), exposures=Sum("exposures"))
    return {
        "asked": all_rows["asked"],
        "shown": _shown().count(),
        "exposures": all_rows["exposures"] or 0,
        "flagged": QuestionStatistics.objects.exclude(flags=[]).count(),
    }


def with_flags() -> int:
    """Return of how many questions that people may meet, or may meet again, the figures call."""
    awaited = (*ASKED, QuestionStatus.SUSPENDED)
    rows = QuestionStatistics.objects.filter(question__status__in=awaited)
    return rows.exclude(flags=[]).count()


def _shown() -> QuerySet[QuestionStatistics]:
    return QuestionStatistics.objects.filter(people__gte=FEWEST_PEOPLE)


def _figures(row: QuestionStatistics) -> Figures:
    return Figures(
        question_id=row.pk,
        energy=Energy(row.question.energy),
        people=row.people,
        exposures=row.exposures,
        skipped=row.skipped or 0,
        left=row.left or 0,
        crises=row.crises or 0,
        length_ratio=row.length_ratio,
        information=row.information,
        readings=row.readings,
    )
