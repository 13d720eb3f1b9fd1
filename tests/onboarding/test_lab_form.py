"""What the form of the lab shows of a question is what it keeps of it."""

from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from onboarding.admin.lab.form import QuestionForm, next_code
from onboarding.admin.lab.record_form import typed_of
from onboarding.admin.lab.word_diff import Piece, word_diff
from onboarding.bank.files import load
from onboarding.bank.records import QuestionRecord
from tests.onboarding.bank_samples import HEALING, HEAVY, NEUTRAL, OPENING, changed, record

TEXTS = st.text(alphabet="аб вг,.\n-", max_size=40)


def sent(question: QuestionRecord) -> QueryDict:
    """Return what a browser sends of a form that nobody touched."""
    data = QueryDict(mutable=True)
    for name, value in typed_of(question).items():
        _put(data, name, value)
    return data


def _put(data: QueryDict, name: str, value: Any) -> None:
    if isinstance(value, list):
        data.setlist(name, value)
    elif value is True:
        data[name] = "on"
    elif value is not False and value is not None:
        data[name] = str(value)


def test_every_question_of_the_founding_bank_goes_through_the_form_unchanged() -> None:
    questions = load().questions
    codes = frozenset(question.code for question in questions)

    for question in questions:
        form = QuestionForm(sent(question), base=question, known_codes=codes)
        assert form.is_valid(), (question.code, form.errors)
        assert form.record is not None
        assert form.record.content_hash() == question.content_hash(), question.code
        assert form.record.texts == question.texts


@pytest.mark.parametrize("sample", [NEUTRAL, HEAVY, HEALING, OPENING], ids=lambda row: row["code"])
def test_what_the_form_does_not_show_is_kept(sample: dict[str, Any]) -> None:
    targets = [
        {
            "trait": "openness",
            "facet": "ideas",
            "information": 0.4,
            "information_n": 12,
            "best_range": [-1.0, 0.5],
        }
    ]
    question = record(
        changed(sample, "texts.ru.examples", ["Дождь"]),
        targets=targets,
        answer={"form": "choice", "options": ["a", "b"], "min_chars": 3},
    )

    form = QuestionForm(sent(question), base=question)

    assert form.is_valid(), form.errors
    assert form.record is not None
    assert form.record.content_hash() == question.content_hash()


def test_a_target_that_tells_something_else_begins_anew() -> None:
    question = record(targets=[{"trait": "openness", "information": 0.4, "information_n": 12}])
    data = sent(question)
    data["information_1"] = "0.6"

    form = QuestionForm(data, base=question)

    assert form.is_valid()
    assert form.record is not None
    assert form.record.targets[0].information_n == 0


@pytest.mark.parametrize(
    ("domain", "known", "code"),
    [
        ("work", [], "work-001"),
        ("work", ["work-009", "work-017", "body-099"], "work-018"),
        ("relationships", ["relations-026"], "relations-027"),
        ("work", ["work-x1", "work-999"], "work-1000"),
    ],
)
def test_the_next_code_follows_the_highest_of_its_domain(
    domain: str, known: list[str], code: str
) -> None:
    assert next_code(domain, known) == code


def test_changed_words_are_marked_on_their_side() -> None:
    old, new = word_diff("Как ваш день?", "Как наш день прошёл?")

    assert [piece.text for piece in old if piece.is_changed] == ["ваш"]
    assert [piece.text for piece in new if piece.is_changed] == ["наш", " прошёл"]


@given(TEXTS, TEXTS)
def test_the_pieces_of_a_side_are_its_text(old: str, new: str) -> None:
    before, after = word_diff(old, new)

    assert "".join(piece.text for piece in before) == old
    assert "".join(piece.text for piece in after) == new


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert word_diff(text, text) == ((Piece(text, is_changed=False),) * bool(text),) * 2
