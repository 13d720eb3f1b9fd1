"""Two wordings of a text side by side, word by word. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

#: Words, spaces and everything else; joined, they are the text again.
TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text; `is_changed` where the other text has something else or nothing."""

    text: str
    is_changed: bool


def word_diff(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return the pieces of `old` and of `new`; those of one side joined give its text."""
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return (
        tuple(_pieces([(tag, before[i:j]) for tag, i, j, _k, _l in codes])),
        tuple(_pieces([(tag, after[k:m]) for tag, _i, _j, k, m in codes])),
    )


def _pieces(runs: list[tuple[str, list[str]]]) -> Iterator[Piece]:
    for tag, tokens in runs:
        if tokens:
            yield Piece("".join(tokens), tag != "equal")
