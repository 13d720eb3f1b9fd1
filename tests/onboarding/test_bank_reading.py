import io
import json
import string
import zipfile
from typing import Any

import pytest

from core.vocabulary import Language
from onboarding.bank import reading
from onboarding.bank.csv_format import write_table
from onboarding.bank.files import FOUNDING_DIRECTORY, SCHEMA_PATH, dump_archive, load
from onboarding.bank.problem_words import LISTED, PROBLEMS, RULES, Kind
from onboarding.bank.problems import SHOWN_LETTERS, BankInvalidError, Problem
from onboarding.bank.reading import LIMIT, MOST_PROBLEMS, MOST_QUESTIONS, Upload, read_upload
from tests.onboarding.bank_samples import NEUTRAL, OPENING, SOUND, changed, document

MEGABYTE = 1024 * 1024


def as_json(content: Any) -> bytes:
    """Return a document as a file."""
    return json.dumps(content, ensure_ascii=False).encode()


def problems(name: str, content: bytes) -> tuple[Problem, ...]:
    """Return why a file is refused."""
    with pytest.raises(BankInvalidError) as refusal:
        read_upload(Upload(name, content))
    return refusal.value.problems


def kinds(name: str, content: bytes) -> set[Kind]:
    """Return what is wrong with a file."""
    return {problem.kind for problem in problems(name, content)}


def archive(**files: bytes) -> bytes:
    """Return an archive of files, whose names have `_` for the dot."""
    return packed_by(zipfile.ZIP_DEFLATED, files)


