"""The colour of a text, from -1 to 1, and what may be said about it. Pure.

Every clause is weighed alone, because "but" turns a sentence and doubt takes the joy out of what
is doubted: "I'm not sure I love him" is no love.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from ai.contracts import Sentiment
from ai.local.passage import Clause, Passage, Sentence
from ai.local.phrases import book
from ai.local.valence import valence
from ai.local.word_lists import words
from core.vocabulary import Language

_THRESHOLD = 0.2
_PLAIN_THRESHOLD = 0.3
_MIXED_LEAST, _MIXED_SHARE = 1.2, 0.45
_SHADE = 0.35
#: How a clause after "but" counts; the one before it counts by the inverse.
_TURN = 1.4
#: What is left of joy that is doubted or wished for.
_DOUBTED = -0.3
_DOUBTS = ("unsure", "doubt")
#: The square of the sum at which the score is 0.71; valences of the two lexicons differ.
_SOFTNESS = {Language.RU: 6.0, Language.EN: 15.0}
_SHORTEST_ENDING = 2
#: What people type instead of a word.
_SIGNS = {
    2.0: (":)", "=)", ":-)", "😊", "😀", "😁", "😍", "🥰", "❤", "🎉", "😂", "🤗", "👍", "🙏"),
    1.0: ("))",),
    -1.0: ("((",),
    -2.0: (":(", "=(", ":-(", "😢", "😭", "😞", "😔", "😡", "💔", "😠", "😩", "😣", "👎"),
}


@dataclass(frozen=True, slots=True)
class Mood:
    """Polarity -1..1 of a whole text, and how much of either colour is in it (0 and up)."""

    score: float
    warm: float
    cold: float
    #: Whether the last thing said is warm.
    ends_warm: bool

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
    def tone(self) -> str:
        """What may be said about the colour: positive, negative, mixed or nothing (neutral).

        Joy is named only where hardly anything speaks against it and the last word is warm: to be
        cheerful at someone's trouble is the worse mistake.
        """
        if self.is_mixed:
            return "mixed"
        is_shaded = self.cold > _SHADE * self.warm or not self.ends_warm
        if not self.is_plain or (self.score > 0 and is_shaded):
            return "neutral"
        return str(self.sentiment)

    @property
    def is_mixed(self) -> bool:
        """Whether both colours are there and neither is a trace."""
        less, more = sorted((self.warm, self.cold))
        return less >= _MIXED_LEAST and less >= _MIXED_SHARE * more


def mood(passage: Passage) -> Mood:
    """Weigh every clause of a passage."""
    clauses = [pair for sentence in passage.sentences for pair in _weighed(passage, sentence)]
    signs = _signs(passage)
    values = [*(value for _, value in clauses), signs]
    total = math.fsum(values)
    softness = _SOFTNESS[passage.language] * (1 + math.log1p(len(values) / 8))
    return Mood(
        score=max(-1.0, min(1.0, total / math.sqrt(total * total + softness))),
        warm=math.fsum(value for value in values if value > 0),
        cold=-math.fsum(value for value in values if value < 0),
        ends_warm=signs > 0 or _ends_warm(clauses),
    )


def clause_values(passage: Passage) -> dict[Clause, float]:
    """Return the valence of every clause."""
    return {
        clause: value
        for sentence in passage.sentences
        for clause, value in _weighed(passage, sentence)
    }


def _weighed(passage: Passage, sentence: Sentence) -> Iterator[tuple[Clause, float]]:
    """Yield the clauses of a sentence with their valence, doubt and turns counted in."""
    turns = [_is_turn(passage, clause) for clause in sentence.clauses]
    is_doubted = False
    for clause, is_turn, is_before in zip(
        sentence.clauses, turns, [*turns[1:], False], strict=True
    ):
        is_doubted = (is_doubted and not is_turn) or _doubts(passage, clause)
        value = valence(clause, passage.language)
        if is_doubted and value > 0:
            value *= _DOUBTED
        yield clause, value * (_TURN if is_turn else 1 / _TURN if is_before else 1.0)


def _is_turn(passage: Passage, clause: Clause) -> bool:
    return clause.tokens[0].lower in words(passage.language, "turning")


def _doubts(passage: Passage, clause: Clause) -> bool:
    hits = book("signals", passage.language).find(clause)
    return any(hit.phrase.section in _DOUBTS for hit in hits)


def _ends_warm(clauses: list[tuple[Clause, float]]) -> bool:
    endings = [value for clause, value in clauses if len(clause.tokens) >= _SHORTEST_ENDING]
    return bool(endings) and endings[-1] > 0


def _signs(passage: Passage) -> float:
    """Weigh smileys inside the sentences of a passage."""
    written = "".join(passage.text[item.start : item.end] for item in passage.sentences)
    written = written or passage.text
    total = math.fsum(
        weight * min(2, written.count(sign)) for weight, signs in _SIGNS.items() for sign in signs
    )
    return max(-3.0, min(3.0, total))
