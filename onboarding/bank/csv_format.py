"""The bank as a table: one row a question, made for spreadsheets and read back without loss. Pure.

Written in UTF-8 with its mark and with semicolons, as Excel in Russian opens it by a double click;
read with semicolons, commas or tabs, in UTF-8, UTF-16 or cp1251. `COLUMNS` is the documentation of
the format. An empty cell is a value that is not there. What has several values divides them by `|`
(a value that contains it, or a backslash, has a backslash before it). A cell that a spreadsheet
would take for a formula gets an apostrophe in front, and loses it when it is read.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onboarding.bank.problem_words import Kind
from onboarding.bank.raw_text import RefusedError
from onboarding.bank.records import QuestionRecord

DELIMITER = ";"
DELIMITERS = (DELIMITER, ",", "\t")
BYTE_ORDER_MARK = "\ufeff"
#: What spreadsheets take for the beginning of a formula, and the mark that says it is none.
FORMULA = ("=", "+", "-", "@")
APOSTROPHE = "'"
SEPARATOR = "|"

#: What people and spreadsheets write for yes and no.
YES = frozenset({"yes", "true", "1", "да", "истина"})
NO = frozenset({"no", "false", "0", "нет", "ложь"})
NUMBER = re.compile(r"-?\d{1,18}(\.\d*)?(e[-+]?\d{1,2})?")
TARGET = re.compile(
    r"(?P<trait>\S+)(?:\s+(?P<information>[-+\d.,e]+))?(?:\s+n=(?P<information_n>\d+))?"
    r"(?:\s+range=(?P<low>[-+\d.,e]+):(?P<high>[-+\d.,e]+))?(?:\s+facet=(?P<facet>.+))?",
    re.DOTALL,
)

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        name: what stands above it.
        path: where its value stands in a question of a JSON file.
        write: the value as a cell.
        read: the cell as a value; what it cannot read it returns as it stands, for the schema.
        blank: what an empty cell of a new question means; None leaves the value out.
    """

    name: str
    path: Path
    write: Callable[[Any], str] = str
    read: Callable[[str], Any] = str
    blank: Any = None


def _whole(cell: str) -> int | str:
    return int(cell) if re.fullmatch(r"-?\d{1,12}", cell) else cell


def _number(cell: str) -> float | str:
    plain = cell.replace(",", ".")
    return float(plain) if NUMBER.fullmatch(plain) else cell


def _yes_no(cell: str) -> bool | str:
    if cell.casefold() in YES:
        return True
    return False if cell.casefold() in NO else cell


def _write_yes_no(value: object) -> str:
    return "yes" if value else "no"


def _write_list(values: Sequence[str]) -> str:
    return f" {SEPARATOR} ".join(re.sub(r"([\\|])", r"\\\1", value) for value in values)


def _read_list(cell: str) -> list[str]:
    parts = re.findall(r"((?:\\.|[^\\|])+)", cell, re.DOTALL)
    return [re.sub(r"\\(.)", r"\1", part.strip(), flags=re.DOTALL) for part in parts]


def _write_targets(targets: Sequence[Mapping[str, Any]]) -> str:
    return _write_list([_write_target(target) for target in targets])


def _write_target(target: Mapping[str, Any]) -> str:
    low_high = target.get("best_range")
    parts = [target["trait"], repr(target["information"])]
    parts += [f"n={target['information_n']}"] if target.get("information_n") else []
    parts += ["range={!r}:{!r}".format(*low_high)] if low_high else []
    parts += [f"facet={target['facet']}"] if target.get("facet") else []
    return " ".join(parts)


def _read_targets(cell: str) -> list[Any]:
    return [_read_target(part) for part in _read_list(cell)]


def _read_target(part: str) -> Any:
    found = TARGET.fullmatch(part)
    if not found:
        return part
    said = found.groupdict()
    target: dict[str, Any] = {"trait": said["trait"]}
    if said["information"]:
        target["information"] = _number(said["information"])
    if said["information_n"]:
        target["information_n"] = _whole(said["information_n"])
    if said["low"]:
        target["best_range"] = [_number(said["low"]), _number(said["high"])]
    if said["facet"]:
        target["facet"] = said["facet"]
    return target


