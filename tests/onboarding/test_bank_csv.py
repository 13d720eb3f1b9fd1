import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.vocabulary import Domain, Trait
from onboarding.bank.csv_format import COLUMNS, NAMES, column_of, read_table, write_table
from onboarding.bank.files import load
from onboarding.bank.problem_words import Kind
from onboarding.bank.problems import BankInvalidError, Problem
from onboarding.bank.raw_text import RefusedError, decode_table
from onboarding.bank.reading import Upload, read_upload
from onboarding.bank.records import QuestionRecord
from tests.onboarding.bank_samples import HEAVY, NEUTRAL, SOUND, record

#: What every row needs.
BRIEF = {
    "code": "work-101",
    "domain": "work",
    "depth": "2",
    "energy": "NEUTRAL",
    "min_trust": "STRANGER",
    "stages": "ENTRY | EXPLORATION",
    "targets": "conscientiousness 0,5",
    "safety_flags": "none",
    "ru_text": "Как вы готовитесь к долгой поездке?",
}


def table(*rows: dict[str, str], header: tuple[str, ...] = NAMES, delimiter: str = ";") -> bytes:
    """Return a table with these cells; those that are not named are empty."""
    out = io.StringIO()
    written = csv.DictWriter(out, header, restval="", delimiter=delimiter)
    written.writeheader()
    written.writerows(rows)
    return out.getvalue().encode()


def read(content: bytes, name: str = "questions.csv") -> list[QuestionRecord]:
    """Return the questions of a table."""
    contents = read_upload(Upload(name, content))
    return [question for file in contents.files.values() for question in file.questions]


def problems(content: bytes, name: str = "questions.csv") -> tuple[Problem, ...]:
    """Return why a table is refused."""
    with pytest.raises(BankInvalidError) as refusal:
        read(content, name)
    return refusal.value.problems


def test_the_shipped_bank_comes_back_from_its_table() -> None:
    questions = load().questions
    assert tuple(read(write_table(questions))) == questions


def test_a_table_of_a_table_is_the_same_table() -> None:
    written = write_table(load().questions)
    assert write_table(read(written)) == written


WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp"]), min_size=1
).filter(lambda text: text == text.strip())
LISTS = st.lists(WORDS, max_size=3)
#: As long as a text of a question must be, and beginning with whatever it likes.
TEXT = WORDS.map(lambda text: f"{text} и ещё слова"[:400])


TARGETS = st.fixed_dictionaries(
    {
        "trait": st.sampled_from(list(Trait)),
        "information": st.floats(0.001, 2),
        "information_n": st.integers(0, 1000),
        "facet": st.one_of(st.just(""), WORDS.map(lambda text: text[:40].strip())),
        "best_range": st.one_of(st.none(), st.tuples(st.floats(-9, 9), st.floats(-9, 9))),
    }
)


@given(
    text=TEXT,
    examples=LISTS,
    options=LISTS,
    targets=st.lists(TARGETS, min_size=1, max_size=3),
    repeat=st.one_of(st.none(), st.integers(30, 3650)),
)
def test_any_question_survives_a_table(
    text: str,
    examples: list[str],
    options: list[str],
    targets: list[dict[str, Any]],
    repeat: int | None,
) -> None:
    question = record(
        targets=targets,
        answer={"form": "choice", "options": options, "min_chars": 5},
        repeatable_after_days=repeat,
        follow_ups=[{"when": "short_answer", "code": "work-102"}],
        never_after=["work-103", "work-104"],
        texts={"ru": {"text": text, "examples": examples, "status": "source"}},
    )
    rows = list(read_table(decode_table(write_table([question])), most=1))
    assert QuestionRecord.model_validate(rows[0][1]) == question


@pytest.mark.parametrize("text", ["=1+1 и ещё", "+7 дней", "-5 градусов", "@кто-то", "'так'"])
def test_no_cell_is_a_formula(text: str) -> None:
    question = record(texts={"ru": {"text": f"{text} расскажите", "status": "source"}})
    written = write_table([question])
    cells = next(csv.DictReader(io.StringIO(written.decode("utf-8-sig")), delimiter=";"))
    assert cells["ru_text"] == f"'{text} расскажите"
    assert (
        QuestionRecord.model_validate(next(read_table(written.decode("utf-8-sig"), most=1))[1])
        == question
    )


