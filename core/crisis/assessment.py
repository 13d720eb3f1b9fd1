"""`assess`: one message in, one level out."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import chain

from core.crisis import phrases_en, phrases_ru
from core.crisis.context import weigh
from core.crisis.layout import retyped_english, retyped_russian
from core.crisis.levels import Assessment, CrisisLevel
from core.crisis.lexicon import Lexicon, Pattern, compile_lexicon
from core.crisis.normalise import clean, english_form, russian_form, sentences
from core.crisis.spelling import KeyWords, fold_english, fold_russian, transliterate
from core.vocabulary import Language

_RUSSIAN = compile_lexicon(Language.RU, phrases_ru.PHRASES, phrases_ru.CUE_WORDS, fold_russian)
_ENGLISH = compile_lexicon(Language.EN, phrases_en.PHRASES, phrases_en.CUE_WORDS, fold_english)
_RUSSIAN_WORDS = KeyWords(
    map(fold_russian, phrases_ru.KEY_WORDS),
    map(fold_russian, phrases_ru.LOOK_ALIKES),
    {fold_russian(typed): fold_russian(meant) for typed, meant in phrases_ru.SHORT_FORMS.items()},
)
_ENGLISH_WORDS = KeyWords(
    map(fold_english, phrases_en.KEY_WORDS),
    map(fold_english, phrases_en.LOOK_ALIKES),
    {fold_english(typed): fold_english(meant) for typed, meant in phrases_en.SHORT_FORMS.items()},
)
_GUESSES = {
    Language.RU: (fold_russian, re.compile(fold_russian(phrases_ru.STEMS))),
    Language.EN: (fold_english, re.compile(fold_english(phrases_en.STEMS))),
}
_CYRILLIC = re.compile("[а-яё]")
_LATIN = re.compile("[a-z]")
_ANYTHING = re.compile("")
_BLANK = " ~ "
# Sentences on either side that may hold the second half of a signal.
_BESIDE = 1

Hit = tuple[CrisisLevel, Language, str]


def assess(text: str) -> Assessment:
    """Judge one message of a person.

    Deterministic, with no input or output of its own, linear in the length of the text, and
    never raises for any string. Every language that the letters allow is searched.

    Args:
        text: The message as it came, of any length.

    Returns:
        The highest level of any sentence, with the language of that signal; with no signal, the
        language that the letters suggest (Russian where there are none).
    """
    found = chain(_hits(clean(text)), _retyped_hits(text))
    hits = {hit for hit in found if hit[0] > CrisisLevel.NONE}
    written = _written_language(text)
    if not hits:
        return Assessment(CrisisLevel.NONE, written, ())
    level = max(hit[0] for hit in hits)
    spoken = {language for graded, language, _ in hits if graded == level}
    language = written if written in spoken else spoken.pop()
    return Assessment(level, language, tuple(sorted({code for _, _, code in hits})))


def _hits(cleaned: str) -> Iterator[Hit]:
    latin, cyrillic = english_form(cleaned), russian_form(cleaned)
    if _LATIN.search(latin):
        yield from _search(_ENGLISH, _ENGLISH_WORDS, sentences(latin, fold_english))
    if _CYRILLIC.search(cyrillic):
        yield from _search(_RUSSIAN, _RUSSIAN_WORDS, sentences(cyrillic, fold_russian))
    if _LATIN.search(cyrillic):
        yield from _guessed(_RUSSIAN, _RUSSIAN_WORDS, transliterate(cyrillic))


def _retyped_hits(text: str) -> Iterator[Hit]:
    """Search a text of one alphabet as it was meant in the other keyboard layout."""
    lowered = unicodedata.normalize("NFKC", text).lower()
    if not _CYRILLIC.search(lowered):
        meant = russian_form(clean(retyped_russian(lowered)))
        yield from _guessed(_RUSSIAN, _RUSSIAN_WORDS, meant)
    elif not _LATIN.search(lowered):
        meant = english_form(clean(retyped_english(lowered)))
        yield from _guessed(_ENGLISH, _ENGLISH_WORDS, meant)


def _guessed(lexicon: Lexicon, key_words: KeyWords, text: str) -> Iterator[Hit]:
    """Search a reading that is only a guess, and so only where it has a stem that matters."""
    fold, stems = _GUESSES[lexicon.language]
    parts = sentences(text, fold)
    if any(map(stems.search, parts)):
        yield from _search(lexicon, key_words, parts)


def _search(lexicon: Lexicon, key_words: KeyWords, parts: list[str]) -> Iterator[Hit]:
    blanked = [_blanked(lexicon, key_words, part) for part in parts]
    for index, part in enumerate(blanked):
        near = " ".join(blanked[max(0, index - _BESIDE) : index + _BESIDE + 1])
        for pattern in lexicon.possible(part):
            found = list(pattern.regex.finditer(part))
            if found and _is_complete(pattern, part, near):
                for match in found:
                    yield weigh(pattern, match, lexicon.cues), lexicon.language, pattern.code


def _is_complete(pattern: Pattern, part: str, near: str) -> bool:
    """Tell whether the second half of a signal is there and nothing makes it an everyday one."""
    stretch = near if pattern.also else part
    halves = (pattern.also or pattern.within or _ANYTHING).search(stretch)
    return bool(halves) and not pattern.unless.search(stretch)


def _blanked(lexicon: Lexicon, key_words: KeyWords, part: str) -> str:
    mended = " ".join(map(key_words.mend, part.split(" ")))
    return lexicon.cues.safe.sub(_BLANK, mended)


def _written_language(text: str) -> Language:
    cyrillic = sum("\u0400" <= c <= "\u04ff" for c in text)
    latin = sum(c.isascii() and c.isalpha() for c in text)
    return Language.EN if latin > cyrillic else Language.RU
