"""Russian words in Latin letters: "privet", and "ghbdtn" of the wrong keyboard layout. Pure."""

import re
from collections.abc import Iterator
from functools import lru_cache

from ai.local.morphology import is_known, parses
from ai.local.word_lists import words as listed
from core.crisis.layout import retyped_russian
from core.crisis.spelling import transliterate
from core.vocabulary import Language

_LATIN_WORD = re.compile(r"[a-z][a-z'-]*", re.IGNORECASE)
_FINAL_GLIDE = re.compile(r"(?<=[аеиоуыэюя])и(?![аеиоуыэюя])")
#: After a soft l the sign that Latin letters leave out: "bolshoe".
_SOFT_L = re.compile(r"л(?=[бвгджзкмнпрстфхцчшщ])")
_SHORTEST = 4
_MOST = 0.69


@lru_cache(maxsize=10_000)
def spelled_out(word: str) -> str | None:
    """Return the Russian word that Latin letters stand for, or None."""
    if not _LATIN_WORD.fullmatch(word):
        return None
    return next((spelling for spelling in _spellings(word.lower()) if is_known(spelling)), None)


@lru_cache(maxsize=10_000)
def retyped(word: str) -> str | None:
    """Return the Russian word typed on Latin keys, or None."""
    meant = retyped_russian(word.lower())
    return meant if len(meant) >= _SHORTEST and is_known(meant) else None


def sounds_russian(words: list[str]) -> bool:
    """Tell whether most Latin words are Russian ones, at least one of them of some length."""
    if len(words) == 1:
        return words[0].lower() in listed(Language.RU, "latin alone")
    spelled = [word for word in words if spelled_out(word)]
    has_long = any(len(word) >= _SHORTEST for word in spelled)
    return has_long and _has_more_than_names(spelled) and len(spelled) > len(words) * _MOST


def _has_more_than_names(words: list[str]) -> bool:
    """Tell whether a word is no noun: nouns such as "sport" and "guitar" are at home in both."""
    return any(parses(spelled_out(word) or word)[0].tag.POS != "NOUN" for word in words)


def is_retyped(words: list[str]) -> bool:
    """Tell whether most words of some length read as Russian on a Russian keyboard."""
    long = [word for word in words if len(word) >= _SHORTEST]
    return bool(long) and sum(retyped(word) is not None for word in long) > len(long) * _MOST


def _spellings(word: str) -> Iterator[str]:
    """Yield what a word may be in Russian letters, the plainest first."""
    plain = _FINAL_GLIDE.sub("й", transliterate(word))
    for spelling in (plain, _SOFT_L.sub("ль", plain), plain.replace("щ", "сч")):
        yield spelling
        yield f"{spelling}ь"
        yield re.sub("^е", "э", spelling)
        yield spelling.removesuffix("ы") + "й"
