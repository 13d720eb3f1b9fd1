"""Small bank files to plant mistakes in."""

import copy
import json
from pathlib import Path
from typing import Any

from onboarding.bank.records import QuestionRecord

REVIEW: dict[str, Any] = {
    "kind": "founding",
    "author": "founding-author",
    "reviewers": ["founding-reviewer", "founding-second-reviewer"],
    "approved_at": "2026-11-24T08:00:00Z",
    "notes": "not yet reviewed by a psychologist",
}
NEUTRAL: dict[str, Any] = {
    "code": "work-101",
    "version": 1,
    "status": "published",
    "domain": "work",
    "depth": 2,
    "energy": "NEUTRAL",
    "min_trust": "STRANGER",
    "stages": ["ENTRY", "EXPLORATION"],
    "targets": [{"trait": "conscientiousness", "information": 0.5}],
    "safety": {"flags": ["none"], "min_age": 18, "requires_opt_in": False},
    "texts": {
        "ru": {
            "text": "Как вы готовитесь к долгой поездке?",
            "familiar_text": "Как ты готовишься к долгой поездке?",
            "status": "source",
        },
        "en": {"text": "How do you get ready for a long trip?", "status": "translated"},
    },
    "provenance": {"kind": "original", "licence": "project"},
    "review": REVIEW,
}
HEAVY: dict[str, Any] = NEUTRAL | {
    "code": "work-102",
    "depth": 4,
    "energy": "HEAVY",
    "min_trust": "FRIEND",
    "stages": ["DEEPENING"],
    "safety": {
        "flags": ["grief"],
        "min_age": 18,
        "requires_opt_in": True,
        "skip_text_required": True,
        "cooldown_days": 3,
    },
    "texts": {
        "ru": {
            "text": "Расскажите про потерю. Вопрос можно пропустить.",
            "familiar_text": "Расскажи про потерю. Вопрос можно пропустить.",
            "status": "source",
        },
        "en": {"text": "Tell me about a loss. You can skip this one.", "status": "translated"},
    },
}
HEALING: dict[str, Any] = NEUTRAL | {
    "code": "work-103",
    "depth": 1,
    "energy": "HEALING",
    "stages": ["BALANCING"],
    "texts": {
        "ru": {
            "text": "Какой подарок греет вас до сих пор?",
            "familiar_text": "Какой подарок греет тебя до сих пор?",
            "status": "source",
        },
        "en": {"text": "Which present do you remember fondly?", "status": "translated"},
    },
}
OPENING: dict[str, Any] = NEUTRAL | {
    "code": "work-104",
    "depth": 1,
    "energy": "OPENING",
    "texts": {
        "ru": {
            "text": "Что видно из вашего окна?",
            "familiar_text": "Что видно из твоего окна?",
            "status": "source",
        },
        "en": {"text": "What can be seen from your window?", "status": "translated"},
    },
}
SOUND = (NEUTRAL, HEAVY, HEALING, OPENING)


def changed(question: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    """Return a copy of `question` with `value` at `path` (keys joined by dots)."""
    planted = copy.deepcopy(question)
    *parents, last = path.split(".")
    place = planted
    for key in parents:
        place = place[key]
    place[last] = value
    return planted


def without(question: dict[str, Any], path: str) -> dict[str, Any]:
    """Return a copy of `question` that lacks the key at `path`."""
    planted = changed(question, path, None)
    *parents, last = path.split(".")
    place = planted
    for key in parents:
        place = place[key]
    del place[last]
    return planted


def document(*questions: dict[str, Any], bank_version: str = "1.0.0") -> dict[str, Any]:
    """Return the content of a bank file with these questions."""
    return {
        "format": "selfology.question-bank/1",
        "bank_version": bank_version,
        "default_language": "ru",
        "questions": list(questions),
    }


def write(directory: Path, name: str, content: object) -> None:
    """Store `content` as a bank file."""
    (directory / name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def record(question: dict[str, Any] = NEUTRAL, **changes: object) -> QuestionRecord:
    """Return `question` with top-level `changes` as a record."""
    return QuestionRecord.model_validate(question | changes)
