"""Reads and writes bank files; a file is either wholly right or refused with every reason. Pure."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from core.errors import PermanentError
from core.vocabulary import Language
from onboarding.bank.checks import Problem, find_problems
from onboarding.bank.records import BankFile, QuestionRecord

SCHEMA_PATH = Path(__file__).with_name("question-bank.schema.json")
#: The questions the product is shipped with, one file per domain.
FOUNDING_DIRECTORY = Path(__file__).with_name("questions")


class BankInvalidError(PermanentError):
    """A bank that must not be loaded; its text names every problem, one a line."""

    code = "question_bank_invalid"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        lines = "\n".join(f"  {problem}" for problem in self.problems)
        super().__init__(f"the question bank has {len(self.problems)} problem(s):\n{lines}")


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
    documents, problems = _read(sorted(directory.glob("*.json")))
    if not documents and not problems:
        problems.append(Problem(str(directory), "", "", "no bank file here"))
    for name, document in documents.items():
        problems.extend(schema_problems(name, document))
    if problems:
        raise BankInvalidError(problems)
    files = {name: BankFile.model_validate(content) for name, content in documents.items()}
    if problems := list(find_problems(files)):
        raise BankInvalidError(problems)
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
        questions=_by_code(records),
    )
    document = file.model_dump(mode="json", exclude_defaults=True)
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def schema_problems(name: str, document: Any) -> Iterator[Problem]:
    """Yield what the JSON schema has against `document`, the parsed content of file `name`."""
    for error in sorted(_validator().iter_errors(document), key=lambda error: error.json_path):
        yield _problem(name, document, error)


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA_PATH.read_bytes()))


def _read(paths: Sequence[Path]) -> tuple[dict[str, Any], list[Problem]]:
    documents: dict[str, Any] = {}
    problems: list[Problem] = []
    for path in paths:
        try:
            documents[path.name] = json.loads(path.read_bytes())
        except ValueError as error:
            problems.append(Problem(path.name, "", "", f"is not JSON: {error}"))
    return documents, problems


def _problem(name: str, document: Any, error: ValidationError) -> Problem:
    steps = list(error.absolute_path)
    code = ""
    if len(steps) > 1 and steps[0] == "questions":
        question = document["questions"][steps[1]]
        code = str(question.get("code", "")) if isinstance(question, dict) else ""
        code = code or f"question {steps[1]}"
        steps = steps[2:]
    return Problem(name, code, ".".join(map(str, steps)), error.message)


def _by_code(questions: Iterable[QuestionRecord]) -> tuple[QuestionRecord, ...]:
    return tuple(sorted(questions, key=lambda question: question.code))
