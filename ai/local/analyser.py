"""The last link: the local analyser, which needs no key, no network and no permit."""

from typing import TypeVar

from ai.analyser import Completion
from ai.contracts import (
    AnswerRequest,
    CoachReply,
    CoachRequest,
    DeepReading,
    DeepRequest,
    InstantReading,
)
from ai.local import coach, insight, morphology, quality, reflection, sentiment, traits, valence
from ai.local.language import detect
from ai.local.passage import Passage, read
from ai.local.phrases import book
from ai.local.voice import Voice, sentences
from core.crisis.assessment import assess
from core.crisis.levels import CrisisLevel
from core.vocabulary import Language

R = TypeVar("R")

_MODEL = "local-analyser"
_PROMPT_VERSION = "local/2"
_WORD_LISTS = ("signals", "traits", "themes", "topics", "intents")


class LocalAnalyser:
    """Rules and word lists; the same answer always gets the same reading."""

    name = "local"
    is_offline = True

    def read_instantly(self, request: AnswerRequest) -> Completion[InstantReading]:
        """Give language, colour, quality and a reflection of an answer, in a few milliseconds."""
        passage = _passage(request)
        found, mood = quality.contents(passage, request.question_text), sentiment.mood(passage)
        return _completion(
            InstantReading(
                language=passage.language,
                sentiment=mood.sentiment,
                sentiment_score=mood.score,
                quality=quality.quality(found),
                reflection=reflection.reflect(passage, found, mood, _voice(request, passage)),
            )
        )

    def read_deeply(self, request: DeepRequest) -> Completion[DeepReading]:
        """Add a hypothesis, observations of traits and themes that repeat."""
        passage = _passage(request)
        figure = quality.quality(quality.contents(passage, request.question_text))
        mood = sentiment.mood(passage)
        voice = _voice(request, passage)
        level = assess(request.text).level
        hypothesis, words = insight.form(passage, voice)
        # In a crisis a hypothesis about the person is out of place, so nothing but facts is kept.
        is_calm = level < CrisisLevel.PASSIVE
        return _completion(
            DeepReading(
                language=passage.language,
                sentiment=mood.sentiment,
                sentiment_score=mood.score,
                quality=figure,
                insight=hypothesis if is_calm else "",
                insight_quote=words if is_calm else "",
                traits=traits.observe(passage, figure, request.targets) if is_calm else (),
                patterns=insight.patterns(passage, request.history, voice) if is_calm else (),
                crisis_level=level,
            )
        )

    def reply_as_coach(self, request: CoachRequest) -> Completion[CoachReply]:
        """Answer a message to the coach."""
        return _completion(coach.reply(request))


def warm_up() -> None:
    """Load dictionaries and word lists, about a second, so that no person waits for them."""
    morphology.warm_up()
    valence.warm_up()
    for language in Language:
        sentences(language)
        for name in _WORD_LISTS:
            book(name, language)


def _completion(reading: R) -> Completion[R]:
    return Completion(reading, _MODEL, _PROMPT_VERSION)


def _passage(request: AnswerRequest) -> Passage:
    return read(request.text, detect(request.text, request.language_hint))


def _voice(request: AnswerRequest, passage: Passage) -> Voice:
    seed = f"{request.question_text}\n{request.text}"
    return Voice(passage.language, request.address, seed, request.last_reflection)
