"""Which of the two languages a text is in. Pure."""

from core.vocabulary import Language

_CYRILLIC_SHARE = 0.5
_READABLE_SHARE = 0.5


def detect(text: str, hint: Language) -> Language:
    """Return Russian when at least half of the letters are Cyrillic.

    Args:
        text: Any text.
        hint: The language of the person, returned when the text has no letter of either script.
    """
    cyrillic, latin = _letters(text)
    if not cyrillic + latin:
        return hint
    return Language.RU if cyrillic / (cyrillic + latin) >= _CYRILLIC_SHARE else Language.EN


def is_readable(text: str) -> bool:
    """Tell whether at least half of the letters are of a script that we read at all."""
    letters = sum(character.isalpha() for character in text)
    return sum(_letters(text)) >= _READABLE_SHARE * letters


def _letters(text: str) -> tuple[int, int]:
    """Count Cyrillic and Latin letters."""
    cyrillic = sum("\u0400" <= character <= "\u04ff" for character in text)
    latin = sum(character.isalpha() and character <= "\u024f" for character in text)
    return cyrillic, latin
