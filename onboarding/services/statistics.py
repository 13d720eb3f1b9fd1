"""The statistics of questions: made anew every night, and what must stop at once is stopped."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from django.db import connection, transaction

from core.clock import utc_now
from onboarding.choices import DecisionKind, Energy, QuestionStatus
from onboarding.models import PilotCount, Question, QuestionDecision, QuestionStatistics
from onboarding.models.statistics import HIDDEN_FIGURES
from onboarding.question_statistics import (
    FEWEST_PEOPLE,
    PILOT_EXPOSURES,
    Figures,
    QuestionFlag,
    flags_of,
    is_to_suspend,
    wilson,
)
from onboarding.services.curation import question_suspend

STATEMENT_TIMEOUT = "10min"
#: Questions that are asked, or may be again.
JUDGED = (QuestionStatus.PUBLISHED, QuestionStatus.PILOT, QuestionStatus.SUSPENDED)
ASKED_NOW = (QuestionStatus.PUBLISHED, QuestionStatus.PILOT)
JUDGED_BY = (
    "question_id",
    "people",
    "exposures",
    "skipped",
    "left",
    "crises",
    "length_ratio",
    "information",
    "readings",
)
WRITTEN = ("people", "exposures", *HIDDEN_FIGURES, "readings", "flags", "computed_at")
_COLUMNS = ", ".join(f'"{name}"' for name in WRITTEN)
_EXCLUDED = ", ".join(f'EXCLUDED."{name}"' for name in WRITTEN)

# One pass over everything that was ever asked. A question still waited for is no exposure yet; one
# at which the session sleeps or ended is where the talk was left.
FIGURES_SQL = """
    WITH usual AS MATERIALIZED (
        SELECT person_id, percentile_cont(0.5) WITHIN GROUP (ORDER BY length) AS length
        FROM onboarding_answers WHERE is_current GROUP BY person_id
    ), shown AS (
        SELECT a.question_id, a.person_id, a.outcome,
            (a.outcome IN ('expired', 'open') AND coalesce(effect.crisis_level, 0) < 2) AS is_left,
            q.code = ANY(care.never_codes) AS is_never,
            given.length / nullif(usual.length, 0) AS length_ratio,
            CASE WHEN a.outcome = 'answered'
                THEN extract(epoch FROM a.closed_at - a.asked_at) END AS seconds,
            effect.information, coalesce(effect.crisis_level, 0) AS level
        FROM onboarding_asked_questions a
        JOIN onboarding_questions q ON q.id = a.question_id
        JOIN onboarding_sessions s ON s.id = a.session_id
        LEFT JOIN onboarding_answers given ON given.asked_id = a.id AND given.is_current
        LEFT JOIN usual ON usual.person_id = a.person_id
        LEFT JOIN onboarding_care_states care ON care.person_id = a.person_id
        LEFT JOIN onboarding_asked_effects effect ON effect.asked_id = a.id
        WHERE a.outcome <> 'open' OR s.status <> 'active'
    )
    SELECT question_id,
        count(DISTINCT person_id) AS people,
        count(*) AS exposures,
        count(*) FILTER (WHERE outcome = 'answered') AS answered,
        count(*) FILTER (WHERE outcome = 'skipped') AS skipped,
        count(*) FILTER (WHERE outcome = 'replaced') AS replaced,
        count(*) FILTER (WHERE outcome = 'postponed') AS postponed,
        count(*) FILTER (WHERE is_left) AS "left",
        count(DISTINCT person_id) FILTER (WHERE is_never) AS never,
        count(DISTINCT person_id) FILTER (WHERE level = 1) AS distresses,
        count(DISTINCT person_id) FILTER (WHERE level > 1) AS crises,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY length_ratio) AS length_ratio,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS seconds,
        avg(information) AS information,
        count(information) AS readings
    FROM shown GROUP BY question_id
"""
# All rows as one parameter: ten thousand questions have a quarter of a million figures.
WRITE_SQL = f"""
    INSERT INTO onboarding_question_statistics (question_id, {_COLUMNS})
    SELECT question_id, {_COLUMNS}
    FROM jsonb_populate_recordset(NULL::onboarding_question_statistics, %s::jsonb)
    ON CONFLICT (question_id) DO UPDATE SET ({_COLUMNS}) = ROW ({_EXCLUDED})
"""  # noqa: S608 - a statement of ours
Row = Mapping[str, Any]

log = structlog.get_logger(__name__)


def statistics_refresh() -> int:
    """Compute the figures of every question that was ever asked; suspend what may hurt.

    Returns:
        How many versions of questions have figures.
    """
    rows = _figures()
    judged = _judged(rows)
    flags = flags_of(judged)
    _write(rows, flags)
    for figures in judged:
        if is_to_suspend(figures, flags[figures.question_id]):
            _suspend(figures.question_id, flags[figures.question_id])
    return len(rows)


def _figures() -> Sequence[Row]:
    """Return the figures of every version; over years of talks that may take a minute."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [STATEMENT_TIMEOUT])
        cursor.execute(FIGURES_SQL)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _judged(rows: Sequence[Row]) -> Sequence[Figures]:
    """Return the figures of questions that people may meet, or may meet again."""
    energies = dict(Question.objects.filter(status__in=JUDGED).values_list("pk", "energy"))
    return [
        Figures(
            energy=Energy(energies[row["question_id"]]), **{name: row[name] for name in JUDGED_BY}
        )
        for row in rows
        if row["question_id"] in energies
    ]


@transaction.atomic
def _write(rows: Sequence[Row], flags: Mapping[int, frozenset[QuestionFlag]]) -> None:
    """Replace the statistics; what was asked of nobody any more has none."""
    over = _pilots_over()
    QuestionStatistics.objects.exclude(pk__in=[row["question_id"] for row in rows]).delete()
    written = [
        _written(row, flags.get(row["question_id"], frozenset()) | over[row["question_id"]])
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.execute(WRITE_SQL, [json.dumps(written, default=float)])


def _pilots_over() -> Mapping[int, frozenset[QuestionFlag]]:
    waiting = PilotCount.objects.filter(
        exposures=PILOT_EXPOSURES, question__status=QuestionStatus.PILOT
    )
    over = dict.fromkeys(waiting.values_list("pk", flat=True), frozenset({QuestionFlag.PILOT_OVER}))
    return defaultdict(frozenset, over)


def _written(row: Row, flags: frozenset[QuestionFlag]) -> Row:
    """Return a row of the table: figures of few people are left out."""
    skipped = wilson(row["skipped"], row["exposures"])
    left = wilson(row["left"], row["exposures"])
    figures = {
        **row,
        "skipped_low": skipped.low,
        "skipped_high": skipped.high,
        "left_low": left.low,
        "left_high": left.high,
    }
    if row["people"] < FEWEST_PEOPLE:
        figures |= dict.fromkeys(HIDDEN_FIGURES)
    return {**figures, "flags": sorted(flags), "computed_at": utc_now().isoformat()}


def _suspend(question_id: int, flags: frozenset[QuestionFlag]) -> None:
    """Stop asking it, once: whoever puts it back knows why it was stopped."""
    asked_now = Question.objects.filter(pk=question_id, status__in=ASKED_NOW)
    stopped_before = QuestionDecision.objects.filter(
        question_id=question_id, staff=None, kind=DecisionKind.SUSPENDED
    )
    if asked_now.exists() and not stopped_before.exists():
        question_suspend(question_id, by=None, comment=" ".join(sorted(flags)))
        log.warning("question_suspended", question=question_id, flags=sorted(flags))
