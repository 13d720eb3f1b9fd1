"""What loading a bank would change. Pure: nothing here touches a database."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from core.errors import PermanentError
from onboarding.bank.records import QuestionRecord
from onboarding.choices import QuestionStatus

#: A file does not take away what is gone, or what reviewers are reading.
SETTLED = frozenset({QuestionStatus.RETIRED, QuestionStatus.IN_REVIEW})
NOTHING: Mapping[str, Sequence[QuestionRecord]] = MappingProxyType({})


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


def plan(
    current: Mapping[str, QuestionRecord],
    wanted: Sequence[QuestionRecord],
    own: Mapping[str, Sequence[QuestionRecord]] = NOTHING,
) -> Diff:
    """Return what has to happen for `wanted` to be the bank.

    Args:
        current: code → newest version in the product, of the questions that came from files.
        wanted: the questions of the files.
        own: code → the versions that were written in the product, the oldest first. One that went
            out into the files comes back as what it is.

    Raises:
        VersionNotRaisedError: a question has another content under a version that is taken.
    """
    held = [(_held(own, question), question) for question in wanted]
    foreign = [question for version, question in held if version is None]
    stale = [question.code for question in foreign if _is_stale(current, own, question)]
    if stale:
        raise VersionNotRaisedError(stale)
    known = [(current[question.code], question) for question in foreign if question.code in current]
    known += [(version, question) for version, question in held if version is not None]
    changed = tuple(new for old, new in known if _is_newer(own, old, new))
    return Diff(
        added=tuple(question for question in foreign if question.code not in current),
        changed=changed,
        unchanged=tuple(old for old, new in known if new == old),
        retired=tuple(_missing(current, wanted)),
        kept=tuple(old for old, new in known if new not in changed and new != old),
    )


def _held(
    own: Mapping[str, Sequence[QuestionRecord]], wanted: QuestionRecord
) -> QuestionRecord | None:
    """Return the version written in the product that a file brings back."""
    content = wanted.content_hash()
    same = [old for old in own.get(wanted.code, ()) if old.content_hash() == content]
    return same[-1] if same else None


def _is_newer(
    own: Mapping[str, Sequence[QuestionRecord]], old: QuestionRecord, new: QuestionRecord
) -> bool:
    return _held(own, new) is None and new.version > old.version


def _is_stale(
    current: Mapping[str, QuestionRecord],
    own: Mapping[str, Sequence[QuestionRecord]],
    new: QuestionRecord,
) -> bool:
    """Tell whether a version is taken by another content."""
    old = current.get(new.code)
    if old is not None and old.version >= new.version:
        return old.version == new.version and old.content_hash() != new.content_hash()
    return any(version.version >= new.version for version in own.get(new.code, ()))


def _missing(
    current: Mapping[str, QuestionRecord], wanted: Sequence[QuestionRecord]
) -> Iterator[QuestionRecord]:
    wanted_codes = {question.code for question in wanted}
    for code, question in sorted(current.items()):
        if code not in wanted_codes and question.status not in SETTLED:
            yield question


def _line(title: str, questions: Sequence[QuestionRecord]) -> str:
    names = ", ".join(f"{question.code} v{question.version}" for question in questions)
    return f"{title}: {len(questions)} ({names})" if questions else ""
