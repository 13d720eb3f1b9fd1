"""A text as a reader sees it, for searching only. Pure.

Invisible characters, accents, letter spacing and look-alike letters are undone on a copy; what is
kept, shown or stored is never this copy.
"""

import re
from functools import lru_cache
from pathlib import Path

from ai.local.word_lists import sections
from core.crisis.normalise import clean, english_form, russian_form

_WHOLE = "="
#: "1gnore", "0penness".
_LEADING_DIGIT = re.compile(r"(?<!\w)[013457@$](?=[a-z]{3})")
_LETTERS = str.maketrans("013457@$", "oieastas")
_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")


def readings(text: str) -> tuple[str, str]:
    """Return a text read as Russian and as English: in small letters, yo as ye."""
    seen = clean(text).replace("ё", "е")
    return russian_form(seen), english_form(_LEADING_DIGIT.sub(_as_letter, seen))


def compact(text: str) -> str:
    """Return letters and digits alone, look-alikes read as Latin."""
    return english_form(_NOT_ALPHANUMERIC.sub("", clean(text)))


@lru_cache(maxsize=16)
def phrases(name: str, section: str) -> re.Pattern[str]:
    """Return the pattern of a list of phrases, to be searched in `readings`.

    An entry is the beginnings of words that follow each other; one that begins with `=` is whole
    words.

    Args:
        name: File in the data folder of this package.
        section: Part of the file.
    """
    path = Path(__file__).parent / "data" / name
    entries = sections(str(path))[section]
    return re.compile("|".join(map(_pattern, sorted(entries, key=len, reverse=True))))


def _as_letter(match: re.Match[str]) -> str:
    return match[0].translate(_LETTERS)


def _pattern(entry: str) -> str:
    is_whole = entry.startswith(_WHOLE)
    words = readings(entry.removeprefix(_WHOLE))[0].split()
    between, end = (r"[\W_]+", r"\b") if is_whole else (r"\w*[\W_]+", "")
    return r"\b" + between.join(map(re.escape, words)) + end
