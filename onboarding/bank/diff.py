"""What loading a bank would change. Pure: nothing here touches a database."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.errors import PermanentError
from onboarding.bank.records import QuestionRecord
from onboarding.choices import QuestionStatus


class VersionNotRaisedError(PermanentError):
    """Another question under an old version: answers would point to words nobody was asked."""

    code = "question_version_not_raised"

    def __init__(self, codes: Sequence[str]) -> None:
        self.codes = tuple(codes)
        listed = ", ".join(self.codes)
        super().__init__(f"the content changed and the version did not, raise it: {listed}")


@dataclass(frozen=True, slots=True)
class Diff:
    """The way from one bank to another; applying it and planning again gives an empty one.

    Attributes:
        added: new codes.
        changed: a higher version of a known code, as wanted.
        unchanged: same version, same question, same state.
        retired: no longer wanted, as they are now; they are retired and never deleted.
        kept: wanted in another state or an older version, as they are now. What people decided
            about a version in the product stands until a file brings a higher version.
    """

    added: tuple[QuestionRecord, ...] = ()
    changed: tuple[QuestionRecord, ...] = ()
    unchanged: tuple[QuestionRecord, ...] = ()
    retired: tuple[QuestionRecord, ...] = ()
    kept: tuple[QuestionRecord, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether applying it would write nothing."""
        return not (self.added or self.changed or self.retired)

    def summary(self) -> str:
        """Return one line per group that has members; unchanged questions are only counted."""
        named = [
            _line("added", self.added),
            _line("changed", self.changed),
            _line("retired", self.retired),
            _line("kept as decided in the product", self.kept),
        ]
        return "\n".join([*filter(None, named), f"unchanged: {len(self.unchanged)}"])


def plan(current: Mapping[str, QuestionRecord], wanted: Sequence[QuestionRecord]) -> Diff:
    """Return what has to happen for `wanted` to be the bank.

    Args:
        current: code → newest version in the product, of the questions that came from files.
        wanted: the questions of the files.

    Raises:
        VersionNotRaisedError: a question has another content under its old version.
    """
    stale = [
        question.code for question in wanted if _is_stale(current.get(question.code), question)
    ]
    if stale:
        raise VersionNotRaisedError(stale)
    known = [(current[question.code], question) for question in wanted if question.code in current]
    return Diff(
        added=tuple(question for question in wanted if question.code not in current),
        changed=tuple(new for old, new in known if new.version > old.version),
        unchanged=tuple(old for old, new in known if new == old),
        retired=tuple(_missing(current, wanted)),
        kept=tuple(old for old, new in known if new.version <= old.version and new != old),
    )


def _is_stale(old: QuestionRecord | None, new: QuestionRecord) -> bool:
    if old is None or old.version != new.version:
        return False
    return old.content_hash() != new.content_hash()


def _missing(
    current: Mapping[str, QuestionRecord], wanted: Sequence[QuestionRecord]
) -> Iterator[QuestionRecord]:
    wanted_codes = {question.code for question in wanted}
    for code, question in sorted(current.items()):
        if code not in wanted_codes and question.status is not QuestionStatus.RETIRED:
            yield question


def _line(title: str, questions: Sequence[QuestionRecord]) -> str:
    names = ", ".join(f"{question.code} v{question.version}" for question in questions)
    return f"{title}: {len(questions)} ({names})" if questions else ""
