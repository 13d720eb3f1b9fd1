"""What the person is called, in every form. Pure."""

import re
from collections.abc import Sequence
from functools import lru_cache

from ai.local.morphology import is_known, parses
from ai.masking.words import Word

_PART = re.compile(r"[^\W\d_]+")
_SHORTEST = 2
_PEOPLE = frozenset({"Name", "Surn", "Patr"})
#: Endings of Russian names by their last letter, for names that the dictionary lacks.
_ENDINGS = {
    "а": ("а", "ы", "и", "е", "у", "ой", "ою", "ей", ""),
    "я": ("я", "и", "е", "ю", "ей", "ёй", "ею", "ь", "й"),
    "й": ("й", "я", "ю", "ем", "е", "и"),
    "ь": ("ь", "я", "ю", "ем", "е", "и", "ью"),
    "": ("", "а", "у", "ом", "ем", "е", "ым", "ой", "ы"),
}


class OwnNames:
    """Finds the names of one person."""

    def __init__(self, names: Sequence[str]) -> None:
        """Prepare all forms.

        Args:
            names: As given: a first name, a whole name, a nickname; anything a person may type.
        """
        parts = {part.lower() for name in names for part in _PART.findall(name)}
        self._forms = {
            form: part for part in sorted(parts) if len(part) >= _SHORTEST for form in forms(part)
        }

    def found(self, words: list[Word]) -> dict[int, str]:
        """Return the keys of the words that are names of the person, by the number of the word."""
        return {
            word.index: self._forms[word.lower]
            for word in words
            if word.lower in self._forms and _is_meant(word)
        }


def _is_meant(word: Word) -> bool:
    """Tell a name from a word: "Вера" needs a large letter, "Не" one inside a sentence."""
    if not is_known(word.lower):
        return True
    readings = [bool(_PEOPLE & set(parse.tag.grammemes)) for parse in parses(word.lower)]
    return readings[0] or word.stands_out or (any(readings) and word.is_capital)


@lru_cache(maxsize=512)
def forms(part: str) -> frozenset[str]:
    """Return all forms of one word of a name, in small letters, with and without yo."""
    if not "\u0400" <= part[0] <= "\u04ff":
        return frozenset({part, f"{part}s"})
    likely = [parse for parse in parses(part) if _PEOPLE & set(parse.tag.grammemes)]
    forms = {form.word for parse in likely for form in parse.lexeme}
    stem, last = (part[:-1], part[-1]) if part[-1] in _ENDINGS else (part, "")
    forms |= {stem + ending for ending in _ENDINGS[last]}
    return frozenset(
        spelling
        for form in forms
        if len(form) >= _SHORTEST
        for spelling in (form, form.replace("ё", "е"))
    )
