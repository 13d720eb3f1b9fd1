"""Text typed in the wrong keyboard layout: Russian on Latin keys and English on Cyrillic ones."""

_LATIN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,./`{}:\"<>?~&^$"
_CYRILLIC_KEYS = "йцукенгшщзхъфывапролджэячсмитьбю.ёхъжэбю,ё?:;"
_TO_CYRILLIC = str.maketrans(_LATIN_KEYS, _CYRILLIC_KEYS)
_TO_LATIN = str.maketrans(_CYRILLIC_KEYS[:32], _LATIN_KEYS[:32])


def retyped_russian(text: str) -> str:
    """Return lower-case text as its keys read in the Russian layout ("[jxe" as "хочу")."""
    return text.translate(_TO_CYRILLIC)


def retyped_english(text: str) -> str:
    """Return lower-case text as its keys read in the English layout ("цфте" as "want")."""
    return text.translate(_TO_LATIN)
