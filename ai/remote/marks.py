"""A person's words as data: masked, and between marks that nobody can guess. Pure."""

import re
import secrets
from collections import Counter
from collections.abc import Iterable, Sequence

from ai.masking import Vault, mask

#: What opens a tag or a control word of a chat template: "<answer>", "</data", "<|im_end|>".
#: "<3" and "5 < 7" stay.
_OPENING = re.compile(r"<(?=\s{0,3}[/!?|<]|\s{0,3}[^\W\d_])")
#: Stands for it: looks alike and opens nothing.
HARMLESS = "\u2039"


class Marks:
    """The marks of one call."""

    def __init__(self) -> None:
        """Draw an ending that no text can contain by intention."""
        self.ending = secrets.token_hex(6)

    def block(self, name: str, text: str, note: str = "") -> str:
        """Return a text between its marks.

        Args:
            name: what it is: `answer`, `earlier`.
            text: masked; it may say anything and ends where its closing mark stands.
            note: ours, such as a number and a date.
        """
        opening = f"<{name}-{self.ending}{f' {note}' if note else ''}>"
        return f"{opening}\n{self._harmless(text)}\n</{name}-{self.ending}>"

    def _harmless(self, text: str) -> str:
        return _OPENING.sub(HARMLESS, text).replace(self.ending, "")


class Mask:
    """The masking of all texts of one request, and its undoing in what comes back."""

    def __init__(self, names: Sequence[str]) -> None:
        """Begin with an empty vault.

        Args:
            names: what the person is called.
        """
        self._names = tuple(names)
        self._vault = Vault()
        self._counts: Counter[str] = Counter()

    @property
    def counts(self) -> dict[str, int]:
        """How many places were replaced, by kind."""
        return dict(self._counts)

    def __call__(self, text: str) -> str:
        """Return the text with tokens for what is personal."""
        masked = mask(text, self._names, self._vault)
        self._counts.update({kind.value: count for kind, count in masked.counts.items()})
        return masked.text

    def undo(self, text: str) -> str:
        """Put the words back."""
        return self._vault.restore(text)


def literal(quote: str, text: str) -> str:
    """Return the part of `text` that a model meant to quote, or an empty string.

    Only what may have come from the way there is undone: blanks and quotation marks around it, and
    harmless signs in place of opening ones.
    """
    trimmed = quote.strip()
    bare = trimmed.strip("\"'«»“”„").strip()
    return next((one for one in _readings((trimmed, bare)) if one and one in text), "")


def _readings(quotes: Iterable[str]) -> Iterable[str]:
    for quote in quotes:
        yield quote
        yield quote.replace(HARMLESS, "<")
