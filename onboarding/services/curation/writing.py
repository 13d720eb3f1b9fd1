"""Writing questions: what was read by others is never changed, an edit of it is a new version."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Self

from django.db import transaction
from django.db.models import Max

from core.vocabulary import Language
from onboarding.bank.records import QuestionRecord
from onboarding.bank.records import QuestionText as Wording
from onboarding.bank_selectors import record_of
from onboarding.choices import ASKABLE_TRANSLATIONS, DecisionKind, QuestionStatus
from onboarding.curation_rules import OPEN
from onboarding.errors import CodeTakenError, NothingChangedError, OpenVersionError
from onboarding.models import Question, QuestionTarget, QuestionText
from onboarding.services.bank import bank_lock, columns
from onboarding.services.curation.drafts import draft_of, is_reworded
from onboarding.services.curation.steps import (
    WRITE,
    decide,
    hold,
    move,
    require,
    require_sound,
    require_unchanged,
)


@dataclass(frozen=True, slots=True)
class Base:
    """The texts that an edit began with, and who translated them."""

    texts: Mapping[Language, Wording]
    translators: Mapping[str, int | None]

    @classmethod
    def of(cls, question: Question | None) -> Self:
        """Return those of a version; none where nothing was there before."""
        if question is None:
            return cls({}, {})
        translators = question.texts.values_list("language", "translated_by_id")
        return cls(record_of(question).texts, dict(translators))


@transaction.atomic
def question_create(record: QuestionRecord, by: int, beside: Collection[str] = ()) -> int:
    """Begin a question nobody has asked yet; return its id.

    A text that is given as `approved` becomes a `source`: the reviewers of the question answer for
    it.

    Args:
        record: all of it; version, status and review are not looked at.
        by: the author.
        beside: codes it may name though they are not in the bank yet.

    Raises:
        CurationError: any of `NotAllowedError`, `CodeTakenError`, `QuestionInvalidError`.
    """
    bank_lock()
    require(by, "onboarding.add_question")
    if Question.objects.filter(code=record.code).exists():
        raise CodeTakenError(code=record.code)
    draft = draft_of(record, {}, 1)
    require_sound(draft, beside)
    return _begin(draft, by, None)


@transaction.atomic
def question_edit(
    question_id: int,
    record: QuestionRecord,
    by: int,
    seen: str | None = None,
    beside: Collection[str] = (),
) -> int:
    """Write a question anew; return the id of the draft that holds it.

    A draft is changed in place, and in review too, after it went back to the author. Anything later
    stays as it is, and a new version begins as a draft. The editor becomes the author.

    Args:
        question_id: the version that was edited.
        record: all of it as it shall be; version, status and review are not looked at.
        by: the editor.
        seen: `content_hash` of what the editor began with; None for whatever it is.
        beside: codes it may name though they are not in the bank yet.

    Raises:
        CurationError: any of `NotAllowedError`, `QuestionInvalidError`, `NothingChangedError`,
            `OpenVersionError`, `ContentChangedError`.
    """
    question = hold(question_id)
    require(by, WRITE)
    require_unchanged(question, seen)
    before = record_of(question)
    draft = draft_of(record, before.texts, question.version).model_copy(
        update={"code": question.code}
    )
    if draft.content_hash() == before.content_hash() and draft.texts == before.texts:
        raise NothingChangedError
    require_sound(draft, beside)
    if question.status in OPEN:
        return _rewrite(question, draft, by)
    return _begin_next(question, draft, by)


def _begin_next(question: Question, draft: QuestionRecord, by: int) -> int:
    versions = Question.objects.filter(code=question.code)
    open_one = versions.filter(status__in=OPEN).first()
    if open_one is not None:
        raise OpenVersionError(version=open_one.version)
    newest = versions.aggregate(newest=Max("version"))["newest"]
    return _begin(draft.model_copy(update={"version": newest + 1}), by, question)


def _begin(record: QuestionRecord, by: int, base: Question | None) -> int:
    question = Question.objects.create(**columns(record), is_from_files=False, author_id=by)
    decide(question, DecisionKind.WRITTEN, by)
    _write_targets(question, record)
    _write_texts(question, record, by, Base.of(base))
    return question.pk


def _rewrite(question: Question, record: QuestionRecord, by: int) -> int:
    if question.status == QuestionStatus.IN_REVIEW:
        move(question, DecisionKind.WITHDRAWN, by)
    written = columns(record) | {"is_from_files": False, "author_id": by}
    Question.objects.filter(pk=question.pk).update(**written)
    decide(question, DecisionKind.WRITTEN, by)
    QuestionTarget.objects.filter(question=question).delete()
    _write_targets(question, record)
    _write_texts(question, record, by, Base.of(question))
    return question.pk


def _write_targets(question: Question, record: QuestionRecord) -> None:
    QuestionTarget.objects.bulk_create(
        QuestionTarget(question=question, position=position, **target.model_dump(mode="json"))
        for position, target in enumerate(record.targets)
    )


def _write_texts(question: Question, record: QuestionRecord, by: int, base: Base) -> None:
    """Write the texts that differ; a translation that does is from now on by the editor."""
    QuestionText.objects.filter(question=question).exclude(language__in=record.texts).delete()
    known = {text.language: text for text in QuestionText.objects.filter(question=question)}
    for language, wording in record.texts.items():
        if language in known and base.texts.get(language) == wording:
            continue
        text = known.get(language) or QuestionText(question=question, language=language)
        for name, value in wording.model_dump(mode="json").items():
            setattr(text, name, value)
        text.translated_by_id = base.translators.get(language)
        if is_reworded(base.texts, language, wording):
            text.translated_by_id = by if wording.status not in ASKABLE_TRANSLATIONS else None
        text.save()
        if text.translated_by_id == by:
            decide(question, DecisionKind.TRANSLATED, by, language=language)
