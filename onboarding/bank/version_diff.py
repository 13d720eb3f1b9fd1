"""What one version of a question changed of another, field by field. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from onboarding.bank.records import QuestionRecord

#: Decisions about a version, not its content.
_NOT_CONTENT = {"code", "version", "status", "review"}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that differs.

    Attributes:
        path: its place, keys joined by dots: `depth`, `safety.flags`, `texts.ru.hint`.
        old: the value before as JSON has it; None where the field was not there.
        new: the value after; None where the field is no longer there.
    """

    path: str
    old: Any
    new: Any


def diff_versions(old: QuestionRecord, new: QuestionRecord) -> tuple[FieldChange, ...]:
    """Return what differs between two versions, in the order of the fields of a record.

    Lists are one value. A field at its default counts as there.
    """
    return tuple(_changes(_content(old), _content(new), ""))


def _content(record: QuestionRecord) -> dict[str, Any]:
    return record.model_dump(mode="json", exclude=_NOT_CONTENT)


def _changes(old: Mapping[str, Any], new: Mapping[str, Any], prefix: str) -> Iterator[FieldChange]:
    for key in dict.fromkeys((*old, *new)):
        before, after = old.get(key), new.get(key)
        path = f"{prefix}{key}"
        if isinstance(before, dict) or isinstance(after, dict):
            yield from _changes(before or {}, after or {}, f"{path}.")
        elif before != after:
            yield FieldChange(path, before, after)
