"""Loading a bank: the difference is planned, shown, and applied in one transaction."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from onboarding.bank.diff import Diff, plan
from onboarding.bank.files import FOUNDING_DIRECTORY, load
from onboarding.bank.records import QuestionRecord
from onboarding.bank_selectors import current_records, members_now
from onboarding.choices import QuestionStatus
from onboarding.exchange_selectors import own_versions
from onboarding.models import BankVersion, Question, QuestionTarget, QuestionText

NO_LABEL = "0"


def bank_plan(directory: Path = FOUNDING_DIRECTORY) -> Diff:
    """Return what loading `directory` would change.

    Raises:
        BankInvalidError: the files are not a bank; every reason is named.
        VersionNotRaisedError: a question was edited under its old version.
    """
    return plan(current_records(), load(directory).questions, own_versions())


@transaction.atomic
def bank_load(directory: Path = FOUNDING_DIRECTORY) -> Diff:
    """Make the questions of `directory` the bank; loading the same twice changes nothing.

    Raises:
        BankInvalidError: as for `bank_plan`; nothing was changed.
        VersionNotRaisedError: as for `bank_plan`; nothing was changed.
    """
    bank_lock()
    files = load(directory)
    diff = plan(current_records(), files.questions, own_versions())
    apply_diff(diff, files.version)
    return diff


def bank_lock() -> None:
    """Let nobody else change what may be asked until the transaction ends.

    Whoever changes a question that may be asked, or may be from then on, takes this lock before the
    rows of questions, so that two of them never wait for each other.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('onboarding.bank', 0))")


@transaction.atomic
def bank_renew(label: str | None = None) -> int:
    """Make what may be asked now the current bank version; return the number of the version.

    To be called last in every transaction that changed what may be asked: a status, an approval of
    a translation, the first reading by a psychologist. When it is as it was, nothing is written.

    Args:
        label: the version of the files that were loaded; else the label before is kept.
    """
    bank_lock()
    newest = BankVersion.objects.order_by("-pk").first()
    label = label or (newest.label if newest else NO_LABEL)
    members = [list(member) for member in members_now()]
    if newest is None or (newest.label, newest.members) != (label, members):
        newest = BankVersion.objects.create(label=label, members=members)
    return newest.pk


@transaction.atomic
def apply_diff(diff: Diff, label: str) -> None:
    """Write a planned difference and make it the current bank version."""
    gone = [record.code for record in (*diff.changed, *diff.retired)]
    open_here = Q(status=QuestionStatus.IN_REVIEW) | Q(
        status=QuestionStatus.DRAFT, is_from_files=False
    )
    Question.objects.filter(code__in=gone).exclude(open_here).update(status=QuestionStatus.RETIRED)
    _create([*diff.added, *diff.changed])
    bank_renew(label)


def _create(records: Sequence[QuestionRecord]) -> None:
    questions = Question.objects.bulk_create(
        Question(**columns(record), is_from_files=True) for record in records
    )
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


def columns(record: QuestionRecord) -> dict[str, Any]:
    """Return the columns of a question as `record` has them; texts and targets are rows."""
    plain = record.model_dump(mode="json", exclude={"texts", "targets", "safety", "answer"})
    safety = record.safety.model_dump(mode="json")
    return {
        **plain,
        "min_trust": record.min_trust.value,
        "answer_form": record.answer.model_dump(mode="json", exclude_defaults=True),
        "safety_flags": safety.pop("flags"),
        **safety,
        "review_kind": record.review.kind if record.review else "",
    }
