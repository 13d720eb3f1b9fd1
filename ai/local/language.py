"""Which of the two languages a text is in, without a model. Pure.

1. Addresses, handles and code say nothing about the language of a person and are left out.
2. The script of most letters decides; where both scripts are there, the little words do, because
   «мой» and "the" are not borrowed, while a brand or a title in the other script is.
3. Latin letters may spell Russian words ("privet"), also in the wrong keyboard layout ("ghbdtn").
4. Where nothing is left to go by, the person's language is kept.
"""

import re

from ai.local.latin import is_retyped, sounds_russian
from ai.local.valence import is_english_word
from ai.local.word_lists import words
from core.vocabulary import Language

_CYRILLIC_SHARE = 0.5
_READABLE_SHARE = 0.5
#: Characters that are looked at: a language shows at once.
_LOOKED_AT = 600
#: From this share of signs that prose has no use for, a text is code.
_CODE_SHARE = 0.08
_CODE_SIGNS = frozenset("{}[]<>=;\\|_`$^&")
_ADDRESSES = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\w+|[@#]\w+|/\w+/\S*")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
#: Shortest word that the English list is asked about.
_SHORTEST = 3


def detect(text: str, hint: Language) -> Language:
    """Return the language of a text.

    Args:
        text: Any text.
        hint: The language of the person, returned when nothing in the text speaks for either.
    """
    said = _ADDRESSES.sub(" ", text[:_LOOKED_AT])
    cyrillic, latin = _letters(said)
    if not cyrillic + latin or (not cyrillic and _is_code(said)):
        return hint
    if not cyrillic:
        return Language.RU if _is_russian_in_latin(said) else Language.EN
    if latin:
        return _of_two_scripts(said, cyrillic / (cyrillic + latin))
    return Language.RU


def is_readable(text: str) -> bool:
    """Tell whether at least half of the letters are of a script that we read at all."""
    letters = sum(character.isalpha() for character in text)
    return sum(_letters(text)) >= _READABLE_SHARE * letters


def _of_two_scripts(text: str, share: float) -> Language:
    said = [word.lower() for word in _WORD.findall(text)]
    russian, english = (not words(language, "little").isdisjoint(said) for language in Language)
    if russian != english:
        return Language.RU if russian else Language.EN
    return Language.RU if share >= _CYRILLIC_SHARE else Language.EN


def _is_russian_in_latin(text: str) -> bool:
    said = _WORD.findall(text)
    if any(_is_english(word.lower()) for word in said):
        return False
    return sounds_russian(said) or is_retyped(text.split())


def _is_english(word: str) -> bool:
    listed = ("little", "empty", "plain answers")
    if len(word) > 1 and any(word in words(Language.EN, name) for name in listed):
        return True
    return len(word) >= _SHORTEST and is_english_word(word)


def _is_code(text: str) -> bool:
    signs = [character for character in text if not character.isspace()]
    return sum(character in _CODE_SIGNS for character in signs) >= _CODE_SHARE * len(signs)


def _letters(text: str) -> tuple[int, int]:
    """Count Cyrillic and Latin letters."""
    cyrillic = sum("\u0400" <= character <= "\u04ff" for character in text)
    latin = sum(character.isalpha() and character <= "\u024f" for character in text)
    return cyrillic, latin