def test_an_apostrophe_of_a_person_stays() -> None:
    (question,) = read(table(BRIEF | {"ru_text": "'Дом' это слово. Что оно для вас?"}))
    assert question.texts["ru"].text == "'Дом' это слово. Что оно для вас?"  # type: ignore[index]


def test_a_new_question_needs_only_what_it_is_about() -> None:
    (question,) = read(table(BRIEF))
    assert (question.status, question.version) == ("draft", 1)
    assert question.texts.keys() == {"ru"}
    assert question.targets[0].information == 0.5
    assert (question.safety.min_age, question.safety.requires_opt_in) == (18, False)
    assert question.provenance.licence == "project"


EXCEL: dict[str, Callable[[bytes], bytes]] = {
    "UTF-8 with its mark": lambda content: b"\xef\xbb\xbf" + content,
    "UTF-8 without": lambda content: content,
    "UTF-16": lambda content: content.decode().encode("utf-16"),
    "cp1251": lambda content: content.decode().encode("cp1251"),
}


@pytest.mark.parametrize("encode", EXCEL.values(), ids=EXCEL.keys())
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_what_excel_makes_of_it_is_read(encode: Callable[[bytes], bytes], delimiter: str) -> None:
    (question,) = read(encode(table(BRIEF, delimiter=delimiter)))
    assert question.texts["ru"].text == BRIEF["ru_text"]  # type: ignore[index]


@pytest.mark.parametrize("encoding", ["koi8-r", "cp866", "iso8859-5"])
def test_russian_in_another_encoding_is_refused(encoding: str) -> None:
    content = table(BRIEF).decode().encode(encoding)
    assert [problem.kind for problem in problems(content)] == [Kind.ENCODING]


def test_latin_letters_of_another_encoding_are_not_taken_for_russian() -> None:
    content = table(BRIEF | {"ru_text": "Was erzählen Sie über sich, und wo wäre es schöner?"})
    refused = problems(content.decode().encode("latin-1"))
    assert [problem.kind for problem in refused] == [Kind.ENCODING]


def test_quotes_and_line_ends_inside_a_cell_are_read() -> None:
    text = 'Что такое "дом"?\nНазовите его; одним словом.'
    (question,) = read(table(BRIEF | {"ru_text": text.replace("\n", "\r\n")}))
    assert question.texts["ru"].text == text  # type: ignore[index]


@pytest.mark.parametrize(
    ("said", "meant"),
    [("да", True), ("ИСТИНА", True), ("FALSE", False), ("нет", False), ("1", True)],
)
def test_yes_and_no_are_read_as_spreadsheets_write_them(said: str, *, meant: bool) -> None:
    cells = BRIEF | {"requires_opt_in": said, "ru_familiar_text": "Как ты готовишься к поездке?"}
    assert read(table(cells))[0].safety.requires_opt_in is meant


def test_rows_without_anything_are_left_out() -> None:
    assert len(read(table({}, BRIEF, {}, {}))) == 1


PLANTED: dict[str, tuple[dict[str, str], str, Kind]] = {
    "an unknown trait": ({"targets": "luck 0.5"}, "targets", Kind.NOT_ONE_OF),
    "a target without a number": ({"targets": "openness"}, "targets", Kind.MISSING),
    "a target that is none": ({"targets": "openness: much"}, "targets", Kind.NOT_OBJECT),
    "a depth in letters": ({"depth": "two"}, "depth", Kind.NOT_WHOLE),
    "a follow-up without a code": ({"follow_ups": "short_answer"}, "follow_ups", Kind.NOT_OBJECT),
    "maybe": ({"requires_opt_in": "maybe"}, "requires_opt_in", Kind.NOT_YES_NO),
    "no text": ({"ru_text": "", "ru_hint": "Одно слово"}, "texts.ru", Kind.MISSING),
    "approved by nobody": ({"ru_status": "approved"}, "texts.ru", Kind.MISSING),
    "no language at all": ({"ru_text": ""}, "", Kind.MISSING),
    "a version that no column holds": ({"version": "99999"}, "version", Kind.TOO_GREAT),
    "a sign that no text has": ({"ru_text": "Что\x07 вы видите?"}, "ru_text", Kind.STRAY_SIGNS),
}


