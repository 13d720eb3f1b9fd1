"""Russian names of others: a dictionary of forms and the context tell them. Pure.

1. A word that the dictionary knows above all as a name, or that stands in our list, is one
   however it is written ("катя", "Кате").
2. A word that is a name and something else ("вера", "роман") is one with a capital letter inside a
   sentence, after "мой муж" in the same case, after "зовут", or before a deed that only people do.
3. A surname is one with a capital letter, or beside a name.
"""

from functools import lru_cache
from pathlib import Path

from pymorphy3.analyzer import Parse  # type: ignore[import-untyped]  # ships no annotations

from ai.local.morphology import is_known, parses
from ai.local.word_lists import sections
from ai.masking.own_names import forms
from ai.masking.words import Word, nearby

_SURE = 0.8
_LIKELY = 0.3
_SHORTEST = 2
_CASES = frozenset({"nomn", "gent", "datv", "accs", "ablt", "loct"})


def found(words: list[Word], named: dict[int, str]) -> dict[int, str]:
    """Return the keys of names by the number of the word.

    Args:
        words: All words of the text.
        named: Words already known to be names.
    """
    cyrillic = [word for word in words if word.is_cyrillic and word.index not in named]
    keys = {word.index: _key(word) for word in cyrillic if _is_name(words, word)}
    every = named.keys() | keys.keys()
    beside = {
        word.index: _key(word)
        for word in cyrillic
        if word.index not in keys and _is_surname(words, word, every)
    }
    return keys | beside


def _is_name(words: list[Word], word: Word) -> bool:
    lower = word.lower
    if len(lower) < _SHORTEST:
        return False
    share = _share(lower, "Name")
    if lower in _listed() or max(share, _share(lower, "Patr")) >= _SURE:
        return word.is_capital or is_known(lower) or lower in _listed()
    if not share:
        # What no dictionary knows and is written large inside a sentence has been given a name.
        return word.stands_out and (not is_known(lower) or _follows_relation(words, word))
    return (
        (word.stands_out and _share(lower, "Geox") <= share)
        or _follows_relation(words, word)
        or (word.opens and word.is_capital and (_acts(words, word) or _is_called(words, word)))
        or _acts(words, word, "speech")
    )


def _is_surname(words: list[Word], word: Word, named: set[int]) -> bool:
    share = _share(word.lower, "Surn")
    if not share and (is_known(word.lower) or not word.is_capital):
        return False
    if any((other := nearby(words, word, step)) and other.index in named for step in (-1, 1)):
        return word.is_capital or share >= _SURE
    if _share(word.lower, "Geox") >= share:
        return False
    return word.is_capital and share >= (_SURE if word.opens else 0.4)


def _follows_relation(words: list[Word], word: Word) -> bool:
    """Tell whether "мой муж", "подруга" or "зовут" stands before, in the same case."""
    before = nearby(words, word, -1)
    if before is None:
        return False
    if before.lower in _list("called"):
        return _share(word.lower, "Name") > 0 or word.is_capital
    if not any(parse.normal_form in _list("relations") for parse in parses(before.lower)):
        return False
    if is_known(word.lower) and not _share(word.lower, "Name"):
        return False
    return bool(_cases(before.lower, "NOUN") & _cases(word.lower, "Name"))


def _acts(words: list[Word], word: Word, deeds: str = "deeds") -> bool:
    """Tell whether a deed of a person is one of the two words after, the word being its subject."""
    if "nomn" not in _cases(word.lower, "Name"):
        return False
    after = nearby(words, word, 1)
    next_after = nearby(words, after, 1) if after else None
    return any(
        parse.normal_form in _list(deeds) and "VERB" in parse.tag.grammemes
        for one in (after, next_after)
        if one
        for parse in parses(one.lower)
    )


def _is_called(words: list[Word], word: Word) -> bool:
    """Tell whether a comma stands after: "Света, прости"."""
    after = word.index + 1
    return after < len(words) and words[after].gap.startswith(",")


def _cases(word: str, grammeme: str) -> set[str]:
    readings = [parse for parse in parses(word) if grammeme in parse.tag.grammemes]
    return {str(parse.tag.case) for parse in readings or parses(word)} & _CASES


@lru_cache(maxsize=20_000)
def _share(word: str, grammeme: str) -> float:
    """Return how much of what a word may be is a name, a patronymic or a surname; 0 to 1."""
    # "катя", "варя" and "юля" are also verbal adverbs, but nearly nobody writes those.
    readings = [one for one in parses(word) if "GRND" not in one.tag.grammemes]
    whole = sum(parse.score for parse in readings) or 1.0
    return float(sum(one.score for one in readings if grammeme in one.tag.grammemes) / whole)


def _key(word: Word) -> str:
    listed = _listed().get(word.lower)
    return listed or _lemma(word.lower)


def _lemma(word: str) -> str:
    people = [parse for parse in parses(word) if _is_person(parse)]
    form = str((people or list(parses(word)))[0].normal_form)
    return form.replace("ё", "е")


def _is_person(parse: Parse) -> bool:
    return bool({"Name", "Surn", "Patr"} & set(parse.tag.grammemes))


@lru_cache(maxsize=1)
def _listed() -> dict[str, str]:
    return {
        form: name
        for name in sorted(_list("first"))
        for form in forms(name)
        if not is_known(form) or _share(form, "Name") >= _LIKELY
    }


@lru_cache(maxsize=8)
def _list(section: str) -> frozenset[str]:
    path = Path(__file__).parent / "data" / "names_ru.txt"
    return frozenset(sections(str(path))[section])
