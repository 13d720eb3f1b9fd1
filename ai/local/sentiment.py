"""The colour of a text, from -1 to 1: own lexicon in Russian, VADER with own phrases in English.

Both score each clause, because "but" turns a sentence and a sum over a long text drowns the turn.
Pure.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from vaderSentiment.vaderSentiment import (  # type: ignore[import-untyped]  # ships no annotations
    SentimentIntensityAnalyzer,
)

from ai.contracts import Sentiment
from ai.local.morphology import APOSTROPHE
from ai.local.passage import Clause, Passage
from ai.local.phrases import Hit, book
from ai.local.word_lists import words
from core.vocabulary import Language

_THRESHOLD = 0.2
_PLAIN_THRESHOLD = 0.3
#: A negated word says less than its opposite: "not bad" is not "good".
_NEGATED_GOOD, _NEGATED_BAD = -0.8, -0.35
_MORE, _LESS = 1.35, 0.6
#: How a clause after "but" counts; the one before it counts by the inverse.
_TURN = 1.4
#: The square of the sum at which the score is 0.71. VADER has 15 with valences up to 4.
_SOFTNESS_RU, _SOFTNESS_EN = 6.0, 15.0
_CERTAIN = 0.9999
#: What people type instead of a word.
_SIGNS = {
    2.0: (":)", "=)", ":-)", "😊", "😀", "😁", "😍", "🥰", "❤", "🎉", "😂", "🤗", "👍", "🙏"),
    -2.0: (":(", "=(", ":-(", "😢", "😭", "😞", "😔", "😡", "💔", "😠", "😩", "😣", "👎"),
}


@dataclass(frozen=True, slots=True)
class Mood:
    """Polarity -1..1 of a whole text, and how much of either colour is in it (0 and up)."""

    score: float
    warm: float
    cold: float

    @property
    def sentiment(self) -> Sentiment:
        """The prevailing colour."""
        if self.score >= _THRESHOLD:
            return Sentiment.POSITIVE
        return Sentiment.NEGATIVE if self.score <= -_THRESHOLD else Sentiment.NEUTRAL

    @property
    def is_plain(self) -> bool:
        """Whether the colour is strong enough to be spoken about."""
        return abs(self.score) >= _PLAIN_THRESHOLD

    @property
    def is_mixed(self) -> bool:
        """Whether both colours are there and neither is a trace."""
        return min(self.warm, self.cold) >= 1.0 and min(self.warm, self.cold) >= 0.4 * max(
            self.warm, self.cold
        )


def mood(passage: Passage) -> Mood:
    """Weigh every clause of a passage."""
    values = [value * _turn(passage, at) for at, value in enumerate(clause_values(passage))]
    values.append(_signs(passage.text))
    softness = _SOFTNESS_RU if passage.language is Language.RU else _SOFTNESS_EN
    total = math.fsum(values)
    score = total / math.sqrt(total * total + softness * (1 + math.log1p(len(values) / 8)))
    return Mood(
        score=max(-1.0, min(1.0, score)),
        warm=math.fsum(value for value in values if value > 0),
        cold=-math.fsum(value for value in values if value < 0),
    )


def clause_values(passage: Passage) -> list[float]:
    """Return the valence of every clause in order, about -6..6, before any turn."""
    value = _value_ru if passage.language is Language.RU else _value_en
    return [value(passage, clause) for clause in passage.clauses]


def _turn(passage: Passage, position: int) -> float:
    turns = [
        at
        for at, clause in enumerate(passage.clauses)
        if clause.tokens[0].lower in words(passage.language, "turning")
    ]
    if position in turns:
        return _TURN
    return 1 / _TURN if position + 1 in turns else 1.0


def _value_ru(_: Passage, clause: Clause) -> float:
    return math.fsum(_weights(clause, book("sentiment", Language.RU).find(clause)))


def _weights(clause: Clause, hits: Iterable[Hit]) -> Iterable[float]:
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


@lru_cache(maxsize=1)
def _vader() -> SentimentIntensityAnalyzer:
    return SentimentIntensityAnalyzer()


def _value_en(passage: Passage, clause: Clause) -> float:
    hits = list(book("sentiment", Language.EN).find(clause))
    own = math.fsum(_negated(float(hit.phrase.section), hit) for hit in hits)
    taken = {at for hit in hits for at in range(hit.first, hit.last + 1)}
    rest = " ".join(
        token.text.replace(APOSTROPHE, "'")
        for at, token in enumerate(clause.tokens)
        if at not in taken
    )
    compound = float(_vader().polarity_scores(rest)["compound"]) if rest else 0.0
    compound = max(-_CERTAIN, min(_CERTAIN, compound))
    return own + compound * math.sqrt(_SOFTNESS_EN / (1 - compound * compound)) * bool(rest)


def _signs(text: str) -> float:
    total = math.fsum(
        weight * min(2, text.count(sign)) for weight, signs in _SIGNS.items() for sign in signs
    )
    return max(-3.0, min(3.0, total))


def warm_up() -> None:
    """Load both lexicons before the first answer needs them."""
    _vader()
    for language in Language:
        book("sentiment", language)