def _write_follow_ups(follow_ups: Sequence[Mapping[str, str]]) -> str:
    return _write_list([f"{follow['when']} {follow['code']}" for follow in follow_ups])


def _read_follow_ups(cell: str) -> list[Any]:
    return [_read_follow_up(part) for part in _read_list(cell)]


def _read_follow_up(part: str) -> Any:
    match part.split():
        case [when, code]:
            return {"when": when, "code": code}
        case _:
            return part


def _list(name: str, path: Path) -> Column:
    return Column(name, path, _write_list, _read_list)


def _number_column(name: str, path: Path, blank: int | None = None) -> Column:
    return Column(name, path, read=_whole, blank=blank)


def _texts(language: str, blank_status: str) -> Iterator[Column]:
    at = ("texts", language)
    yield Column(f"{language}_text", (*at, "text"))
    yield Column(f"{language}_hint", (*at, "hint"))
    if language == "ru":
        yield Column("ru_familiar_text", (*at, "familiar_text"))
        yield Column("ru_familiar_hint", (*at, "familiar_hint"))
    yield _list(f"{language}_examples", (*at, "examples"))
    yield Column(f"{language}_status", (*at, "status"), blank=blank_status)
    yield Column(f"{language}_translator", (*at, "translator"))
    yield Column(f"{language}_reviewer", (*at, "reviewer"))


#: Every column, in the order of the table.
COLUMNS: tuple[Column, ...] = (
    Column("code", ("code",)),
    _number_column("version", ("version",), 1),
    Column("status", ("status",), blank="draft"),
    Column("domain", ("domain",)),
    _list("secondary_domains", ("secondary_domains",)),
    _number_column("depth", ("depth",)),
    Column("energy", ("energy",)),
    Column("min_trust", ("min_trust",)),
    _list("stages", ("stages",)),
    # Each as «trait information», with «n=…», «range=low:high», «facet=…» after it where known.
    Column("targets", ("targets",), _write_targets, _read_targets),
    _list("signature_targets", ("signature_targets",)),
    *_texts("ru", "source"),
    *_texts("en", "translated"),
    _list("safety_flags", ("safety", "flags")),
    _number_column("min_age", ("safety", "min_age"), 18),
    Column("requires_opt_in", ("safety", "requires_opt_in"), _write_yes_no, _yes_no, blank=False),
    Column("skip_text_required", ("safety", "skip_text_required"), _write_yes_no, _yes_no),
    _number_column("cooldown_days", ("safety", "cooldown_days")),
    # Each as «reason code».
    Column("follow_ups", ("follow_ups",), _write_follow_ups, _read_follow_ups),
    _list("never_after", ("never_after",)),
    _number_column("repeatable_after_days", ("repeatable_after_days",)),
    Column("answer_form", ("answer", "form")),
    _number_column("answer_min_chars", ("answer", "min_chars")),
    _number_column("answer_expected_seconds", ("answer", "expected_seconds")),
    _list("answer_options", ("answer", "options")),
    Column("provenance_kind", ("provenance", "kind"), blank="original"),
    Column("provenance_source", ("provenance", "source")),
    Column("provenance_licence", ("provenance", "licence"), blank="project"),
    Column("provenance_author", ("provenance", "author")),
    Column("review_kind", ("review", "kind")),
    Column("review_author", ("review", "author")),
    _list("reviewers", ("review", "reviewers")),
    Column("approved_at", ("review", "approved_at")),
    Column("review_notes", ("review", "notes")),
)
NAMES = tuple(column.name for column in COLUMNS)


def write_table(records: Sequence[QuestionRecord]) -> bytes:
    """Return the table of `records`, in the order of their codes."""
    out = io.StringIO()
    table = csv.writer(out, delimiter=DELIMITER, lineterminator="\r\n")
    table.writerow(NAMES)
    for record in sorted(records, key=lambda record: (record.code, record.version)):
        table.writerow(_cells(record))
    return f"{BYTE_ORDER_MARK}{out.getvalue()}".encode()


