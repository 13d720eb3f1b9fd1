"""What a single question of the lab has against it: the same as in a bank file. Pure."""

from collections.abc import Collection, Iterator
from datetime import UTC, datetime

from core.vocabulary import Language
from onboarding.bank.checks import find_quarrels, missing_familiar
from onboarding.bank.problems import Problem
from onboarding.bank.records import BankFile, QuestionRecord, Review
from onboarding.bank.schema import schema_problems
from onboarding.choices import QuestionStatus, ReviewKind

#: Stands for the review that a question gets before it is published.
_REVIEWED = Review(
    kind=ReviewKind.PSYCHOLOGIST,
    author="author",
    reviewers=("reviewer", "second-reviewer"),
    approved_at=datetime(2026, 1, 1, tzinfo=UTC),
)


def writing_problems(record: QuestionRecord, known: Collection[str]) -> tuple[Problem, ...]:
    """Return what keeps a question from being a draft; `known` are the codes of the others."""
    file = _file(record.model_copy(update={"status": QuestionStatus.DRAFT, "review": None}))
    problems = tuple(_schema_problems(file))
    return problems or tuple(find_quarrels({"": file}, known))


def publishing_problems(record: QuestionRecord) -> tuple[Problem, ...]:
    """Return what would keep a sound draft from being published, were it reviewed."""
    reviewed = {"status": QuestionStatus.PUBLISHED, "review": _REVIEWED}
    file = _file(record.model_copy(update=reviewed))
    return (*_schema_problems(file), *missing_familiar({"": file}))


def _file(record: QuestionRecord) -> BankFile:
    return BankFile(
        format="selfology.question-bank/1",
        bank_version="0.0.0",
        default_language=Language.RU,
        questions=(record,),
    )


def _schema_problems(file: BankFile) -> Iterator[Problem]:
    yield from schema_problems("", file.model_dump(mode="json", exclude_defaults=True))
