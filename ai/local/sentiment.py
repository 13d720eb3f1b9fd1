"""The colour of a text, from -1 to 1, and what may be said about it. Pure.

Every clause is weighed alone, because "but" turns a sentence and doubt takes the joy out of what
is doubted: "I'm not sure I love him" is no love.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from ai.contracts import Sentiment
from ai.local.passage import Clause, Passage, Sentence
from ai.local.phrases import hits, hits_in
from ai.local.valence import valence
from ai.local.word_lists import words
from core.vocabulary import Language

_THRESHOLD = 0.2
_PLAIN_THRESHOLD = 0.3
_MIXED_LEAST, _MIXED_SHARE = 1.2, 0.45
_SHADE = 0.35
#: How a clause after "but" counts; the one before it counts by the inverse.
_TURN = 1.4
#: What is left of joy that is doubted, that is only imagined, and that is said in mockery.
_DOUBTED, _IMAGINED, _MOCKED = -0.3, 0.4, -0.6
#: What is left of a colour in a clause that says when or on what condition.
_CONDITION = 0.5
_QUOTES = frozenset('«»"“”„')
#: Up to here a text with both colours is told as neither.
_BALANCED = 0.45
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
    #: Whether the person says that two things are true at once.
    is_torn: bool = False

    @property
    def sentiment(self) -> Sentiment:
        """The prevailing colour; two colours side by side are neither."""
        if self.is_torn and abs(self.score) < _BALANCED:
            return Sentiment.NEUTRAL
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
        if self.is_torn and less:
            return True
        return less >= _MIXED_LEAST and less >= _MIXED_SHARE * more


def mood(passage: Passage) -> Mood:
    """Weigh every clause of a passage."""
    clauses = [part for parts in _weights(passage).values() for part in parts]
    signs = _signs(passage)
    values = [*(value for _, value in clauses), signs]
    total = math.fsum(values)
    softness = _SOFTNESS[passage.language] * (1 + math.log1p(len(values) / 8))
    return Mood(
        score=max(-1.0, min(1.0, total / math.sqrt(total * total + softness))),
        warm=math.fsum(value for value in values if value > 0),
        cold=-math.fsum(value for value in values if value < 0),
        ends_warm=signs > 0 or _ends_warm(clauses),
        is_torn=any(hit.phrase.section == "balance" for hit in hits(passage, "signals")),
    )


def clause_values(passage: Passage) -> dict[Clause, float]:
    """Return the valence of every clause."""
    return {clause: clause_value(passage, clause) for clause in passage.clauses}


def clause_value(passage: Passage, clause: Clause) -> float:
    """Return the valence of one clause of a passage."""
    return math.fsum(value for _, value in _weights(passage)[clause])


def _weights(passage: Passage) -> dict[Clause, tuple[tuple[Clause, float], ...]]:
    """Return the parts of every clause with their valence; weighed once in a passage."""
    if not passage.weights:
        for sentence in passage.sentences:
            weighed = iter(_weighed(passage, sentence))
            for clause in sentence.clauses:
                count = len(_parts(passage, clause))
                passage.weights[clause] = tuple(islice(weighed, count))
    return passage.weights


def _weighed(passage: Passage, sentence: Sentence) -> Iterator[tuple[Clause, float]]:
    """Yield the parts of a sentence with their valence, doubt and turns counted in."""
    parts = [part for clause in sentence.clauses for part in _parts(passage, clause)]
    turns = [at for at, part in enumerate(parts) if _is_turn(passage, part, at)]
    is_mocking = _is_mocking(passage, sentence)
    is_doubted = False
    for at, clause in enumerate(parts):
        is_doubted = (is_doubted and at not in turns) or _doubts(passage, clause)
        value = _meant(passage, clause, valence(clause, passage.language))
        if value > 0 and (is_mocking or _is_scare_quote(passage, clause)):
            value *= _MOCKED
        elif value > 0 and is_doubted:
            value *= _DOUBTED
        yield clause, value * _turned(at, turns)


def _turned(at: int, turns: list[int]) -> float:
    """Weigh what comes after the last turn of a sentence more than what comes before it."""
    if not turns:
        return 1.0
    return _TURN if at >= turns[-1] else 1 / _TURN


def _parts(passage: Passage, clause: Clause) -> tuple[Clause, ...]:
    """Cut a clause before a "when" or "if" inside it, which no comma needs to mark in English."""
    conditions = words(passage.language, "conditions")
    tokens = clause.tokens
    at = next((at for at, token in enumerate(tokens) if at and token.lower in conditions), 0)
    if not at:
        return (clause,)
    halves = (tokens[:at], tokens[at:])
    return tuple(Clause(half[0].start, half[-1].end, half) for half in halves)


def _meant(passage: Passage, clause: Clause, value: float) -> float:
    """Weigh what is imagined, mocked or a mere condition for what it is."""
    said = {token.lower for token in clause.tokens}
    if _opening(passage, clause) in words(passage.language, "conditions"):
        value *= _CONDITION
    is_imagined = said & words(passage.language, "hypothetical")
    return value * _IMAGINED if value > 0 and is_imagined else value


def _is_scare_quote(passage: Passage, clause: Clause) -> bool:
    """Tell one praising word in quotation marks."""
    before, after = passage.text[: clause.start][-1:], passage.text[clause.end : clause.end + 1]
    return len(clause.tokens) == 1 and bool(before and after) and {before, after} <= _QUOTES


def _is_mocking(passage: Passage, sentence: Sentence) -> bool:
    """Tell «да уж, отлично»: a sentence that opens with a turn of mockery."""
    found = hits_in(passage, sentence.clauses[0], "signals")
    return any(hit.phrase.section == "irony" and not hit.first for hit in found)


def _is_turn(passage: Passage, clause: Clause, at: int) -> bool:
    """Tell "but …" and, later in a sentence, "now …": what follows is what counts."""
    language = passage.language
    if clause.tokens[0].lower in words(language, "turning"):
        return True
    return at > 0 and _opening(passage, clause) in words(language, "by now")


def _opening(passage: Passage, clause: Clause) -> str:
    """Return the first word that is more than an "and" or a "well"."""
    openers = words(passage.language, "openers")
    said = [token.lower for token in clause.tokens]
    return next((word for word in said if word not in openers), said[0])


def _doubts(passage: Passage, clause: Clause) -> bool:
    found = hits_in(passage, clause, "signals")
    return any(hit.phrase.section in _DOUBTS for hit in found)


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
