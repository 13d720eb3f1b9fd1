"""A text cut into sentences, clauses and words that remember where they stand. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from ai.local.latin import spelled_out
from ai.local.morphology import APOSTROPHE, lemmas
from ai.local.word_lists import words
from core.vocabulary import Language

#: Characters of a text that are looked at: one whole Telegram message; bounds the time of a turn.
READ_LIMIT = 4_096

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*|\d+(?:[.:,]\d+)*")
_SENTENCE = re.compile(r"[^.!?…\n]+(?:[.!?…]+[\"»”)]*|\n|$)")
_CLAUSE_BREAK = re.compile(r"[,;:()\[\]]|\s-\s|[\u2013\u2014]|\"|«|»|“|”")
_TRIM = " \t\r\n.,;:!?…-\u2013\u2014()[]*"


#: What marks a word of a list that is found only as it is written.
EXACT = "="


# Words, clauses and sentences are themselves, not their contents: comparing them by identity keeps
# a text of 4,000 characters from being hashed over and over.
@dataclass(frozen=True, slots=True, eq=False)
class Token:
    """One word: as written, where it stands in the text, and its possible dictionary forms."""

    text: str
    start: int
    end: int
    #: The word in lower case with a plain apostrophe.
    lower: str
    lemmas: tuple[str, ...]
    #: All that a word of a list may be to match this one.
    keys: tuple[str, ...]

    @property
    def lemma(self) -> str:
        """The likeliest dictionary form."""
        return self.lemmas[0]


@dataclass(frozen=True, eq=False)
class Clause:
    """Words between two breaks of a sentence; `start` and `end` are offsets in the text."""

    start: int
    end: int
    tokens: tuple[Token, ...]

    @cached_property
    def keys(self) -> frozenset[str]:
        """All that a word of a list may be to match one of the words."""
        return frozenset(key for token in self.tokens for key in token.keys)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One entry of a word list: its section and its dictionary forms."""

    section: str
    words: tuple[str, ...]
    #: How many other words may stand before each word of it.
    gaps: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Hit:
    """A phrase found in a clause, from token `first` to token `last`."""

    phrase: Phrase
    clause: Clause
    first: int
    last: int
    is_negated: bool


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """Clauses up to a full stop; `is_question` tells whether it ends with a question mark."""

    start: int
    end: int
    clauses: tuple[Clause, ...]
    is_question: bool


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """A text that was read, at most READ_LIMIT characters of it."""

    text: str
    language: Language
    sentences: tuple[Sentence, ...]
    #: What was found in it so far, by word list and clause: several readers ask the same.
    found: dict[tuple[str, Clause], tuple[Hit, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    #: How warm each clause is, once it was weighed, by the parts it falls into.
    weights: dict[Clause, tuple[tuple[Clause, float], ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def clauses(self) -> Iterator[Clause]:
        """All clauses in order."""
        return (clause for sentence in self.sentences for clause in sentence.clauses)

    @property
    def tokens(self) -> Iterator[Token]:
        """All words in order."""
        return (token for clause in self.clauses for token in clause.tokens)

    def quote(self, part: Clause | Sentence) -> str:
        """Return the literal words of a part, without the punctuation around them."""
        return self.text[part.start : part.end].strip(_TRIM)


def read(text: str, language: Language) -> Passage:
    """Cut a text into sentences, clauses and words."""
    text = text[:READ_LIMIT]
    sentences = (
        _sentence(text, match.start(), match.end(), language) for match in _SENTENCE.finditer(text)
    )
    return Passage(text, language, tuple(item for item in sentences if item.clauses))


def _sentence(text: str, start: int, end: int, language: Language) -> Sentence:
    clauses = tuple(
        Clause(tokens[0].start, tokens[-1].end, tokens)
        for left, right in _clause_spans(text, start, end, language)
        if (tokens := _tokens(text, left, right, language))
    )
    return Sentence(start, end, clauses, is_question="?" in text[max(start, end - 4) : end])


def _clause_spans(text: str, start: int, end: int, language: Language) -> Iterator[tuple[int, int]]:
    breaking = words(language, "breaking")
    cuts = [match.end() for match in _CLAUSE_BREAK.finditer(text, start, end)]
    cuts += [
        match.start()
        for match in _WORD.finditer(text, start, end)
        if match.group().lower() in breaking
    ]
    edges = [start, *sorted(cuts), end]
    return pairwise(edges)


def _tokens(text: str, start: int, end: int, language: Language) -> tuple[Token, ...]:
    return tuple(
        _token(match.group(), match.start(), match.end(), language)
        for match in _WORD.finditer(text, start, end)
    )


def _token(word: str, start: int, end: int, language: Language) -> Token:
    lower = word.lower().replace(APOSTROPHE, "'")
    russian = spelled_out(word) if language is Language.RU else None
    forms = lemmas(russian or word, language)
    return Token(word, start, end, lower, forms, (*forms, EXACT + lower))