@pytest.mark.parametrize("planted", PLANTED.values(), ids=PLANTED.keys())
def test_what_is_wrong_is_said_with_row_and_column(
    planted: tuple[dict[str, str], str, Kind],
) -> None:
    cells, column, kind = planted
    found = problems(table(BRIEF | {"code": "work-100"}, BRIEF | cells))
    assert [(problem.row, problem.path, problem.kind) for problem in found] == [(3, column, kind)]


def test_rows_with_one_code_are_told_apart() -> None:
    found = problems(table(BRIEF | {"depth": "two"}, BRIEF | {"depth": "two"}))
    assert [problem.row for problem in found] == [2, 3]


def test_a_heavy_question_for_strangers_is_refused_with_its_reason() -> None:
    cells = {**dict.fromkeys(NAMES, ""), **_cells(record(HEAVY)), "min_trust": "STRANGER"}
    (problem,) = problems(table(cells))
    assert (problem.row, problem.code, problem.path) == (2, "work-102", "min_trust")
    assert "FRIEND, CONFIDANT, SOUL_MATE" in problem.message
    assert "told that they may skip" in problem.message


def _cells(question: QuestionRecord) -> dict[str, str]:
    text = write_table([question]).decode("utf-8-sig")
    return next(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_missing_columns_are_all_named() -> None:
    header = tuple(name for name in NAMES if name not in {"depth", "en_text"})
    (problem,) = problems(table(header=header))
    assert (problem.kind, problem.values) == (
        Kind.MISSING_COLUMNS,
        {"columns": ["depth", "en_text"]},
    )


def test_extra_columns_are_all_named() -> None:
    (problem,) = problems(table(header=(*NAMES, "mood", "weather")))
    assert (problem.kind, problem.values) == (Kind.EXTRA_COLUMNS, {"columns": ["mood", "weather"]})


def test_a_column_that_stands_there_twice_is_named() -> None:
    content = ";".join([*NAMES, "depth"]).encode()
    (problem,) = problems(content)
    assert (problem.kind, problem.values) == (Kind.REPEATED_COLUMNS, {"columns": ["depth"]})


def test_cells_beyond_the_last_column_are_refused() -> None:
    content = table(BRIEF).rstrip() + b";;extra\r\n"
    (problem,) = problems(content)
    assert (problem.kind, problem.row) == (Kind.LONG_ROW, 2)


def test_a_quote_that_never_ends_is_refused() -> None:
    (problem,) = problems(table(BRIEF) + b'work-102;"1;draft\r\n')
    assert (problem.kind, problem.row) == (Kind.NOT_CSV, 3)


def test_a_header_alone_holds_no_question() -> None:
    assert [problem.kind for problem in problems(table())] == [Kind.NO_QUESTIONS]


def test_a_hundred_thousand_rows_are_refused_before_they_are_read() -> None:
    content = table() + b"a\r\n" * 100_000
    assert [problem.kind for problem in problems(content)] == [Kind.TOO_MANY_QUESTIONS]


def test_a_table_of_more_questions_than_asked_for_is_refused() -> None:
    text = write_table([record(question) for question in SOUND]).decode("utf-8-sig")
    with pytest.raises(RefusedError):
        list(read_table(text, most=3))


def test_every_row_with_a_code_used_twice_is_named() -> None:
    contents = read_upload(Upload("questions.csv", table(BRIEF, BRIEF)))
    assert contents.rows == {("questions.csv", "work-101"): [2, 3]}


def test_every_key_of_a_question_has_a_column() -> None:
    full: dict[str, Any] = record(HEAVY).model_dump(mode="json")
    leaves = {f"texts.ru.{key}" for key in full["texts"]["ru"]} | {
        f"{part}.{key}"
        for part in ("answer", "safety", "provenance", "review")
        for key in full[part]
    }
    whole = full.keys() - {"texts", "answer", "safety", "provenance", "review"}
    assert {".".join(column.path) for column in COLUMNS} >= leaves | whole


@pytest.mark.parametrize(
    ("path", "column"),
    [("texts.en.text", "en_text"), ("targets.0.trait", "targets"), ("safety", "safety")],
)
def test_a_place_in_a_question_has_its_column(path: str, column: str) -> None:
    assert column_of(path) == column


def test_codes_of_the_product_need_no_guard() -> None:
    assert not any(name.startswith(("=", "+", "-", "@")) for name in (*Domain, *Trait, *NAMES))
    assert NEUTRAL["code"].isascii()
