"""Files of a bank → the questions in them, or every reason why not. Pure.

A file is JSON in the format of the bank, a table as in `csv_format`, or an archive of such files.
What it is, its content decides, and its name where the content does not.
"""

import io
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from pydantic import ValidationError

from onboarding.bank.csv_format import column_of, read_table
from onboarding.bank.problem_words import Kind
from onboarding.bank.problems import BankInvalidError, Problem
from onboarding.bank.raw_text import RefusedError, decode_table, parse_json, stray_problems
from onboarding.bank.records import BankFile, QuestionRecord
from onboarding.bank.schema import schema_problems

MEGABYTE = 1024 * 1024
#: Megabytes of a file, and of what an archive unpacks to.
LIMIT_MB = 5
LIMIT = LIMIT_MB * MEGABYTE
#: More than the size from which a bank gains nothing by growing.
MOST_QUESTIONS = 2_000
#: Files in an archive.
MOST_FILES = 40
#: Nobody reads further, and each of them costs memory.
MOST_PROBLEMS = 200

ZIP_MAGIC = b"PK\x03\x04"
OLD_EXCEL_MAGIC = b"\xd0\xcf\x11\xe0"
SPREADSHEETS = (".xlsx", ".xlsm", ".xls", ".ods", ".numbers")
TABLES = (".csv", ".tsv", ".txt")
ZIP_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as somebody gave it."""

    name: str
    content: bytes = field(repr=False)

    @property
    def digest(self) -> str:
        """64 hex digits that change with any byte."""
        return sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Source:
    """One file, parsed but not yet judged.

    Attributes:
        rows: the row of each question, for a table.
    """

    document: Any
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """What the files hold.

    Attributes:
        rows: (file, code) → the rows of a table with that code.
    """

    files: Mapping[str, BankFile]
    rows: Mapping[tuple[str, str], Sequence[int]]

    @property
    def questions(self) -> tuple[QuestionRecord, ...]:
        """All questions, in the order of the files."""
        return tuple(question for file in self.files.values() for question in file.questions)

    def placed(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """Yield the problems with their files and rows; of repeated ones each has the next row."""
        homes = {q.code: name for name, file in self.files.items() for q in file.questions}
        seen: Counter[tuple[str, str, Kind]] = Counter()
        for problem in problems:
            name = problem.file or homes.get(problem.code, "")
            key = (name, problem.code, problem.kind)
            rows = self.rows.get((name, problem.code), (0,))
            yield placed(replace(problem, file=name), rows[seen[key] % len(rows)])
            seen[key] += 1


def placed(problem: Problem, row: int) -> Problem:
    """Return a problem of a table with the row and the column where it is mended."""
    return replace(problem, row=row, path=column_of(problem.path)) if row else problem


def read_upload(upload: Upload) -> Contents:
    """Return the questions of a file or an archive.

    Raises:
        BankInvalidError: with every problem of its own, up to `MOST_PROBLEMS`.
    """
    try:
        named = _unpacked(upload) if _is_zip(upload) else {upload.name: upload.content}
    except RefusedError as error:
        raise BankInvalidError([error.problem(upload.name)]) from None
    return read_files(named)


def read_files(named: Mapping[str, bytes]) -> Contents:
    """Return the questions of files that belong together; file name → content.

    Raises:
        BankInvalidError: as for `read_upload`.
    """
    sources: dict[str, Source] = {}
    problems: list[Problem] = []
    for name, content in named.items():
        try:
            sources[name] = _parsed(name, content)
        except RefusedError as error:
            problems.append(error.problem(name))
    for name, source in sources.items():
        problems.extend(_judged(name, source))
    raise_any(problems)
    files = {name: _validated(name, source.document) for name, source in sources.items()}
    return Contents(files, _rows_by_code(sources))


def raise_any(problems: Sequence[Problem]) -> None:
    """Refuse if there is any problem.

    Raises:
        BankInvalidError: with the first `MOST_PROBLEMS`.
    """
    if len(problems) > MOST_PROBLEMS:
        more = Problem("", "", "", Kind.TOO_MANY_PROBLEMS, {"shown": MOST_PROBLEMS})
        problems = [*problems[:MOST_PROBLEMS], more]
    if problems:
        raise BankInvalidError(problems)


def _parsed(name: str, content: bytes) -> Source:
    """Return the document in a file.

    Raises:
        RefusedError: it cannot be read.
    """
    if len(content) > LIMIT:
        raise RefusedError(Kind.TOO_BIG, limit=LIMIT_MB)
    if not content.strip():
        raise RefusedError(Kind.EMPTY)
    if name.casefold().endswith(SPREADSHEETS) or content.startswith(OLD_EXCEL_MAGIC):
        raise RefusedError(Kind.SPREADSHEET)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["} or name.endswith(".json"):
        return _checked(Source(parse_json(content)))
    if name.casefold().endswith(TABLES):
        return _table(content)
    raise RefusedError(Kind.UNKNOWN_FORMAT)


def _checked(source: Source) -> Source:
    document = source.document
    questions = document.get("questions") if isinstance(document, dict) else None
    if isinstance(questions, list) and len(questions) > MOST_QUESTIONS:
        raise RefusedError(Kind.TOO_MANY_QUESTIONS, limit=MOST_QUESTIONS)
    return source


def _table(content: bytes) -> Source:
    rows = tuple(read_table(decode_table(content), most=MOST_QUESTIONS))
    if not rows:
        raise RefusedError(Kind.NO_QUESTIONS)
    document = {
        "format": "selfology.question-bank/1",
        "bank_version": "0.0.0",
        "default_language": "ru",
        "questions": [question for _, question in rows],
    }
    return Source(document, tuple(number for number, _ in rows))


def _judged(name: str, source: Source) -> Iterator[Problem]:
    strays = list(stray_problems(name, source.document, source.rows))
    is_endless = any(stray.kind is Kind.ENDLESS for stray in strays)
    told = () if is_endless else schema_problems(name, source.document, source.rows)
    for problem in (*strays, *told):
        yield placed(problem, problem.row)


def _validated(name: str, document: Any) -> BankFile:
    """Return the file as records; the schema has let it pass.

    Raises:
        BankInvalidError: a value that the schema cannot judge, as the 31st of April.
    """
    try:
        return BankFile.model_validate(document)
    except ValidationError as error:
        raise BankInvalidError(
            [
                Problem(
                    name,
                    "",
                    ".".join(map(str, found["loc"])),
                    Kind.UNREADABLE,
                    {"reason": found["msg"]},
                )
                for found in error.errors()
            ]
        ) from None


def _rows_by_code(sources: Mapping[str, Source]) -> dict[tuple[str, str], list[int]]:
    rows: dict[tuple[str, str], list[int]] = defaultdict(list)
    for name, source in sources.items():
        for question, row in zip(source.document["questions"], source.rows, strict=False):
            rows[name, question["code"]].append(row)
    return rows


def _is_zip(upload: Upload) -> bool:
    is_spreadsheet = upload.name.casefold().endswith(SPREADSHEETS)
    return upload.content.startswith(ZIP_MAGIC) and not is_spreadsheet


def _unpacked(upload: Upload) -> dict[str, bytes]:
    """Return the files in an archive, which are small in all and have no folders.

    Raises:
        RefusedError: it cannot be read, holds something else, or unpacks to more than `LIMIT`.
    """
    if len(upload.content) > LIMIT:
        raise RefusedError(Kind.TOO_BIG, limit=LIMIT_MB)
    try:
        with zipfile.ZipFile(io.BytesIO(upload.content)) as archive:
            members = _members(archive)
            return {member.filename: _limited(archive, member) for member in members}
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError) as error:
        if isinstance(error, RefusedError):
            raise
        raise RefusedError(Kind.NOT_ZIP) from None


def _members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    members = archive.infolist()
    for member in members:
        known = member.filename.casefold().endswith((".json", *TABLES))
        is_plain = member.compress_type in ZIP_PLAIN and not member.flag_bits & 1
        if not known or not is_plain or "/" in member.filename:
            raise RefusedError(Kind.ZIP_MEMBER, name=member.filename)
    if not members:
        raise RefusedError(Kind.EMPTY)
    if len(members) > MOST_FILES or sum(member.file_size for member in members) > LIMIT:
        raise RefusedError(Kind.ZIP_TOO_BIG, limit=LIMIT_MB)
    return members


def _limited(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Return a file of an archive, which may be larger than the archive says."""
    with archive.open(member) as packed:
        content = packed.read(member.file_size + 1)
    if len(content) > member.file_size:
        raise RefusedError(Kind.ZIP_TOO_BIG, limit=LIMIT_MB)
    return content
