"""Spelling folds and the mending of misspelt key words. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping

_LONGEST_WORD = 20
_SHORTEST_WORD = 5

_RUSSIAN_LETTERS = str.maketrans(
    {"ё": "е", "э": "е", "й": "и", "щ": "ш", "ц": "тс", "ъ": None, "ь": None}
)
_RUSSIAN_HISSING = re.compile(r"([жш])ы")
_RUSSIAN_RUN = re.compile(r"([а-я])\1+")
# The lookbehind keeps the escapes of a regular expression: in "\bby" the first b is no letter.
_ENGLISH_RUN = re.compile(r"(?<!\\)([a-z])\1+")

_TRANSLITERATION = {
    "shch": "щ", "sch": "щ", "sh": "ш", "ch": "ч", "zh": "ж", "kh": "х", "yo": "е", "jo": "е",
    "yu": "ю", "ju": "ю", "ya": "я", "ja": "я", "ye": "е", "je": "е", "a": "а", "b": "б",
    "c": "ц", "d": "д", "e": "е", "f": "ф", "g": "г", "h": "х", "i": "и", "j": "ж", "k": "к",
    "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "q": "к", "r": "р", "s": "с", "t": "т",
    "u": "у", "v": "в", "w": "ш", "x": "х", "y": "ы", "z": "з",
}  # fmt: skip
_TRANSLITERATED = re.compile("|".join(_TRANSLITERATION))
_VOWEL_GLIDE = re.compile(r"(?<=[aeiouy])[yj](?![aeiou])")


def fold_russian(text: str) -> str:
    """Fold lower-case Russian so that common spellings of a word meet.

    Soft and hard signs go, ё and э become е, й becomes и, щ becomes ш, ц becomes тс, жы and шы
    become жи and ши, and a run of one letter becomes one letter.
    """
    text = _RUSSIAN_HISSING.sub(r"\1и", text.translate(_RUSSIAN_LETTERS))
    return _RUSSIAN_RUN.sub(r"\1", text)


def fold_english(text: str) -> str:
    """Fold lower-case English: a run of one letter becomes one letter."""
    return _ENGLISH_RUN.sub(r"\1", text)


def transliterate(text: str) -> str:
    """Return lower-case Latin letters as the Russian they may stand for ("zhit" as "жит")."""
    text = _VOWEL_GLIDE.sub("i", text)
    return _TRANSLITERATED.sub(lambda match: _TRANSLITERATION[match[0]], text)


class KeyWords:
    """Recognises short forms of words, and key words one slip away.

    A slip is a letter lost, added, changed or swapped: a word and a token are taken for the same
    when dropping at most one letter from each makes them equal and they begin with the same letter.
    """

    def __init__(
        self, words: Iterable[str], kept: Iterable[str], short_forms: Mapping[str, str]
    ) -> None:
        """Prepare the table.

        Args:
            words: Folded key words of at least five letters.
            kept: Folded real words that look alike and must stay as they are.
            short_forms: What people type -> what they mean, both folded.
        """
        words = tuple(words)
        self._short_forms = dict(short_forms)
        self._kept = frozenset(kept).union(words)
        self._words = {(w[0], form): w for w in words for form in _shortened(w)}

    def mend(self, token: str) -> str:
        """Return what ``token`` is short for, the key word it misspells, or ``token`` itself."""
        if token in self._short_forms:
            return self._short_forms[token]
        if token in self._kept or not _SHORTEST_WORD <= len(token) <= _LONGEST_WORD:
            return token
        keys = ((token[0], form) for form in _shortened(token))
        return next((self._words[key] for key in keys if key in self._words), token)


def _shortened(word: str) -> Iterator[str]:
    yield word
    for position in range(1, len(word)):
        yield word[:position] + word[position + 1 :]
