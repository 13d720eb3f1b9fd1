"""Dictionary forms of words: pymorphy3 for Russian, suffix rules for English. Pure."""

from functools import lru_cache

from pymorphy3 import MorphAnalyzer  # type: ignore[import-untyped]  # ships no annotations
from pymorphy3.analyzer import Parse  # type: ignore[import-untyped]  # ships no annotations

from core.vocabulary import Language

#: What phones type instead of the plain apostrophe.
APOSTROPHE = "\u2019"
_YO, _YE = "\u0451", "\u0435"
_MAX_LEMMAS = 3
_LIKELY = 0.05

_EN_IRREGULAR = {
    form: lemma
    for lemma, forms in {
        "i": "i'm i've i'd i'll im ive",
        "be": "am is are was were been being",
        "have": "has had having",
        "do": "does did done doing",
        "go": "went gone goes",
        "feel": "felt",
        "think": "thought",
        "find": "found",
        "keep": "kept",
        "lose": "lost",
        "leave": "left",
        "tell": "told",
        "make": "made making",
        "take": "took taken taking",
        "get": "got gotten getting",
        "give": "gave given giving",
        "know": "knew known",
        "see": "saw seen",
        "say": "said",
        "come": "came coming",
        "begin": "began begun beginning",
        "break": "broke broken",
        "forget": "forgot forgotten forgetting",
        "write": "wrote written writing",
        "spend": "spent",
        "meet": "met",
        "sleep": "slept",
        "understand": "understood",
        "become": "became becoming",
        "fall": "fell fallen",
        "grow": "grew grown",
        "hide": "hid hidden hiding",
        "fight": "fought",
        "bring": "brought",
        "buy": "bought",
        "learn": "learnt",
        "teach": "taught",
        "cry": "cried cries crying",
        "die": "died dies dying",
        "try": "tried tries trying",
        "lie": "lying",
        "good": "better best",
        "bad": "worse worst",
        "child": "children kids kid",
        "person": "people",
        "man": "men",
        "woman": "women",
        "friend": "friends",
        "stand": "stood",
        "hold": "held",
        "choose": "chose chosen choosing",
        "speak": "spoke spoken",
        "not": "cannot can't don't doesn't didn't isn't aren't wasn't weren't won't wouldn't "
        "couldn't shouldn't haven't hasn't hadn't ain't dont didnt cant",
    }.items()
    for form in forms.split()
}
_EN_VOWELS = frozenset("aeiouy")
_SHORTEST_STEM = 3


@lru_cache(maxsize=1)
def _analyzer() -> MorphAnalyzer:
    return MorphAnalyzer()


def warm_up() -> None:
    """Load the Russian dictionary, about 0.2 s and 30 MB, before the first answer needs it."""
    parses("слово")


@lru_cache(maxsize=50_000)
def parses(word: str) -> tuple[Parse, ...]:
    """Return the readings of a Russian word, likeliest first."""
    return tuple(_analyzer().parse(word.lower()))


@lru_cache(maxsize=50_000)
def is_known(word: str) -> bool:
    """Tell whether a Russian word is in the dictionary."""
    return bool(_analyzer().word_is_known(word.lower()))


@lru_cache(maxsize=50_000)
def lemmas(word: str, language: Language) -> tuple[str, ...]:
    """Return the possible dictionary forms of a word, likeliest first.

    They are in lower case, and yo is written as ye, as most people type it.
    """
    if language is Language.EN or not _is_cyrillic(word):
        return (_lemma_en(word.lower().replace(APOSTROPHE, "'")),)
    forms = [parse.normal_form for parse in parses(word) if parse.score >= _LIKELY]
    unique = dict.fromkeys(form.replace(_YO, _YE) for form in forms)
    return tuple(unique)[:_MAX_LEMMAS] or (word.lower().replace(_YO, _YE),)


def _is_cyrillic(word: str) -> bool:
    return "\u0400" <= word[:1] <= "\u04ff"


def _lemma_en(word: str) -> str:
    if word in _EN_IRREGULAR:
        return _tidy_en(_EN_IRREGULAR[word])
    word = word.removesuffix("'s")
    for suffix, replacement in (
        ("ies", "y"),
        ("ied", "y"),
        ("sses", "ss"),
        ("ing", ""),
        ("ed", ""),
        ("ly", ""),
    ):
        stem = word.removesuffix(suffix)
        if stem != word and len(stem) >= _SHORTEST_STEM and _EN_VOWELS & set(stem):
            return _tidy_en(stem) + replacement
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > _SHORTEST_STEM:
        word = word[:-1]
    return _tidy_en(word)


def _tidy_en(stem: str) -> str:
    """Bring "plann", "plan" and "hope", "hop" to one form each: what counts is that forms meet."""
    if stem[-1:] == stem[-2:-1] and stem[-1:] not in "lsz":
        return stem[:-1]
    return stem.removesuffix("e") if len(stem) > _SHORTEST_STEM else stem
