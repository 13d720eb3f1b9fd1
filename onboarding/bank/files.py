"""Reads and writes bank files; a file is either wholly right or refused with every reason. Pure."""

import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.vocabulary import Domain, Language
from onboarding.bank.checks import find_problems
from onboarding.bank.problem_words import Kind
from onboarding.bank.problems import BankInvalidError, Problem
from onboarding.bank.reading import raise_any, read_files
from onboarding.bank.records import BankFile, QuestionRecord
from onboarding.bank.schema import SCHEMA_PATH, schema_problems

__all__ = [
    "FOUNDING_DIRECTORY",
    "SCHEMA_PATH",
    "Bank",
    "BankInvalidError",
    "dump",
    "dump_archive",
    "dump_domains",
    "load",
    "schema_problems",
]

#: The questions the product is shipped with, one file per domain.
FOUNDING_DIRECTORY = Path(__file__).with_name("questions")
#: The only time that every archive can have; an archive of the same files is the same archive.
NO_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Bank:
    """All files of a directory together, questions in the order of their codes."""

    version: str
    default_language: Language
    questions: tuple[QuestionRecord, ...]


def load(directory: Path = FOUNDING_DIRECTORY) -> Bank:
    """Return the bank stored in `directory` as `<domain>.json` files.

    Raises:
        BankInvalidError: no file, or any problem in any of them; nothing is half loaded.
    """
    named = {path.name: path.read_bytes() for path in sorted(directory.glob("*.json"))}
    if not named:
        raise BankInvalidError([Problem(str(directory), "", "", Kind.NO_FILE)])
    files = read_files(named).files
    raise_any(list(find_problems(files)))
    first = next(iter(files.values()))
    questions = (question for file in files.values() for question in file.questions)
    return Bank(first.bank_version, first.default_language, _by_code(questions))


def dump(
    records: Sequence[QuestionRecord],
    *,
    bank_version: str,
    default_language: Language = Language.RU,
) -> bytes:
    """Return the one canonical file of `records`.

    Questions in the order of their codes, keys in the order of the models, keys at their default
    left out, two spaces of indent, letters unescaped, a line end at the end; so a bank that was
    loaded and not changed comes back byte for byte.
    """
    file = BankFile(
        format="selfology.question-bank/1",
        bank_version=bank_version,
        default_language=default_language,
        questions=_by_code(_in_order(record) for record in records),
    )
    document = file.model_dump(mode="json", exclude_defaults=True)
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def dump_domains(records: Sequence[QuestionRecord], *, bank_version: str) -> dict[str, bytes]:
    """Return the bank files of `records`, file name → content: one for each domain that has any."""
    return {
        f"{domain}.json": dump(own, bank_version=bank_version)
        for domain in sorted(Domain)
        if (own := [record for record in records if record.domain is domain])
    }


def dump_archive(files: Mapping[str, bytes]) -> bytes:
    """Return an archive of `files`, which depends on nothing but them."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            member = zipfile.ZipInfo(name, NO_TIME)
            archive.writestr(member, content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _by_code(questions: Iterable[QuestionRecord]) -> tuple[QuestionRecord, ...]:
    return tuple(sorted(questions, key=lambda question: question.code))


def _in_order(record: QuestionRecord) -> QuestionRecord:
    """Return the same question, its languages in the order in which the files have them."""
    texts = {language: record.texts[language] for language in Language if language in record.texts}
    return record.model_copy(update={"texts": texts})