def packed_by(compression: int, files: dict[str, bytes]) -> bytes:
    """Return an archive that is compressed in this way."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as into:
        for name, content in files.items():
            into.writestr(name.replace("_", "."), content)
    return packed.getvalue()


def codes(name: str, content: bytes) -> list[str]:
    """Return the codes of the questions of a file."""
    contents = read_upload(Upload(name, content))
    return [question.code for file in contents.files.values() for question in file.questions]


def test_a_file_of_several_domains_is_read() -> None:
    body = OPENING | {"code": "body-101", "domain": "body"}
    assert codes("new.json", as_json(document(NEUTRAL, body))) == ["work-101", "body-101"]


def test_a_byte_order_mark_does_not_hurt() -> None:
    assert codes("new.json", b"\xef\xbb\xbf" + as_json(document(NEUTRAL))) == ["work-101"]


def test_json_is_known_by_its_content() -> None:
    assert codes("new.txt", b"\n " + as_json(document(NEUTRAL))) == ["work-101"]


def test_an_archive_of_the_shipped_files_is_read() -> None:
    files = {path.name: path.read_bytes() for path in FOUNDING_DIRECTORY.glob("*.json")}
    found = codes("bank.zip", dump_archive(files))
    assert sorted(found) == [question.code for question in load().questions]


def test_an_archive_may_hold_a_table() -> None:
    assert codes("new.zip", archive(work_csv=write_table(load().questions[:2]))) == [
        "body-001",
        "body-002",
    ]


REFUSED: dict[str, tuple[str, bytes, Kind]] = {
    "an empty file": ("new.json", b"", Kind.EMPTY),
    "a file of blanks": ("new.csv", b" \r\n\t\n", Kind.EMPTY),
    "no JSON": ("new.json", b"{", Kind.NOT_JSON),
    "two documents": ("new.json", b"{} {}", Kind.NOT_JSON),
    "a key that stands there twice": ("new.json", b'{"format": 1, "format": 2}', Kind.NOT_JSON),
    "a number that is none": ("new.json", b'{"version": NaN}', Kind.NOT_JSON),
    "endless brackets": ("new.json", b"[" * 100_000, Kind.NOT_JSON),
    "many brackets": ("new.json", b"[" * 200 + b"]" * 200, Kind.ENDLESS),
    "a list without end": ("new.json", b"[" + b"1," * 1_000_000 + b"1]", Kind.ENDLESS),
    "a number of many digits": ("new.json", b"[" + b"9" * 5000 + b"]", Kind.NOT_JSON),
    "JSON in cp1251": ("new.json", '{"а": "вопрос"}'.encode("cp1251"), Kind.ENCODING),
    "JSON in UTF-16": ("new.json", "{}".encode("utf-16"), Kind.ENCODING),
    "null bytes": ("new.csv", b"code;version\0\r\n", Kind.NULL_BYTES),
    "a picture": ("new.png", b"\x89PNG\r\n\x1a\n\0\0", Kind.UNKNOWN_FORMAT),
    "a picture called a table": ("new.csv", b"\x89PNG\r\n\x1a\n\0\0", Kind.NULL_BYTES),
    "a workbook": ("new.xlsx", archive(a_xml=b"<a/>"), Kind.SPREADSHEET),
    "an old workbook": ("new.csv", b"\xd0\xcf\x11\xe0\xa1\xb1", Kind.SPREADSHEET),
    "a broken archive": ("new.zip", archive(a_json=b"{}")[:-30], Kind.NOT_ZIP),
    "an empty archive": ("new.zip", b"PK\x03\x04" + archive()[4:], Kind.NOT_ZIP),
    "an archive of something else": ("new.zip", archive(a_exe=b"MZ"), Kind.ZIP_MEMBER),
    "an archive with folders": ("new.zip", archive(**{"a/b_json": b"{}"}), Kind.ZIP_MEMBER),
    "an archive packed oddly": (
        "new.zip",
        packed_by(zipfile.ZIP_LZMA, {"a.json": b"{}"}),
        Kind.ZIP_MEMBER,
    ),
    "an archive of very many files": (
        "new.zip",
        archive(**{f"a{number}_json": b"{}" for number in range(100)}),
        Kind.ZIP_TOO_BIG,
    ),
    "an archive that swells": ("new.zip", archive(a_json=b" " * 50 * MEGABYTE), Kind.ZIP_TOO_BIG),
    "an archive that swells in parts": (
        "new.zip",
        archive(a_json=b" " * 3 * MEGABYTE, b_json=b" " * 3 * MEGABYTE),
        Kind.ZIP_TOO_BIG,
    ),
}


@pytest.mark.parametrize("refused", REFUSED.values(), ids=REFUSED.keys())
def test_a_file_is_refused_for(refused: tuple[str, bytes, Kind]) -> None:
    name, content, kind = refused
    assert kinds(name, content) == {kind}


def test_an_archive_that_lies_about_its_size_is_refused() -> None:
    packed = archive(a_json=b"{" + b" " * MEGABYTE + b"}")
    lying = packed.replace((MEGABYTE + 2).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert lying != packed
    assert kinds("new.zip", lying) <= {Kind.ZIP_TOO_BIG, Kind.NOT_ZIP}


@pytest.mark.parametrize("name", ["new.json", "new.csv", "new.zip"])
def test_ten_megabytes_are_refused_before_anything_is_parsed(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "parse_json", pytest.fail)
    monkeypatch.setattr(reading, "decode_table", pytest.fail)
    monkeypatch.setattr(zipfile, "ZipFile", pytest.fail)
    beginning = {"new.zip": b"PK\x03\x04"}.get(name, b"{")
    assert kinds(name, beginning + b" " * (10 * MEGABYTE)) == {Kind.TOO_BIG}


def test_a_file_at_the_limit_is_read() -> None:
    content = as_json(document(NEUTRAL))
    assert codes("new.json", content + b" " * (LIMIT - len(content))) == ["work-101"]


def test_more_questions_than_a_bank_needs_are_refused() -> None:
    content = as_json({"questions": [1] * (MOST_QUESTIONS + 1)})
    assert kinds("new.json", content) == {Kind.TOO_MANY_QUESTIONS}


def test_of_very_many_problems_the_first_are_told() -> None:
    found = problems("new.json", as_json(document(*[{} for _ in range(MOST_QUESTIONS)])))
    assert len(found) == MOST_PROBLEMS + 1
    assert found[-1].kind is Kind.TOO_MANY_PROBLEMS


@pytest.mark.parametrize(
    ("path", "value", "kind"),
    [
        ("texts.ru.text", "Что вы видите\0 за окном?", Kind.STRAY_SIGNS),
        ("texts.ru.text", "Что вы видите\ud800 за окном?", Kind.STRAY_SIGNS),
        ("texts.ru.text", "Что вы \u202eвидите за окном?", Kind.STRAY_SIGNS),
        ("texts.ru.text", " Что вы видите за окном?", Kind.LOOSE_SPACES),
        ("code", "work-101\n", Kind.LOOSE_SPACES),
        ("review.approved_at", "2026-04-31T08:00:00Z", Kind.UNREADABLE),
        ("version", 99_999, Kind.TOO_GREAT),
        ("version", True, Kind.NOT_WHOLE),
        ("texts", [], Kind.NOT_OBJECT),
        ("safety.cooldown_days", 10**30, Kind.TOO_GREAT),
    ],
)
def test_a_value_that_the_tables_could_not_hold_is_refused(
    path: str, value: object, kind: Kind
) -> None:
    content = json.dumps(document(changed(NEUTRAL, path, value))).encode()
    assert kind in kinds("new.json", content)


def test_problems_of_every_file_of_an_archive_are_told_at_once() -> None:
    packed = archive(
        work_json=as_json(document(changed(NEUTRAL, "depth", 9))),
        body_json=b"{",
        past_csv=write_table([]),
    )
    assert {(problem.file, problem.kind) for problem in problems("new.zip", packed)} == {
        ("work.json", Kind.TOO_GREAT),
        ("body.json", Kind.NOT_JSON),
        ("past.csv", Kind.NO_QUESTIONS),
    }


def test_the_digest_tells_any_two_files_apart() -> None:
    one, other = Upload("a", b"1"), Upload("a", b"2")
    assert one.digest != other.digest
    assert one.digest == Upload("b", b"1").digest


def test_problems_come_in_the_order_of_the_file() -> None:
    bad = [changed(NEUTRAL, "depth", 9) | {"code": f"work-{number}"} for number in range(101, 113)]
    found = problems("new.json", as_json(document(*bad)))
    in_order = list(dict.fromkeys(problem.code for problem in found))
    assert in_order == [question["code"] for question in bad]


def test_a_question_without_a_code_is_called_by_its_number() -> None:
    (problem,) = problems("new.json", as_json(document(NEUTRAL, {**NEUTRAL, "code": 5})))
    assert (problem.code, problem.path) == ("#2", "code")


@pytest.mark.parametrize("kind", Kind)
def test_every_problem_is_said_in_both_languages_with_the_same_values(kind: Kind) -> None:
    said = {language: _values(PROBLEMS[kind][language]) for language in Language}
    assert said[Language.RU] == said[Language.EN]
    assert any("а" <= letter <= "я" for letter in PROBLEMS[kind][Language.RU]) or kind is (
        Kind.REFUSED
    )


def _values(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text)} - {None}


def test_every_rule_of_the_schema_is_said_in_russian() -> None:
    assert _comments(json.loads(SCHEMA_PATH.read_bytes())) == set(RULES)


def _comments(schema: Any) -> set[str]:
    parts = schema.values() if isinstance(schema, dict) else schema
    nested = [part for part in parts if isinstance(part, dict | list)]
    own = {schema["$comment"]} if isinstance(schema, dict) and "$comment" in schema else set()
    return own.union(*map(_comments, nested))


def test_a_place_is_said_in_the_language_of_the_reader() -> None:
    problem = Problem("a.csv", "work-101", "depth", Kind.NOT_WHOLE, {"value": "two"}, row=7)
    assert problem.where(Language.RU) == "a.csv строка 7 work-101 depth"
    assert str(problem) == "a.csv row 7 work-101 depth: 'two' is not a whole number"
    assert problem.said(Language.RU) == "«two» не целое число"
    assert LISTED["row"].keys() == set(Language)


def test_a_message_repeats_no_more_than_the_beginning_of_a_value() -> None:
    problem = Problem("a", "", "", Kind.NOT_TEXT, {"value": "x" * 100_000})
    assert len(problem.message) < SHOWN_LETTERS + 40


def test_a_sound_file_has_no_problem() -> None:
    assert len(codes("work.json", as_json(document(*SOUND)))) == len(SOUND)
