"""Choices that a policy has promised: a small bank, and records of what it chose from it.

`python -m tests.onboarding.golden_selections` writes them anew, which only a new name of the policy
allows.
"""

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from onboarding.published_bank import Bank, BankQuestion
from onboarding.selection_record import Drawn, Past, written
from onboarding.smart_mix import choose
from tests.onboarding.test_smart_mix import SyntheticPerson, careful, seeded, synthetic_bank

FILE = Path(__file__).with_name("golden_selections.json")
QUESTIONS, LIVES, SESSIONS, EVERY = 60, 3, 6, 9
_QUESTIONS = TypeAdapter(tuple[BankQuestion, ...])
_PASTS = TypeAdapter(tuple[Past, ...])

Golden = tuple[dict[str, Any], str, tuple[Past, ...]]


def bank() -> Bank:
    """Return the bank of the file."""
    return Bank("golden", _QUESTIONS.validate_python(_kept()["questions"]))


def promised() -> list[Golden]:
    """Return each record with the question that was chosen and what was asked before it."""
    return [
        (one["record"], one["code"], _PASTS.validate_python(one["past"]))
        for one in _kept()["choices"]
    ]


def _kept() -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return kept


def _made() -> dict[str, Any]:
    made = synthetic_bank(QUESTIONS, seed=3)
    lives = [
        SyntheticPerson(made, careful, seeded(seed), trust=0.2 * seed).live(SESSIONS)
        for seed in range(1, LIVES + 1)
    ]
    moments = [selection.state for life in lives for selection in life[::EVERY]]
    choices = []
    for seed, state in enumerate(moments):
        choice = choose(made, state, seeded(seed))
        assert choice is not None
        drawn = Drawn(choice, state, "golden", seed, len(state.asked))
        past = tuple(
            Past(i, q.code, q.domain, q.energy, q.at, q.session_id)
            for i, q in enumerate(state.asked, start=1)
        )
        choices.append(
            {
                "record": written(drawn),
                "code": choice.question.code,
                "past": _PASTS.dump_python(past, mode="json"),
            }
        )
    questions = _QUESTIONS.dump_python(made.questions, mode="json")
    return {"questions": questions, "choices": choices}


if __name__ == "__main__":
    FILE.write_text(json.dumps(_made(), separators=(",", ":")) + "\n", encoding="utf-8")
