"""Which of a person's own texts are nearest to a few words: BM25 over dictionary forms. Pure."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ai.local.language import detect
from ai.local.morphology import parses
from ai.local.passage import Passage, Token, read
from ai.local.word_lists import words
from core.vocabulary import Language

#: Usual constants of BM25, from "The Probabilistic Relevance Framework" of 2009.
_SATURATION = 1.2
_LENGTH_NORM = 0.75

_FUNCTION_POS = frozenset(("CONJ", "PREP", "PRCL", "NPRO", "INTJ", "PRED", "NUMR"))


@dataclass(frozen=True, slots=True)
class Match:
    """The position of a text among those given, and how near it is (above 0, no upper bound)."""

    index: int
    score: float


def rank(query: str, texts: Sequence[str], limit: int) -> list[Match]:
    """Return the texts that share a content word with the query, nearest first.

    Args:
        query: A message or a question.
        texts: Texts to choose from; each is read in its own language.
        limit: The most matches to return.
    """
    wanted = set(words_of(query))
    documents = [Counter(words_of(text)) for text in texts]
    average = sum(map(Counter.total, documents)) / max(1, len(documents)) or 1.0
    spread = Counter(word for document in documents for word in document)
    scored = [
        Match(index, _score(wanted, document, spread, average, len(documents)))
        for index, document in enumerate(documents)
    ]
    near = [match for match in scored if match.score > 0]
    return sorted(near, key=lambda match: (-match.score, -match.index))[:limit]


def words_of(text: str) -> list[str]:
    """Return the dictionary forms of the words of a text that carry content."""
    passage = read(text, detect(text, Language.RU))
    return [token.lemma for token in passage.tokens if _carries_content(token, passage)]


def _score(
    wanted: set[str], document: Counter[str], spread: Counter[str], average: float, total: int
) -> float:
    norm = 1 - _LENGTH_NORM + _LENGTH_NORM * document.total() / average
    return math.fsum(
        math.log(1 + (total - spread[word] + 0.5) / (spread[word] + 0.5))
        * document[word]
        * (_SATURATION + 1)
        / (document[word] + _SATURATION * norm)
        for word in wanted
        if document[word]
    )


def _carries_content(token: Token, passage: Passage) -> bool:
    if token.text[0].isdigit() or len(token.text) == 1:
        return False
    if not words(passage.language, "empty").isdisjoint((token.lemma, token.lower)):
        return False
    return passage.language is Language.EN or parses(token.text)[0].tag.POS not in _FUNCTION_POS
