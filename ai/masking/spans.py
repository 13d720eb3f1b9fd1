"""What is masked: kinds of personal data, and where they stand in a text. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """A kind of personal data; the value is the word inside the token."""

    #: Not personal: what the person wrote looks like a token.
    TEXT = "TEXT"
    EMAIL = "EMAIL"
    LINK = "LINK"
    HANDLE = "HANDLE"
    DOCUMENT = "DOCUMENT"
    PHONE = "PHONE"
    ADDRESS = "ADDRESS"
    WORK = "WORK"
    NAME = "NAME"


@dataclass(frozen=True, slots=True)
class Span:
    """One place in a text.

    Attributes:
        start: offset of the first character.
        end: offset after the last one.
        kind: what it is.
        key: the same for all spellings of one value ("Маша", "Машу"); empty for the words alone.
    """

    start: int
    end: int
    kind: Kind
    key: str = field(default="", repr=False)

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two share a character."""
        return self.start < other.end and other.start < self.end


def without_overlaps(spans: Iterable[Span]) -> list[Span]:
    """Return spans in the order of the text; where two share characters the earlier given stays."""
    kept: list[Span] = []
    taken: set[int] = set()
    for span in spans:
        places = range(span.start, span.end)
        if taken.isdisjoint(places):
            kept.append(span)
            taken.update(places)
    return sorted(kept, key=lambda span: span.start)
