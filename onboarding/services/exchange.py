"""Importing a file into the lab: planned, shown, and applied in one transaction.

Whoever imports is the author of what comes in. A question that its file calls a draft enters as a
draft; every other, published ones too, enters in review, without the review that the file claims,
and its translations wait for somebody to approve of them.
So nobody gets around review by a file, and the triggers of the database keep it the same way: what
does not come from the bank files of developers begins as a draft and moves only by a decision. A
question that its file calls retired is no longer asked, and is never deleted.
"""

from collections.abc import Callable, Iterator, Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.vocabulary import Language
from onboarding.bank.checks import find_quarrels, missing_familiar
from onboarding.bank.import_plan import (
    ImportDiff,
    Known,
    Scope,
    after,
    as_proposed,
    basis_of,
    cautions,
    enters_review,
    outdated,
    plan_import,
)
from onboarding.bank.near_duplicates import Wordings
from onboarding.bank.problem_words import Kind
from onboarding.bank.problems import Problem
from onboarding.bank.reading import Contents, Upload, raise_any, read_upload
from onboarding.bank.records import QuestionRecord
from onboarding.bank.table import shortfalls
from onboarding.choices import QuestionStatus
from onboarding.errors import CurationError
from onboarding.exchange_selectors import all_versions
from onboarding.models import Question
from onboarding.services.bank import bank_lock
from onboarding.services.curation import (
    question_create,
    question_edit,
    question_retire,
    question_submit,
)


class BankChangedError(CurationError):
    """What was planned was planned for another bank."""

    code = "bank_changed"
    words = _("The bank was changed in the meantime. Please look at the differences again.")


class ImportRefusedError(CurationError):
    """The lab refused one question; nothing was imported."""

    code = "import_refused"
    words = _("%(question)s: %(reason)s Nothing was imported.")


def plan(upload: Upload, scope: Scope = Scope.PART) -> ImportDiff:
    """Return what importing a file would change.

    Raises:
        BankInvalidError: with every problem, each with file, row or question, and field.
    """
    contents = read_upload(upload)
    known = all_versions()
    quarrels = (*find_quarrels(contents.files, known), *outdated(known, contents.questions))
    raise_any(list(contents.placed(quarrels)))
    diff = plan_import(known, contents.questions, scope)
    return diff.with_warnings(tuple(contents.placed(_warnings(known, contents, diff))))


@transaction.atomic
def apply(diff: ImportDiff, by: int) -> None:
    """Write what was planned, all of it or nothing.

    Args:
        diff: as `plan` returned it.
        by: the member of staff who imports.

    Raises:
        BankChangedError: the bank is not the one it was planned for.
        ImportRefusedError: the lab refuses one of the questions.
    """
    bank_lock()
    if basis_of(all_versions()) != diff.basis:
        raise BankChangedError
    beside = [record.code for record in diff.added]
    for record in diff.added:
        _step(record, lambda new: _give(question_create(as_proposed(new), by, beside), new, by))
    for former, record in zip(diff.former, diff.changed, strict=True):
        _step(record, _editing(former, by))
    for record in diff.retired:
        _step(record, lambda old: question_retire(_id_of(old), by))


def _editing(former: QuestionRecord, by: int) -> Callable[[QuestionRecord], None]:
    def edit(new: QuestionRecord) -> None:
        proposed = as_proposed(new, former)
        edited = question_edit(_id_of(former), proposed, by, seen=former.content_hash())
        _give(edited, new, by)

    return edit


def _step(record: QuestionRecord, take: Callable[[QuestionRecord], None]) -> None:
    """Take a step with a question; name it if the lab refuses."""
    try:
        take(record)
    except CurationError as error:
        raise ImportRefusedError(question=record.code, reason=error.message) from error


def _give(question_id: int, record: QuestionRecord, by: int) -> None:
    """Give a question to the reviewers, if it is not to stay a draft."""
    if enters_review(record):
        question_submit(question_id, by)


def _id_of(record: QuestionRecord) -> int:
    return Question.objects.values_list("pk", flat=True).get(
        code=record.code, version=record.version
    )


def _warnings(known: Known, contents: Contents, diff: ImportDiff) -> Iterator[Problem]:
    written = (*diff.added, *diff.changed)
    yield from cautions(known, contents.questions)
    yield from _untranslated(written)
    yield from missing_familiar(contents.files)
    for language in Language:
        yield from _near(known, written, language)
    if not diff.is_empty:
        yield from shortfalls(after(known, diff))


def _untranslated(written: Sequence[QuestionRecord]) -> Iterator[Problem]:
    for question in written:
        for language in Language:
            if language not in question.texts:
                yield Problem("", question.code, f"texts.{language}", Kind.NO_TRANSLATION)


def _near(known: Known, written: Sequence[QuestionRecord], language: Language) -> Iterator[Problem]:
    """Yield what repeats a question that is not retired, or an earlier one of the file."""
    here = _worded(written, language)
    held = [versions[-1] for versions in known.values() if not _is_retired(versions[-1])]
    texts = _worded(held, language) | here
    earlier = {code: number for number, code in enumerate(here)}
    bank = Wordings(texts.items())
    for code, text in here.items():
        for near in bank.near(text):
            if near.key != code and earlier.get(near.key, -1) < earlier[code]:
                values = {"other": near.key, "share": f"{near.similarity:.0%}"}
                yield Problem("", code, f"texts.{language}.text", Kind.NEAR_DUPLICATE, values)


def _worded(questions: Sequence[QuestionRecord], language: Language) -> dict[str, str]:
    return {q.code: q.texts[language].text for q in questions if language in q.texts}


def _is_retired(question: QuestionRecord) -> bool:
    return question.status is QuestionStatus.RETIRED
