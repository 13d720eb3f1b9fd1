"""How much thinking a request deserves, and why. Pure.

Every reason that is found adds its weight, and the sum, at most 1, chooses the tier. The weights
are plain judgements, not estimates: length and turning sentences ask for a closer look, and where
somebody is in pain or speaks against what they said before, the best reader there is. They are set
so that of ordinary answers about 15 % are SIMPLE, 75 % MEDIUM and 10 % COMPLEX.
"""

from dataclasses import dataclass
from enum import StrEnum

from ai.choices import Tier
from ai.contracts import AnswerRequest, CoachRequest, DeepRequest, Task
from ai.local import quality, sentiment
from ai.local.language import detect
from ai.local.passage import Passage, read
from ai.local.quality import Contents
from ai.local.sentiment import Mood
from ai.local.speaker import own_hits
from ai.local.word_lists import words
from core.crisis.assessment import assess
from core.crisis.levels import CrisisLevel
from core.vocabulary import Domain, Language

#: Where MEDIUM and COMPLEX begin.
MEDIUM_FROM = 0.25
COMPLEX_FROM = 0.65

#: Numbers of words from which a text is no longer short, is long, is very long.
SOME_WORDS, MANY_WORDS, MOST_WORDS = 6, 45, 90
#: A text shorter than this that names bare facts asks for nothing.
PLAIN_WORDS = 12
#: What is more than a bare fact.
_MORE = ("feeling", "because", "reason", "insight", "wish", "must", "adversity", "doubt")
_COLOURLESS = 0.2
#: Numbers of own clauses, each a thing said, that make a text dense.
DENSE_CLAUSES = 9
#: Domains where plain words often stand for much.
HEAVY_DOMAINS = frozenset((Domain.PAST, Domain.IDENTITY, Domain.FAMILY, Domain.SPIRITUALITY))
#: Colours that far apart on one domain speak against each other.
OPPOSED = 1.0
#: Earlier answers that are compared, the newest of the domain; about a millisecond each.
COMPARED = 3


class Reason(StrEnum):
    """Something that asks for more thinking."""

    SOME_WORDS = "some_words"
    LONG = "long"
    VERY_LONG = "very_long"
    DENSE = "dense"
    AMBIVALENT = "ambivalent"
    ADVERSITY = "adversity"
    STRONG_FEELING = "strong_feeling"
    HEAVY_DOMAIN = "heavy_domain"
    CONTRADICTION = "contradiction"
    DISTRESS = "distress"
    #: A reply is read by a person at once, so it is never left to the smallest model.
    CONVERSATION = "conversation"


WEIGHTS: dict[Reason, float] = {
    Reason.SOME_WORDS: 0.25,
    Reason.LONG: 0.2,
    Reason.VERY_LONG: 0.15,
    Reason.DENSE: 0.1,
    Reason.AMBIVALENT: 0.15,
    Reason.ADVERSITY: 0.15,
    Reason.STRONG_FEELING: 0.05,
    Reason.HEAVY_DOMAIN: 0.1,
    Reason.CONTRADICTION: 0.25,
    Reason.DISTRESS: 0.7,
    Reason.CONVERSATION: 0.25,
}
_STRONG = 0.7


@dataclass(frozen=True, slots=True)
class Complexity:
    """The judgement about one request.

    Attributes:
        score: 0 to 1.
        tier: what the score asks for.
        reasons: codes of what was found, heaviest first; they sum up to the score.
    """

    score: float
    tier: Tier
    reasons: tuple[Reason, ...]


def complexity(task: Task, request: AnswerRequest | CoachRequest) -> Complexity:
    """Judge a request by its text, its domain and what was said before; a few milliseconds.

    Args:
        task: What is asked for; the instant reading is always SIMPLE.
        request: The answer, or the message to the coach.
    """
    if task is Task.INSTANT_ANALYSIS:
        return _judged(set())
    if isinstance(request, CoachRequest):
        passage = _passage(request.message, request.language)
        return _judged({Reason.CONVERSATION} | _reasons(passage))
    passage = _passage(request.text, request.language_hint)
    return _judged(_reasons(passage) | _reasons_around(request, passage))


def _judged(reasons: set[Reason]) -> Complexity:
    if Reason.CONVERSATION in reasons:
        # A conversation stands for the length that it need not have.
        reasons = reasons - {Reason.SOME_WORDS}
    score = round(min(1.0, sum(WEIGHTS[reason] for reason in reasons)), 3)
    heaviest_first = sorted(reasons, key=lambda reason: (-WEIGHTS[reason], reason))
    return Complexity(score, _tier(score), tuple(heaviest_first))


def _tier(score: float) -> Tier:
    if score >= COMPLEX_FROM:
        return Tier.COMPLEX
    return Tier.MEDIUM if score >= MEDIUM_FROM else Tier.SIMPLE


def _passage(text: str, hint: Language) -> Passage:
    return read(text, detect(text, hint))


def _reasons(passage: Passage) -> set[Reason]:
    """Return what the text itself asks for."""
    contents, mood = quality.contents(passage), sentiment.mood(passage)
    found = {
        Reason.SOME_WORDS: contents.words >= SOME_WORDS and not _is_plain(passage, contents, mood),
        Reason.LONG: contents.words >= MANY_WORDS,
        Reason.VERY_LONG: contents.words >= MOST_WORDS,
        Reason.DENSE: sum(1 for _ in passage.clauses) >= DENSE_CLAUSES,
        Reason.AMBIVALENT: mood.is_mixed or _turns(passage),
        Reason.ADVERSITY: contents.has("adversity"),
        Reason.STRONG_FEELING: abs(mood.score) >= _STRONG,
        Reason.DISTRESS: assess(passage.text).level >= CrisisLevel.DISTRESS,
    }
    return {reason for reason, is_found in found.items() if is_found}


def _is_plain(passage: Passage, contents: Contents, mood: Mood) -> bool:
    """Tell whether a text is a refusal or a bare fact: no colour, reason, wish or hint."""
    if contents.has("refuse", "unsure") and contents.words < 2 * SOME_WORDS:
        return True
    is_colourless = abs(mood.score) < _COLOURLESS and not mood.is_mixed
    is_bare = contents.words < PLAIN_WORDS and not contents.has(*_MORE)
    return is_bare and is_colourless and not any(own_hits(passage, "traits"))


def _reasons_around(request: AnswerRequest, passage: Passage) -> set[Reason]:
    """Return what the question and earlier answers ask for."""
    history = request.history if isinstance(request, DeepRequest) else ()
    alike = [item for item in history if item.domain is request.question_domain]
    newest = sorted(alike, key=lambda item: item.answered_at)[-COMPARED:]
    score = sentiment.mood(passage).score
    found = {
        Reason.HEAVY_DOMAIN: request.question_domain in HEAVY_DOMAINS,
        Reason.CONTRADICTION: any(
            _opposes(score, _score(item.text, request.language_hint)) for item in newest
        ),
    }
    return {reason for reason, is_found in found.items() if is_found}


def _score(text: str, hint: Language) -> float:
    return sentiment.mood(_passage(text, hint)).score


def _opposes(score: float, other: float) -> bool:
    return score * other < 0 and abs(score - other) >= OPPOSED


def _turns(passage: Passage) -> bool:
    """Tell whether a clause turns against the one before it: "but", "although"."""
    turning = words(passage.language, "turning")
    return any(clause.tokens[0].lower in turning for clause in passage.clauses)
