"""What this app holds of a person: sessions, asked questions, answers, trust and care."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from core.personal_data import PersonalData, declare
from core.vocabulary import TRAITS
from onboarding.models import (
    Answer,
    AskedEffect,
    AskedQuestion,
    CareState,
    SelectionState,
    Session,
)


def export(person_id: UUID) -> Mapping[str, Any]:
    """Return what was asked and what was answered, in order."""
    return {
        "sessions": list(
            Session.objects.filter(person_id=person_id)
            .order_by("pk")
            .values("id", "status", "started_at", "ended_at", "end_reason", "tired_said_at")
        ),
        "questions": _questions(person_id),
        "care": CareState.objects.filter(person_id=person_id)
        .values("trust", "heavy_opt_in", "heavy_blocked_until", "closed_domains", "never_codes")
        .first(),
        "selection": _selection(person_id),
    }


def erase(person_id: UUID) -> None:
    """Delete everything, answers first."""
    AskedEffect.objects.filter(asked__person_id=person_id).delete()
    for model in (Answer, AskedQuestion, Session, CareState, SelectionState):
        model.objects.filter(person_id=person_id).delete()


def _selection(person_id: UUID) -> dict[str, Any] | None:
    state = SelectionState.objects.filter(person_id=person_id).first()
    if state is None:
        return None
    variances = dict(zip(TRAITS, state.variances, strict=True))
    return {"variances": variances, "profile_version": state.profile_version}


def _questions(person_id: UUID) -> list[dict[str, Any]]:
    asked_ones = (
        AskedQuestion.objects.filter(person_id=person_id)
        .order_by("pk")
        .select_related("effect")
        .prefetch_related("answers", "question__texts")
    )
    return [_asked(asked) for asked in asked_ones]


def _asked(asked: AskedQuestion) -> dict[str, Any]:
    """Return the question in both forms of address: which was used then is not kept."""
    wordings = {text.language: text for text in asked.question.texts.all()}
    return {
        "session": asked.session_id,
        "question": wordings[asked.language].text,
        "question_familiar": wordings[asked.language].familiar_text or None,
        "asked_at": asked.asked_at,
        "outcome": asked.outcome,
        "answers": [
            {
                "id": answer.pk,
                "text": answer.text,
                "at": answer.submitted_at,
                "current": answer.is_current,
            }
            for answer in asked.answers.all()
        ],
        "effect": _effect(asked),
    }


def _effect(asked: AskedQuestion) -> dict[str, Any] | None:
    effect: AskedEffect | None = getattr(asked, "effect", None)
    if effect is None:
        return None
    return {"information_nats": effect.information, "crisis_level": effect.crisis_level}


declare(
    PersonalData(
        app="onboarding",
        models=(
            "onboarding.Session",
            "onboarding.AskedQuestion",
            "onboarding.AskedEffect",
            "onboarding.Answer",
            "onboarding.CareState",
            "onboarding.SelectionState",
        ),
        export=export,
        erase=erase,
    )
)
