"""Words of a text as the search for names sees them. Pure."""

import re
from dataclasses import dataclass, field

_WORD = re.compile(r"(?:\b[OD]['\u2019](?=[A-Z]))?[^\W\d_]+(?:-[^\W\d_]+)*")
_OPENING = re.compile(r"(?:^|[.!?…\n\t|:;\"'“«]|[\u2013\u2014]|\s-)[\s«\"'“(*_)\]>-]*$")
_LOOK_BACK = 12


@dataclass(frozen=True, slots=True)
class Word:
    """One word and where it stands.

    Attributes:
        index: its number in the text.
        written: as written.
        lower: in small letters, yo kept.
        is_capital: begins with a large letter and goes on with small ones.
        opens: begins a sentence, so that its large letter means nothing.
        gap: what stands between the word before and this one.
    """

    index: int
    written: str = field(repr=False)
    start: int
    end: int
    opens: bool
    gap: str = field(repr=False)

    @property
    def lower(self) -> str:
        """The word in small letters."""
        return self.written.lower()

    @property
    def is_capital(self) -> bool:
        """Whether only its first letter is large; the parts of a double name each."""
        return all(part[:1].isupper() and not part[1:].isupper() for part in self.parts)

    @property
    def parts(self) -> list[str]:
        """The parts around hyphens."""
        return self.written.split("-")

    @property
    def is_cyrillic(self) -> bool:
        """Whether it is written in Cyrillic."""
        return "\u0400" <= self.written[0] <= "\u04ff"

    @property
    def stands_out(self) -> bool:
        """Whether its large letter means something."""
        return self.is_capital and not self.opens


def words_of(text: str) -> list[Word]:
    """Cut a text into words."""
    found: list[Word] = []
    end = 0
    for index, match in enumerate(_WORD.finditer(text)):
        opens = bool(_OPENING.search(text[max(0, match.start() - _LOOK_BACK) : match.start()]))
        opens = opens or match.start() == 0
        gap = text[end : match.start()]
        found.append(Word(index, match[0], *match.span(), opens, gap))
        end = match.end()
    return found


def nearby(words: list[Word], word: Word, step: int) -> Word | None:
    """Return the word before (-1) or after (1) when only a blank is between them."""
    place = word.index + step
    if not 0 <= place < len(words):
        return None
    other = words[place]
    gap = word.gap if step < 0 else other.gap
    return other if gap.isspace() else None
