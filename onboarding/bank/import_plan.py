"""What importing a file into the lab would change. Pure: nothing here touches a database.

The bank files of developers are the bank (`bank.diff`); what a psychologist imports is a proposal.
A question in a file becomes a draft, or goes on to the reviewers, whatever status and review the
file claims; what was read by others stays as it is until they have read the new version too. A file
can only take away: a question that it calls retired is no longer asked.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from core.vocabulary import Language
from onboarding.bank.problem_words import Kind
from onboarding.bank.problems import Problem
from onboarding.bank.records import QuestionRecord, QuestionText
from onboarding.choices import ASKABLE_TRANSLATIONS, QuestionStatus, TranslationStatus

#: Code → every version of it in the product, the oldest first.
Known = Mapping[str, Sequence[QuestionRecord]]
IN_FORCE = frozenset({QuestionStatus.PILOT, QuestionStatus.PUBLISHED, QuestionStatus.SUSPENDED})


class Scope(StrEnum):
    """What a file is."""

    #: Some questions; whatever is not in it is left alone.
    PART = "part"
    #: The whole bank; whatever is not in it is retired.
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class ImportDiff:
    """What an import would do, question by question.

    Attributes:
        added: questions of codes the product has not.
        changed: other content than the newest version of the code, which stands in `former` at the
            same place; a draft is written anew, anything later gets a new version.
        retired: the versions that would no longer be asked; they are never deleted.
        kept: what the file has otherwise and the product does not take from files: a status, a
            review, the state of a translation, or an older version.
        unchanged: as they are.
        warnings: what somebody should look at before.
        basis: of the bank that was compared with, as `basis_of` tells it.
    """

    added: tuple[QuestionRecord, ...] = ()
    changed: tuple[QuestionRecord, ...] = ()
    former: tuple[QuestionRecord, ...] = ()
    retired: tuple[QuestionRecord, ...] = ()
    kept: tuple[QuestionRecord, ...] = ()
    unchanged: tuple[QuestionRecord, ...] = ()
    warnings: tuple[Problem, ...] = ()
    basis: str = field(default="", compare=False)

    @property
    def is_empty(self) -> bool:
        """Whether applying it would write nothing."""
        return not (self.added or self.changed or self.retired)

    def with_warnings(self, warnings: Sequence[Problem]) -> "ImportDiff":
        """Return the same with more to look at."""
        return replace(self, warnings=(*self.warnings, *warnings))


def plan_import(known: Known, wanted: Sequence[QuestionRecord], scope: Scope) -> ImportDiff:
    """Return what importing `wanted` would do; `outdated` has let every question pass."""
    fresh = [question for question in wanted if question.code not in known]
    pairs = [(known[question.code], question) for question in wanted if question.code in known]
    changes = [(versions[-1], new) for versions, new in pairs if _is_change(versions, new)]
    absent = _absent(known, wanted) if scope is Scope.WHOLE else ()
    left_alone = [(versions[-1], new) for versions, new in pairs if not _is_handled(versions, new)]
    return ImportDiff(
        basis=basis_of(known),
        added=tuple(new for new in fresh if not _is_retired(new)),
        changed=tuple(new for _, new in changes),
        former=tuple(old for old, _ in changes),
        retired=(*_taken_away(pairs), *absent),
        kept=tuple(old for old, new in left_alone if old != new),
        unchanged=tuple(old for old, new in left_alone if old == new),
    )


def outdated(known: Known, wanted: Sequence[QuestionRecord]) -> Iterator[Problem]:
    """Yield edits of versions that somebody has edited since; `file` is left empty."""
    for question in wanted:
        versions = known.get(question.code, ())
        if _is_change(versions, question) and question.version < versions[-1].version:
            values = {"version": question.version, "newest": versions[-1].version}
            yield Problem("", question.code, "version", Kind.OUTDATED, values)


def cautions(known: Known, wanted: Sequence[QuestionRecord]) -> Iterator[Problem]:
    """Yield what an import would do that its author may not expect; `file` is left empty."""
    for question in wanted:
        versions = known.get(question.code, ())
        if not versions and _is_retired(question):
            yield Problem("", question.code, "status", Kind.RETIRED_UNKNOWN)
        if _is_change(versions, question) and versions[-1].status is QuestionStatus.IN_REVIEW:
            yield Problem("", question.code, "", Kind.BACK_TO_DRAFT)


def _is_change(versions: Sequence[QuestionRecord], new: QuestionRecord) -> bool:
    """Tell whether the product has never had this content."""
    if not versions or _is_retired(new):
        return False
    return new.content_hash() not in {old.content_hash() for old in versions}


def _is_handled(versions: Sequence[QuestionRecord], new: QuestionRecord) -> bool:
    return _is_change(versions, new) or (_is_retired(new) and any(map(_is_in_force, versions)))


def _is_retired(question: QuestionRecord) -> bool:
    return question.status is QuestionStatus.RETIRED


def _is_in_force(question: QuestionRecord) -> bool:
    return question.status in IN_FORCE


def _taken_away(
    pairs: Sequence[tuple[Sequence[QuestionRecord], QuestionRecord]],
) -> Iterator[QuestionRecord]:
    for versions, new in pairs:
        if _is_retired(new):
            yield from filter(_is_in_force, versions)


def _absent(known: Known, wanted: Sequence[QuestionRecord]) -> Iterator[QuestionRecord]:
    named = {question.code for question in wanted}
    for code, versions in sorted(known.items()):
        if code not in named:
            yield from filter(_is_in_force, versions)


def basis_of(known: Known) -> str:
    """Return 64 hex digits that change with anything in the bank."""
    basis = hashlib.sha256()
    for _, versions in sorted(known.items()):
        for version in versions:
            basis.update(version.model_dump_json().encode())
    return basis.hexdigest()


def enters_review(question: QuestionRecord) -> bool:
    """Tell whether a question goes on to the reviewers: not if its file calls it a draft."""
    return question.status is not QuestionStatus.DRAFT


def as_proposed(question: QuestionRecord, former: QuestionRecord | None = None) -> QuestionRecord:
    """Return a question as it enters: of its new words one text is the original.

    No file approves of the others; what was not reworded is for the lab to judge.
    """
    before = former.texts if former else {}
    claimed = [
        language
        for language in Language
        if _is_askable(question.texts.get(language))
        and _words(question.texts[language]) != _words(before.get(language))
    ]
    translations = {
        language: question.texts[language].model_copy(
            update={"status": TranslationStatus.TRANSLATED, "reviewer": ""}
        )
        for language in claimed[1:]
    }
    return question.model_copy(update={"texts": {**question.texts, **translations}})


def _is_askable(text: QuestionText | None) -> bool:
    return text is not None and text.status in ASKABLE_TRANSLATIONS


def _words(text: QuestionText | None) -> dict[str, object]:
    return text.model_dump(exclude={"status", "translator", "reviewer"}) if text else {}


def after(known: Known, diff: ImportDiff) -> tuple[QuestionRecord, ...]:
    """Return the bank that would be asked if all that is proposed were published."""
    gone = {(question.code, question.version) for question in diff.retired}
    proposed = {question.code: question for question in (*diff.added, *diff.changed)}
    asked = {
        code: version
        for code, versions in known.items()
        for version in versions
        if version.status in {QuestionStatus.PILOT, QuestionStatus.PUBLISHED}
        and (code, version.version) not in gone
    }
    return tuple((asked | proposed).values())
