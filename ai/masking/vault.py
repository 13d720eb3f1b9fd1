"""Which token stands for which words, and the way back. Pure."""

import re
from collections import Counter
from typing import NoReturn

from ai.masking.spans import Kind

_KIND = "|".join(Kind)
_TOKEN = rf"⟦(?:{_KIND})_\d{{1,4}}(?:_\d{{1,4}})?⟧"
#: What models make of a token: other brackets, spaces, small letters, no brackets at all. Looks at
#: nothing around it, since masking changes what is around.
_BENT = (
    rf"(?:⟦|〚|\[\[?|\{{\{{?|<)\s{{0,3}}(?:{_KIND})[\s_:-]{{0,3}}\d{{1,4}}(?:[\s_-]\d{{1,4}})?"
    rf"(?:\s{{0,3}}(?:⟧|〛|\]\]?|\}}\}}?|>))?"
    rf"|(?:{_KIND})_\d{{1,4}}(?:_\d{{1,4}})?"
)
#: Models inflect what they cannot read: "⟦NAME_1⟧у". A masked name never ends in mid-word.
_ENDING = r"(?:(?<=⟧)[а-яё]{1,3}(?![^\W\d_]))?"
_ALIKE = re.compile(rf"{_TOKEN}|{_BENT}", re.IGNORECASE)
_RESTORED = re.compile(
    rf"(?P<gap>[ \t]{{0,3}})(?P<token>⟦NAME_\d{{1,4}}(?:_\d{{1,4}})?⟧{_ENDING}|{_TOKEN}|{_BENT})",
    re.IGNORECASE,
)
_STRAY = re.compile(r"⟦[^⟦⟧]{0,40}⟧?|⟧")
_PARTS = re.compile(rf"({_KIND})\D*(\d+)(?:\D+(\d+))?", re.IGNORECASE)


class Vault:
    """Tokens of one call and the words they stand for.

    The first spelling of a value is ⟦NAME_1⟧, others are ⟦NAME_1_2⟧, ⟦NAME_1_3⟧: a model sees that
    it is one person, and every spelling comes back as it was. Shows nothing of itself, and cannot
    be pickled or copied into a log.
    """

    __slots__ = ("_counts", "_numbers", "_spellings", "_words")

    def __init__(self) -> None:
        """Begin with no token."""
        self._counts: Counter[Kind] = Counter()
        self._numbers: dict[tuple[Kind, str], int] = {}
        self._spellings: dict[tuple[Kind, int], list[str]] = {}
        self._words: dict[str, str] = {}

    def __repr__(self) -> str:
        """Tell only how many tokens there are."""
        return f"<Vault of {len(self._words)}>"

    def __reduce__(self) -> NoReturn:
        """Refuse to be pickled.

        Raises:
            TypeError: always.
        """
        reason = "a vault stays in its process"
        raise TypeError(reason)

    def __len__(self) -> int:
        """Count the tokens."""
        return len(self._words)

    def token(self, kind: Kind, words: str, key: str = "") -> str:
        """Return the token of these words; the same words under the same key have the same.

        Args:
            kind: What they are.
            words: As they stand in the text.
            key: What all spellings of the value share; the words where there is but one.
        """
        number = self._number(kind, key or words)
        spellings = self._spellings.setdefault((kind, number), [])
        if words not in spellings:
            spellings.append(words)
        token = _written(kind, number, spellings.index(words) + 1)
        self._words[token] = words
        return token

    def restore(self, text: str) -> str:
        """Put the words back for their tokens, also for tokens that a model has bent.

        A token that this vault never gave away is taken out with the blank before it. What is put
        back is not looked at again, so words that look like a token stay words.
        """
        return _RESTORED.sub(self._put_back, text)

    def knows(self, text: str) -> bool:
        """Tell whether every token in a text is one of this vault's."""
        return all(self._find(match[0]) is not None for match in _ALIKE.finditer(text))

    def _put_back(self, match: re.Match[str]) -> str:
        words = self._find(match["token"])
        return "" if words is None else match["gap"] + words

    def _find(self, token: str) -> str | None:
        parts = _PARTS.search(token)
        if parts is None:
            return None
        kind, number, spelling = parts[1].upper(), int(parts[2]), int(parts[3] or 1)
        first = _written(kind, number, 1)
        return self._words.get(_written(kind, number, spelling), self._words.get(first))

    def _number(self, kind: Kind, key: str) -> int:
        if (kind, key) not in self._numbers:
            self._counts[kind] += 1
            self._numbers[kind, key] = self._counts[kind]
        return self._numbers[kind, key]


def has_token(text: str) -> bool:
    """Tell whether something in a text looks like a token."""
    return bool(_ALIKE.search(text) or _STRAY.search(text))


def token_like(text: str) -> list[tuple[int, int]]:
    """Return where a text has what a token could be taken for; the places do not overlap."""
    found = [match.span() for match in _ALIKE.finditer(text)]
    covered = {place for start, end in found for place in range(start, end)}
    return found + [
        match.span() for match in _STRAY.finditer(text) if covered.isdisjoint(range(*match.span()))
    ]


def _written(kind: str, number: int, spelling: int) -> str:
    form = f"_{spelling}" if spelling > 1 else ""
    return f"⟦{kind}_{number}{form}⟧"
