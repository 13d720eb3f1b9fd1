"""Names of people, in both alphabets, whatever the language of the text around them. Pure."""

import re
from collections.abc import Iterator, Sequence

from ai.masking import names_en, names_ru
from ai.masking.own_names import OwnNames
from ai.masking.spans import Kind, Span
from ai.masking.words import Word, words_of

_INITIALS = re.compile(
    r"(?<!\w)(?:[А-ЯЁ]\.\s?){1,2}[А-ЯЁ][а-яё-]{2,}|(?<!\w)(?:[A-Z]\.\s?){1,2}[A-Z][a-z'-]{2,}"
)
_BETWEEN = re.compile(r"[ \u00a0]|-|\. ?")


def names_in(text: str, own: Sequence[str] = ()) -> Iterator[Span]:
    """Yield names; words of one name that follow each other are one place.

    Args:
        text: As the person wrote it.
        own: What the person is called.
    """
    words = words_of(text)
    named = OwnNames(own).found(words)
    named |= names_ru.found(words, named)
    named |= names_en.found(words, named)
    group: list[Word] = []
    for match in _INITIALS.finditer(text):
        yield Span(*match.span(), Kind.NAME, match[0])
    for word in words:
        if word.index not in named:
            continue
        if group and not _continues(text, group[-1], word):
            yield _span(group, named)
            group = []
        group.append(word)
    if group:
        yield _span(group, named)


def _continues(text: str, before: Word, word: Word) -> bool:
    return word.index == before.index + 1 and bool(
        _BETWEEN.fullmatch(text[before.end : word.start])
    )


def _span(group: list[Word], keys: dict[int, str]) -> Span:
    key = " ".join(keys[word.index] for word in group)
    return Span(group[0].start, group[-1].end, Kind.NAME, key)
