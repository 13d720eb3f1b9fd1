"""`assess`: one message in, one level out."""

from collections.abc import Iterator

from core.crisis import phrases_en, phrases_ru
from core.crisis.context import weigh
from core.crisis.levels import Assessment, CrisisLevel
from core.crisis.lexicon import Lexicon, Pattern, compile_lexicon
from core.crisis.normalise import clean, english_form, russian_form, sentences
from core.crisis.spelling import KeyWords, fold_english, fold_russian, transliterate
from core.vocabulary import Language

_RUSSIAN = compile_lexicon(Language.RU, phrases_ru.PHRASES, phrases_ru.CUE_WORDS, fold_russian)
_ENGLISH = compile_lexicon(Language.EN, phrases_en.PHRASES, phrases_en.CUE_WORDS, fold_english)
_RUSSIAN_WORDS = KeyWords(
    map(fold_russian, phrases_ru.KEY_WORDS), map(fold_russian, phrases_ru.LOOK_ALIKES)
)
_ENGLISH_WORDS = KeyWords(
    map(fold_english, phrases_en.KEY_WORDS), map(fold_english, phrases_en.LOOK_ALIKES)
)
_BLANK = " ~ "

Hit = tuple[CrisisLevel, Language, str]


def assess(text: str) -> Assessment:
    """Judge one message of a person.

    Deterministic, with no input or output of its own, linear in the length of the text, and
    never raises for any string. Both languages are always searched.

    Args:
        text: The message as it came, of any length.

    Returns:
        The highest level of any sentence, with the language of that signal; with no signal, the
        language that the letters suggest (Russian where there are none).
    """
    hits = {hit for hit in _hits(clean(text)) if hit[0] > CrisisLevel.NONE}
    written = _written_language(text)
    if not hits:
        return Assessment(CrisisLevel.NONE, written, ())
    level = max(hit[0] for hit in hits)
    spoken = {language for graded, language, _ in hits if graded == level}
    language = written if written in spoken else spoken.pop()
    return Assessment(level, language, tuple(sorted({code for _, _, code in hits})))


def _hits(cleaned: str) -> Iterator[Hit]:
    latin, cyrillic = english_form(cleaned), russian_form(cleaned)
    yield from _search(_ENGLISH, _ENGLISH_WORDS, sentences(latin, fold_english))
    yield from _search(_RUSSIAN, _RUSSIAN_WORDS, sentences(cyrillic, fold_russian))
    if cyrillic.isascii() or any("a" <= c <= "z" for c in cyrillic):
        spelled = transliterate(cyrillic)
        yield from _search(_RUSSIAN, _RUSSIAN_WORDS, sentences(spelled, fold_russian))


def _search(lexicon: Lexicon, key_words: KeyWords, parts: list[str]) -> Iterator[Hit]:
    blanked = [_blanked(lexicon, key_words, part) for part in parts]
    message = " ".join(blanked)
    for pattern in lexicon.patterns:
        if pattern.also is None or pattern.also.search(message):
            yield from _matches(lexicon, pattern, blanked)


def _matches(lexicon: Lexicon, pattern: Pattern, parts: list[str]) -> Iterator[Hit]:
    for part in parts:
        for match in pattern.regex.finditer(part):
            yield weigh(pattern, match, lexicon.cues), lexicon.language, pattern.code


def _blanked(lexicon: Lexicon, key_words: KeyWords, part: str) -> str:
    mended = " ".join(map(key_words.mend, part.split(" ")))
    return lexicon.cues.safe.sub(_BLANK, mended)


def _written_language(text: str) -> Language:
    cyrillic = sum("\u0400" <= c <= "\u04ff" for c in text)
    latin = sum(c.isascii() and c.isalpha() for c in text)
    return Language.EN if latin > cyrillic else Language.RU
