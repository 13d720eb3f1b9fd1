"""Loading a bank: the difference is planned, shown, and applied in one transaction."""

from collections.abc import Sequence
from pathlib import Path

from django.db import transaction

from onboarding.bank.diff import Diff, plan
from onboarding.bank.files import FOUNDING_DIRECTORY, load
from onboarding.bank.records import QuestionRecord
from onboarding.bank_selectors import current_records
from onboarding.choices import QuestionStatus
from onboarding.models import BankVersion, Question, QuestionTarget, QuestionText


def bank_plan(directory: Path = FOUNDING_DIRECTORY) -> Diff:
    """Return what loading `directory` would change.

    Raises:
        BankInvalidError: the files are not a bank; every reason is named.
        VersionNotRaisedError: a question was edited under its old version.
    """
    return plan(current_records(), load(directory).questions)


@transaction.atomic
def bank_load(directory: Path = FOUNDING_DIRECTORY) -> Diff:
    """Make the questions of `directory` the bank; loading the same twice changes nothing.

    Raises:
        BankInvalidError: as for `bank_plan`; nothing was changed.
        VersionNotRaisedError: as for `bank_plan`; nothing was changed.
    """
    version = BankVersion.objects.select_for_update().order_by("-pk").first()
    files = load(directory)
    diff = plan(current_records(), files.questions)
    if version is None or not diff.is_empty:
        apply_diff(diff, files.version)
    return diff


@transaction.atomic
def apply_diff(diff: Diff, label: str) -> None:
    """Write a planned difference and make it the current bank version."""
    for record in (*diff.changed, *diff.retired):
        Question.objects.filter(code=record.code).update(status=QuestionStatus.RETIRED)
    _create([*diff.added, *diff.changed])
    BankVersion.objects.create(label=label)


def _create(records: Sequence[QuestionRecord]) -> None:
    questions = Question.objects.bulk_create(Question(**_columns(record)) for record in records)
    created = list(zip(questions, records, strict=True))
    QuestionText.objects.bulk_create(
        QuestionText(question=question, language=language, **text.model_dump(mode="json"))
        for question, record in created
        for language, text in record.texts.items()
    )
    QuestionTarget.objects.bulk_create(
        QuestionTarget(question=question, position=position, **target.model_dump(mode="json"))
        for question, record in created
        for position, target in enumerate(record.targets)
    )


def _columns(record: QuestionRecord) -> dict[str, object]:
    plain = record.model_dump(mode="json", exclude={"texts", "targets", "safety", "answer"})
    safety = record.safety.model_dump(mode="json")
    return {
        **plain,
        "min_trust": record.min_trust.value,
        "answer_form": record.answer.model_dump(mode="json", exclude_defaults=True),
        "safety_flags": safety.pop("flags"),
        **safety,
        "review_kind": record.review.kind if record.review else "",
        "is_from_files": True,
    }
