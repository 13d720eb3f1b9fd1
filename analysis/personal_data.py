"""What analysis holds of a person: what was made of their answers."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from analysis.models import Analysis, AnalysisFailure, ExtractedTrait
from core.personal_data import PersonalData, declare


def export(person_id: UUID) -> Mapping[str, Any]:
    """Return every reading with its words and what it says about traits."""
    rows = Analysis.objects.filter(person_id=person_id).prefetch_related("traits")
    failures = AnalysisFailure.objects.filter(person_id=person_id).order_by("pk")
    return {
        "analyses": [_exported(row) for row in rows.order_by("pk")],
        "failed_analyses": [_failed(row) for row in failures],
    }


def erase(person_id: UUID) -> None:
    """Delete every reading, and what is known of those that failed."""
    AnalysisFailure.objects.filter(person_id=person_id).delete()
    ExtractedTrait.objects.filter(person_id=person_id).delete()
    Analysis.objects.filter(person_id=person_id).delete()


def _exported(row: Analysis) -> dict[str, Any]:
    return {
        "answer": row.answer_id,
        "phase": row.phase,
        "is_current": row.is_current,
        "language": row.language,
        "sentiment": row.sentiment,
        "sentiment_score": row.sentiment_score,
        "quality": row.quality,
        "reflection": row.reflection,
        "insight": row.insight,
        "insight_quote": row.insight_quote,
        "patterns": row.patterns,
        "crisis_level": row.crisis_level,
        "provider": row.provider,
        "model": row.model,
        "prompt_version": row.prompt_version,
        "reason_local": row.reason_local,
        "tier": row.tier,
        "is_chosen_by_staff": row.is_chosen,
        "calls": row.calls,
        "cost_usd": str(row.cost_usd),
        "created_at": row.created_at.isoformat(),
        "traits": [
            {
                "trait": trait.trait,
                "value": trait.value,
                "variance": trait.variance,
                "quote": trait.quote,
            }
            for trait in row.traits.order_by("trait")
        ],
    }


def _failed(row: AnalysisFailure) -> dict[str, Any]:
    return {
        "answer": row.answer_id,
        "phase": row.phase,
        "reason": row.reason,
        "model": row.model,
        "attempts": row.attempts,
        "since": row.since.isoformat(),
        "at": row.at.isoformat(),
        "resolved_at": row.resolved_at.isoformat() if row.resolved_at else None,
    }


declare(
    PersonalData(
        app="analysis",
        models=("analysis.Analysis", "analysis.AnalysisFailure", "analysis.ExtractedTrait"),
        export=export,
        erase=erase,
    )
)