def _cells(record: QuestionRecord) -> list[str]:
    question = record.model_dump(mode="json", exclude_defaults=True)
    return [_cell(column, question) for column in COLUMNS]


def _cell(column: Column, question: Mapping[str, Any]) -> str:
    value: Any = question
    for key in column.path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return "" if value is None else _guarded(column.write(value))


def _guarded(cell: str) -> str:
    return f"{APOSTROPHE}{cell}" if cell.startswith((*FORMULA, APOSTROPHE)) else cell


def _unguarded(cell: str) -> str:
    guards = cell.startswith(APOSTROPHE) and cell[1:2] in {*FORMULA, APOSTROPHE}
    return cell[1:] if guards else cell


def read_table(text: str, *, most: int) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the row and the question of every row that is not empty.

    Args:
        text: what `write_table` writes, or what a spreadsheet makes of it.
        most: how many questions a file may have.

    Raises:
        RefusedError: it is not a table of questions, or has more of them.
    """
    rows = _rows(text)
    _, header = next(rows, (0, []))
    names = [name.strip().casefold() for name in header]
    _check_header(names)
    by_name = {column.name: column for column in COLUMNS}
    columns = [by_name[name] for name in names]
    filled = ((number, cells) for number, cells in rows if any(map(str.strip, cells)))
    for count, (number, cells) in enumerate(filled):
        if count >= most:
            raise RefusedError(Kind.TOO_MANY_QUESTIONS, limit=most)
        if len(cells) > len(columns) and any(map(str.strip, cells[len(columns) :])):
            raise RefusedError(Kind.LONG_ROW, number, found=len(cells), wanted=len(columns))
        yield number, _question(columns, cells)


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each row with its number as a spreadsheet counts it."""
    table = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    number = 0
    try:
        for number, cells in enumerate(table, start=1):
            yield number, cells
    except csv.Error as error:
        raise RefusedError(Kind.NOT_CSV, number + 1, reason=str(error)) from None


def _delimiter(text: str) -> str:
    """Return what divides the cells of the first row."""
    header = text.partition("\n")[0]
    return max(DELIMITERS, key=header.count)


def _check_header(names: Sequence[str]) -> None:
    """Insist on every column, and on no other.

    Raises:
        RefusedError: a column is missing, unknown, or there twice.
    """
    if missing := [name for name in NAMES if name not in names]:
        raise RefusedError(Kind.MISSING_COLUMNS, 1, columns=missing)
    if extra := [name or "«»" for name in names if name not in NAMES]:
        raise RefusedError(Kind.EXTRA_COLUMNS, 1, columns=extra)
    if len(names) > len(NAMES):
        repeated = sorted({name for name in names if names.count(name) > 1})
        raise RefusedError(Kind.REPEATED_COLUMNS, 1, columns=repeated)


def _question(columns: Sequence[Column], cells: Sequence[str]) -> dict[str, Any]:
    question: dict[str, Any] = {}
    for column, cell in zip(columns, cells, strict=False):
        plain = _unguarded(cell.replace("\r\n", "\n").strip())
        if plain:
            _put(question, column.path, column.read(plain))
    for column in columns:
        if column.blank is not None and _has_parent(question, column.path):
            _put_missing(question, column.path, column.blank)
    return question


def _has_parent(question: Mapping[str, Any], path: Path) -> bool:
    """Tell whether a blank counts: not for a language of which there is nothing."""
    return path[0] != "texts" or path[1] in question.get("texts", {})


def _put(question: dict[str, Any], path: Path, value: Any) -> None:
    *parents, last = path
    for key in parents:
        question = question.setdefault(key, {})
    question[last] = value


def _put_missing(question: dict[str, Any], path: Path, value: Any) -> None:
    *parents, last = path
    for key in parents:
        question = question.setdefault(key, {})
    question.setdefault(last, value)


def column_of(path: str) -> str:
    """Return the column in which the value at `path` (keys joined by dots) stands, else `path`."""
    steps = tuple(path.split("."))
    held = [column for column in COLUMNS if steps[: len(column.path)] == column.path]
    return held[0].name if held else path
