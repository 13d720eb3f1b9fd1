"""The bank as the product reads it: records for import and export, arrays for selection."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection
from django.db.models import Q, QuerySet

from core.errors import NotFoundError
from core.vocabulary import Domain, Language, Trait
from onboarding.bank.records import QuestionRecord, QuestionText
from onboarding.choices import (
    ASKABLE_TRANSLATIONS,
    Energy,
    QuestionStatus,
    ReviewKind,
    SafetyFlag,
    Stage,
    TrustLevel,
)
from onboarding.models import BankVersion, Question
from onboarding.published_bank import Bank, BankQuestion
from onboarding.question_statistics import PILOT_EXPOSURES

#: More than the bank has questions, retired ones included.
CONTENTS_KEPT = 4096
#: Questions that are asked: published ones, and those on trial until they were asked often enough.
ASKABLE = (
    Q(status=QuestionStatus.PUBLISHED)
    | Q(status=QuestionStatus.PILOT, pilot__isnull=True)
    | Q(status=QuestionStatus.PILOT, pilot__exposures__lt=PILOT_EXPOSURES)
)


# By hand: it is asked before every question, and building it would cost more than running it.
_NEWEST_SQL = "SELECT id, label FROM onboarding_bank_versions ORDER BY id DESC LIMIT 1"


class Member(NamedTuple):
    """A question of a bank version, as `BankVersion.members` has it.

    Attributes:
        languages: those it can be shown in, sorted.
        is_unread: no psychologist has read it yet.
    """

    question_id: int
    languages: list[str]
    is_unread: bool


@dataclass(frozen=True, slots=True)
class PublishedBank:
    """The bank that selection works on, and the row of each of its questions by code.

    Attributes:
        pilots: codes of questions that were on trial when the bank was read.
    """

    bank: Bank
    ids: dict[str, int]
    pilots: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Wording:
    """A question in one language; empty fields as in `QuestionText`."""

    text: str
    hint: str
    familiar_text: str
    familiar_hint: str


@dataclass(frozen=True, slots=True)
class QuestionContent:
    """What a question says and what its answers tell about."""

    code: str
    domain: Domain
    energy: Energy
    min_trust: TrustLevel
    targets: tuple[Trait, ...]
    wordings: Mapping[Language, Wording]


def published_bank() -> PublishedBank:
    """Return the published questions, read anew only when the bank was changed."""
    with connection.cursor() as cursor:
        newest = cursor.execute(_NEWEST_SQL).fetchone()
    return _read(*newest) if newest else PublishedBank(Bank("empty", ()), {})


def bank_as_of(version: str) -> PublishedBank:
    """Return the bank that was current under the name `version` (`label#number`).

    Raises:
        NotFoundError: there is no such version, or it is so old that its members were not kept.
    """
    label, _, number = version.rpartition("#")
    known = BankVersion.objects.filter(label=label, members__isnull=False)
    if not number.isdecimal() or not known.filter(pk=number).exists():
        raise NotFoundError
    return _read(int(number), label)


def members_now() -> list[Member]:
    """Return what may be asked from now on."""
    return _members(Question.objects.filter(ASKABLE))


def members_with(proposed: Collection[int]) -> list[Member]:
    """Return what might be asked if some versions of questions were in the bank as well.

    Each takes the place of the other versions of its code.
    """
    new = Question.objects.filter(pk__in=proposed)
    kept = Question.objects.filter(ASKABLE).exclude(code__in=new.values("code"))
    return sorted([*_members(kept), *_members(new)])


def _members(questions: QuerySet[Question]) -> list[Member]:
    may_be_shown = Q(texts__status__in=ASKABLE_TRANSLATIONS)
    rows = (
        questions.order_by("pk")
        .values_list("pk", "review_kind")
        .annotate(
            languages=ArrayAgg(
                "texts__language", filter=may_be_shown, order_by="texts__language", default=[]
            )
        )
    )
    return [Member(pk, languages, kind != ReviewKind.PSYCHOLOGIST) for pk, kind, languages in rows]


def content_asked(question_id: int, language: Language | None = None) -> QuestionContent:
    """Return the content of a question that somebody was asked, read once in this process.

    What was asked keeps its content and its words. A language may be approved of later, so whoever
    needs the wording in one says in which.
    """
    content = _content_kept(question_id)
    if language is None or language in content.wordings:
        return content
    return content_of(_with_rows(question_id))


@lru_cache(maxsize=CONTENTS_KEPT)
def _content_kept(question_id: int) -> QuestionContent:
    question = _with_rows(question_id)
    final = {row.language for row in question.texts.all() if row.status in ASKABLE_TRANSLATIONS}
    content = content_of(question)
    wordings = {language: said for language, said in content.wordings.items() if language in final}
    return replace(content, wordings=wordings)


def _with_rows(question_id: int) -> Question:
    return Question.objects.prefetch_related("texts", "targets").get(pk=question_id)


def content_of(question: Question) -> QuestionContent:
    """Return the content of a question that was read with its texts and targets."""
    return QuestionContent(
        code=question.code,
        domain=Domain(question.domain),
        energy=Energy(question.energy),
        min_trust=TrustLevel(question.min_trust),
        targets=tuple(Trait(target.trait) for target in question.targets.all()),
        wordings={
            Language(row.language): Wording(
                row.text, row.hint, row.familiar_text, row.familiar_hint
            )
            for row in question.texts.all()
        },
    )


def current_records() -> dict[str, QuestionRecord]:
    """Return the newest version of every question that came from bank files, by its code."""
    questions = (
        Question.objects.filter(is_from_files=True)
        .prefetch_related("texts", "targets")
        .order_by("code", "version")
    )
    return {question.code: record_of(question) for question in questions}


def record_of(question: Question) -> QuestionRecord:
    """Return a question as it travels in bank files."""
    return QuestionRecord.model_validate(
        {
            "code": question.code,
            "version": question.version,
            "status": question.status,
            "domain": question.domain,
            "secondary_domains": question.secondary_domains,
            "depth": question.depth,
            "energy": question.energy,
            "min_trust": question.min_trust,
            "stages": question.stages,
            "targets": [_target(target) for target in question.targets.all()],
            "signature_targets": question.signature_targets,
            "answer": question.answer_form,
            "safety": {
                "flags": question.safety_flags,
                "min_age": question.min_age,
                "requires_opt_in": question.requires_opt_in,
                "skip_text_required": question.skip_text_required,
                "cooldown_days": question.cooldown_days,
            },
            "follow_ups": question.follow_ups,
            "never_after": question.never_after,
            "repeatable_after_days": question.repeatable_after_days,
            "texts": {text.language: _text(text) for text in question.texts.all()},
            "provenance": question.provenance,
            "review": question.review,
        }
    )


def _target(target: object) -> dict[str, object]:
    names = ("trait", "facet", "information", "information_n", "best_range")
    return {name: getattr(target, name) for name in names}


def _text(text: object) -> dict[str, object]:
    return {name: getattr(text, name) for name in QuestionText.model_fields}


@lru_cache(maxsize=2)
def _read(version_id: int, label: str) -> PublishedBank:
    kept = BankVersion.objects.values_list("members", flat=True).get(pk=version_id)
    members = members_now() if kept is None else [Member(*member) for member in kept]
    return bank_of(members, f"{label}#{version_id}")


def bank_of(members: Iterable[Member], version: str) -> PublishedBank:
    """Return the bank that these members make.

    Raises:
        ValueError: two of them are versions of one question.
    """
    known = {member.question_id: member for member in members}
    rows = Question.objects.filter(pk__in=known).prefetch_related("targets").order_by("code")
    return PublishedBank(
        Bank(version, tuple(_bank_question(row, known[row.pk]) for row in rows)),
        ids={row.code: row.pk for row in rows},
        pilots=frozenset(row.code for row in rows if row.status == QuestionStatus.PILOT),
    )


def _bank_question(row: Question, member: Member) -> BankQuestion:
    return BankQuestion(
        code=row.code,
        version=row.version,
        domain=Domain(row.domain),
        secondary_domains=tuple(Domain(name) for name in row.secondary_domains),
        depth=row.depth,
        energy=Energy(row.energy),
        min_trust=TrustLevel(row.min_trust),
        stages=frozenset(Stage(name) for name in row.stages),
        targets=tuple((Trait(t.trait), t.information) for t in row.targets.all()),
        languages=frozenset(Language(name) for name in member.languages),
        flags=frozenset(SafetyFlag(name) for name in row.safety_flags),
        requires_opt_in=row.requires_opt_in,
        cooldown_days=row.cooldown_days,
        repeatable_after_days=row.repeatable_after_days,
        never_after=frozenset(row.never_after),
        is_founding_review=member.is_unread,
    )
