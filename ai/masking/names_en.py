"""English names of others: a list of first names, titles, and words that a name follows. Pure.

A name that is also a word ("Mark", "Hope", "may") needs a capital letter inside a sentence, "my
friend" or "called" before it, or a deed after it.
"""

from functools import lru_cache
from pathlib import Path

from ai.local.word_lists import sections
from ai.masking.words import Word, nearby


def found(words: list[Word], named: dict[int, str]) -> dict[int, str]:
    """Return the keys of names by the number of the word.

    Args:
        words: All words of the text.
        named: Words already known to be names.
    """
    latin = [word for word in words if not word.is_cyrillic and word.index not in named]
    keys = {word.index: word.lower for word in latin if _is_name(words, word)}
    if not _is_headline(words):
        keys |= {word.index: word.lower for word in latin if _is_no_word(words, word)}
    for word in latin:
        before = nearby(words, word, -1)
        is_beside = before is not None and (before.index in named or before.index in keys)
        if is_beside and _may_be_surname(word):
            keys[word.index] = word.lower
    return keys


def _is_name(words: list[Word], word: Word) -> bool:
    lower = word.lower
    if lower in _list("clear"):
        return True
    before, after = nearby(words, word, -1), nearby(words, word, 1)
    if lower not in _list("ambiguous"):
        return _is_announced(words, word)
    if (
        lower in _list("months and places")
        and before is not None
        and before.lower in _list("calendar")
    ):
        return False
    if word.stands_out or (before is not None and before.lower in {"named", "called", "ex"}):
        return True
    return word.is_capital and _acts(words, word, after)


def _is_announced(words: list[Word], word: Word) -> bool:
    """Tell whether "Mr" or "my friend" stands before a word with a capital letter."""
    if not word.is_capital or word.lower in _list("not surnames") or word.index == 0:
        return False
    before = words[word.index - 1]
    if before.lower in _list("titles") and word.gap.strip() in {"", "."}:
        return True
    return word.gap.isspace() and before.lower in _list("relations")


def _is_no_word(words: list[Word], word: Word) -> bool:
    """Tell whether something is written large that we know no other reason for."""
    is_meant = word.is_capital and word.lower not in _list("ambiguous")
    if not is_meant or len(word.lower) < _SHORTEST_UNKNOWN:
        return False
    if word.opens:
        after = nearby(words, word, 1)
        return word.lower not in _list("nobody") and _acts(words, word, after)
    return word.lower not in _list("not names")


def _is_headline(words: list[Word]) -> bool:
    """Tell whether a text writes many words large, so that it means nothing."""
    inside = [word for word in words if not word.opens]
    return sum(word.is_capital for word in inside) > max(_FEW_NAMES, len(inside) / 2)


def _may_be_surname(word: Word) -> bool:
    return word.stands_out and word.lower not in _list("not surnames")


def _acts(words: list[Word], word: Word, after: Word | None) -> bool:
    """Tell whether what a name does, or "and I", stands after the word."""
    if after is None:
        return False
    if after.lower == "and":
        other = nearby(words, after, 1)
        return other is not None and other.lower in {"i", "me"}
    return after.lower in _list("deeds")


_SHORTEST_UNKNOWN = 3
_FEW_NAMES = 4


@lru_cache(maxsize=8)
def _list(section: str) -> frozenset[str]:
    path = Path(__file__).parent / "data" / "names_en.txt"
    return frozenset(sections(str(path))[section])
