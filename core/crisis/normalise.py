"""From raw text to the forms that phrases are searched in. Pure and linear.

A message becomes a handful of views: Russian, English, and Russian written in Latin letters.
Each view is a list of sentences made of lower-case folded words with single spaces between.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator

_APOSTROPHES = re.compile(r"['’‘ʼ`´ʹ′]")  # noqa: RUF001 - these very characters are meant
_FILLERS = "\u115f\u1160\u3164\uffa0\u2800"
_INVISIBLE = frozenset({"Cf", "Mn", "Me", "Cc", "Cs", "Co"})
_QUOTED = re.compile(r"«[^«»]{1,300}»|“[^“”]{1,300}”|„[^„“]{1,300}“|\"[^\"]{1,300}\"")
_SENTENCE_END = re.compile(r"[.!?…;\n\r\u2028\u2029]+")
_NOT_WORD = re.compile(r"[\W_]+")
_SPACED_LETTERS = re.compile(r"(?<!\w)(?:[^\W\d_][ .\-_*·]){2,}[^\W\d_](?!\w)")
_SHORTEST_SPACED = 5
_ONE_LETTER_WORDS = frozenset("авикосуя")
_SPACER = re.compile(r"[ .\-_*·]")
_MIXED = re.compile(r"\b(?=\w*[a-z])(?=\w*[\u0400-\u052f])\w+")
_CENSORED = re.compile(r"(?<=\w)[*#](?=\w)")
_SHORT_SENTENCE = 4
_LONG_WORD = 64

# Letters that look alike, Cyrillic and Latin in the same order; the last six Cyrillic ones are
# foreign to Russian, so they are only ever read as Latin.
_CYRILLIC_TWINS = "авекмнорстухзпигь\u0456\u0458\u0455\u0501\u04bb\u0454"
_LATIN_TWINS = "abekmhopctyxznurbijsdhe"
_TO_CYRILLIC = str.maketrans(
    dict(zip(_LATIN_TWINS[:16], _CYRILLIC_TWINS[:16], strict=True)) | {"b": "в", "i": "и"}
)
_TO_LATIN = str.maketrans(_CYRILLIC_TWINS, _LATIN_TWINS)
_LATIN_DIGITS = str.maketrans("013457@$", "oieastas")
_CYRILLIC_DIGITS = str.maketrans("013469@", "оизчбяа")
_LATIN_LEET = re.compile(r"(?<=[a-z])[013457@$](?=[a-z])")
_CYRILLIC_LEET = re.compile(r"(?<=[а-я])[013469@](?=[а-я])")


def clean(text: str) -> str:
    """Return lower-case NFKC text without invisible characters, accents and letter spacing."""
    text = unicodedata.normalize("NFKC", text).lower()
    text = unicodedata.normalize("NFKC", text)
    if hidden := {ord(character): None for character in set(text) if _is_invisible(character)}:
        text = text.translate(hidden)
    text = _APOSTROPHES.sub("", text)
    text = _SPACED_LETTERS.sub(_unspaced, text)
    return _CENSORED.sub("", text)


def russian_form(text: str) -> str:
    """Return cleaned text with look-alike Latin letters and digits read as Cyrillic."""
    text = _MIXED.sub(lambda match: match[0].translate(_TO_CYRILLIC), text)
    return _CYRILLIC_LEET.sub(lambda match: match[0].translate(_CYRILLIC_DIGITS), text)


def english_form(text: str) -> str:
    """Return cleaned text with look-alike Cyrillic letters and digits read as Latin."""
    text = _MIXED.sub(lambda match: match[0].translate(_TO_LATIN), text)
    return _LATIN_LEET.sub(lambda match: match[0].translate(_LATIN_DIGITS), text)


def sentences(text: str, fold: Callable[[str], str]) -> list[str]:
    """Split cleaned text into sentences of folded words.

    The end of a sentence inside quotation marks does not count, so that a quotation stays with
    its attribution. Fragments shorter than four words are also given joined to their neighbours
    ("Не хочу. Больше. Жить."): the union is returned, since the highest level wins.
    """
    text = _QUOTED.sub(lambda match: _SENTENCE_END.sub(" ", match[0]), text)
    parts = [words for part in _SENTENCE_END.split(text) if (words := _words(part, fold))]
    return list(dict.fromkeys([*parts, *_joined(parts)]))


def _words(part: str, fold: Callable[[str], str]) -> str:
    return fold(" ".join(word[:_LONG_WORD] for word in _NOT_WORD.split(part) if word))


def _joined(parts: list[str]) -> Iterator[str]:
    group: list[str] = []
    for part in parts:
        if group and not (_is_short(group[-1]) or _is_short(part)):
            yield " ".join(group)
            group = []
        group.append(part)
    yield " ".join(group)


def _is_short(part: str) -> bool:
    return part.count(" ") + 1 < _SHORT_SENTENCE


def _is_invisible(character: str) -> bool:
    if character.isspace():
        return False
    return character in _FILLERS or unicodedata.category(character) in _INVISIBLE


def _unspaced(match: re.Match[str]) -> str:
    letters = _SPACER.sub("", match[0])
    # "а я с собой" is three Russian words of one letter, not a word written in spaced letters.
    is_words = len(letters) < _SHORTEST_SPACED and set(letters) <= _ONE_LETTER_WORDS
    return match[0] if is_words else letters
