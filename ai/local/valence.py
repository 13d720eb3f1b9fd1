"""How warm or cold a clause is: own lexicon in Russian, VADER with own phrases in English. Pure."""

import math
from collections.abc import Iterable
from functools import lru_cache

from vaderSentiment.vaderSentiment import (  # type: ignore[import-untyped]  # ships no annotations
    SentimentIntensityAnalyzer,
)

from ai.local.passage import Clause, Hit, Token
from ai.local.phrases import book
from ai.local.word_lists import words
from core.vocabulary import Language

#: A negated word says less than its opposite: "not bad" is not "good".
_NEGATED_GOOD, _NEGATED_BAD = -0.8, -0.35
#: Our English phrases go up to 3, words of VADER up to 4.
_OWN = 1.35
_MORE, _LESS = 1.35, 0.6
#: VADER squeezes a sum into -1..1 as x / sqrt(x² + 15); this is undone to add our own phrases.
_VADER_SOFTNESS = 15.0
_CERTAIN = 0.9999
_LIKE, _NO = "like", "no"


def valence(clause: Clause, language: Language) -> float:
    """Return the valence of a clause, about -6..6; 0 is neither."""
    return _russian(clause) if language is Language.RU else _english(clause)


def warm_up() -> None:
    """Load both lexicons before the first answer needs them."""
    _vader()
    for language in Language:
        book("sentiment", language)


def is_english_word(word: str) -> bool:
    """Tell whether VADER's list of seven thousand English words has a word."""
    return word in _vader().lexicon


def _russian(clause: Clause) -> float:
    return math.fsum(_weights(book("sentiment", Language.RU).find(clause)))


def _weights(hits: Iterable[Hit]) -> Iterable[float]:
    factor, factor_until = 1.0, -1
    for hit in hits:
        if hit.phrase.section in ("more", "less"):
            factor = _MORE if hit.phrase.section == "more" else _LESS
            factor_until = hit.last + 2
            continue
        near = factor if hit.first <= factor_until else 1.0
        yield _negated(float(hit.phrase.section), hit) * near


def _negated(value: float, hit: Hit) -> float:
    if not hit.is_negated:
        return value
    return value * (_NEGATED_GOOD if value > 0 else _NEGATED_BAD)


def _english(clause: Clause) -> float:
    hits = list(book("sentiment", Language.EN).find(clause))
    own = math.fsum(_negated(float(hit.phrase.section), hit) for hit in hits)
    taken = {at for hit in hits for at in range(hit.first, hit.last + 1)}
    rest = [
        token.lower
        for at, token in enumerate(clause.tokens)
        if at not in taken and not _misleads(clause.tokens, at)
    ]
    return _OWN * own + _vader_sum(rest)


def _misleads(tokens: tuple[Token, ...], at: int) -> bool:
    """Tell words that VADER takes amiss: a leading "but" (weighed elsewhere), "feels like"."""
    word = tokens[at].lower
    if word == _NO:
        # "No plans" is no complaint; "no fun" is.
        after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
        return after not in _vader().lexicon
    if word == _LIKE:
        return at == 0 or tokens[at - 1].lower not in words(Language.EN, "likers")
    return at == 0 and word in words(Language.EN, "turning")


def _vader_sum(words_left: list[str]) -> float:
    if _vader().lexicon.keys().isdisjoint(words_left):
        return 0.0
    text = " ".join(words_left)
    compound = float(_vader().polarity_scores(text)["compound"])
    compound = max(-_CERTAIN, min(_CERTAIN, compound))
    return compound * math.sqrt(_VADER_SOFTNESS / (1 - compound * compound))


@lru_cache(maxsize=1)
def _vader() -> SentimentIntensityAnalyzer:
    return SentimentIntensityAnalyzer()
