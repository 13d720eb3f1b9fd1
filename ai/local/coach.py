"""The offline coach: gives words back, leans on earlier ones, asks one open question. Pure.

The manner is that of motivational interviewing: reflect more than ask, ask openly, advise rarely.
What the portrait says is always said as a sketch.
"""

from collections.abc import Callable, Mapping

from ai.contracts import CoachReply, CoachRequest, EarlierAnswer, PortraitLine
from ai.local.language import detect
from ai.local.passage import Passage, read
from ai.local.phrases import book
from ai.local.quality import Contents, contents, quality
from ai.local.recollection import Recollection, recall, recall_all, recall_near
from ai.local.reflection import has_wish, is_special, reflect
from ai.local.sentiment import Mood, mood
from ai.local.traits import observe
from ai.local.voice import Voice, capital
from ai.local.word_lists import words
from ai.local.wording import is_clean
from core.crisis.assessment import assess
from core.crisis.levels import CrisisLevel
from core.vocabulary import Trait

_SHORT_WORDS = 2
#: Words beside a greeting, thanks or a farewell; with more, the message is about something.
_BESIDE_COURTESY = 2
_COURTESIES = ("thanks", "hello", "bye")
_REQUESTS = ("complaint", "judging", "about_me", "who", "present", "recall", "advice", "unknown")
_LONGEST_QUESTION = 160
_MIDDLE = 0.5
_MOST_LINES = 4
#: Observations of a trait from which the portrait is worth a hint in a talk.
_HINT_OBSERVATIONS = 3


class _Talk:
    """One message with all that a reply is made from."""

    def __init__(self, request: CoachRequest) -> None:
        """Read the message.

        Args:
            request: The message and what the coach may know.
        """
        self.request = request
        self.passage: Passage = read(request.message, detect(request.message, request.language))
        self.found: Contents = contents(self.passage)
        self.colour: Mood = mood(self.passage)
        # The place in the talk is part of the seed: the same words twice get different replies.
        seed = f"{len(request.history)}\n{request.message}"
        self.voice = Voice(self.passage.language, request.address, seed)
        self._said = "\n".join(turn.text for turn in request.history if not turn.is_person)

    def ask(self, section: str) -> str:
        """Choose a question that was not asked in this talk, if there is one left."""
        options = self.voice.options(section)
        fresh = tuple(option for option in options if option not in self._said)
        return self.voice.choose(fresh or options, section)


def reply(request: CoachRequest) -> CoachReply:
    """Answer one message to the coach."""
    talk = _Talk(request)
    intent = _intent(talk)
    if intent is None:
        return _unasked(talk)
    answer = _REPLIES.get(intent)
    return answer(talk) if answer else CoachReply(text=talk.ask(f"coach {intent}"))


def _intent(talk: _Talk) -> str | None:
    """Find what the person asks for; requests win over courtesies."""
    hits = [
        hit
        for clause in talk.passage.clauses
        for hit in book("intents", talk.passage.language).find(clause)
        if not hit.is_negated
    ]
    asked = {hit.phrase.section for hit in hits}
    beside = talk.found.words - sum(hit.last - hit.first + 1 for hit in hits)
    candidates = _REQUESTS + (_COURTESIES if beside <= _BESIDE_COURTESY else ())
    return next((intent for intent in candidates if intent in asked), None)


def _unasked(talk: _Talk) -> CoachReply:
    if _is_question(talk):
        return CoachReply(text=_question_back(talk))
    if is_special(talk.passage, talk.found, talk.colour):
        return CoachReply(text=reflect(talk.passage, talk.found, talk.colour, talk.voice))
    if talk.found.words <= _SHORT_WORDS and not talk.colour.is_plain:
        return CoachReply(text=talk.ask("coach short"))
    return _companion(talk)


def _is_question(talk: _Talk) -> bool:
    sentences = talk.passage.sentences
    return bool(sentences) and all(sentence.is_question for sentence in sentences)


def _question_back(talk: _Talk) -> str:
    """Give a question about oneself back; admit not to know any other."""
    question = talk.request.message.strip()
    is_fitting = is_clean(question) and len(question) <= _LONGEST_QUESTION
    if talk.found.has("own") and is_fitting and not _is_to_us(talk):
        return talk.voice.say("coach own question", q=talk.voice.quoted(question))
    return talk.ask("coach unknown")


def _is_to_us(talk: _Talk) -> bool:
    """Tell whether a question is put to the coach: «ты», "you"."""
    addressed = words(talk.passage.language, "second person")
    return any(
        not addressed.isdisjoint((token.lower, *token.lemmas)) for token in talk.passage.tokens
    )


def _companion(talk: _Talk) -> CoachReply:
    """Reflect; recall one earlier answer or a hint of the portrait; ask one question."""
    memory = recall_near(talk.request.message, talk.request.earlier)
    parts = [reflect(talk.passage, talk.found, talk.colour, talk.voice)]
    parts.append(_remembered(talk, memory) if memory else _hint(talk))
    if assess(talk.request.message).level >= CrisisLevel.DISTRESS:
        parts.append(_person_once(talk))
    if not parts[0].endswith("?"):
        parts.append(talk.ask(f"coach ask {_tone(talk)}"))
    return CoachReply(text=_joined(parts), used_answer_ids=_ids(memory))


def _tone(talk: _Talk) -> str:
    if talk.colour.tone == "mixed":
        return "mixed"
    if talk.colour.tone != "positive" and not is_clean(talk.request.message):
        return "negative"  # never "what do you already have for it" after a threat
    return "wish" if has_wish(talk.request.message) else talk.colour.tone


def _person_once(talk: _Talk) -> str:
    """Say once in a talk that a living person is better company in the dark."""
    line = talk.voice.say("coach person")
    said = any(line in turn.text for turn in talk.request.history)
    return "" if said else line


def _remembered(talk: _Talk, memory: Recollection) -> str:
    return talk.voice.say(
        "coach earlier",
        date=memory.date(talk.passage.language),
        q=talk.voice.quoted(memory.words),
    )


def _hint(talk: _Talk) -> str:
    """Name a trait of the portrait that this message hints at too, if its side is clear."""
    lines = {line.trait: line for line in talk.request.portrait}
    for reading in observe(talk.passage, quality(talk.found), ()):
        line = lines.get(reading.trait)
        if line and line.observations >= _HINT_OBSERVATIONS and _pole(line) == _sign(reading.value):
            return talk.voice.say(
                "coach portrait", pole=_named(line.trait, _pole(line), talk.voice)
            )
    return ""


def _pole(line: PortraitLine) -> str | None:
    """Return the side of a trait when its whole interval lies on it."""
    if line.low > _MIDDLE:
        return "+"
    return "-" if line.high < _MIDDLE else None


def _sign(value: float) -> str:
    return "+" if value > 0 else "-"


def _named(trait: Trait, pole: str | None, voice: Voice) -> str:
    return voice.say(f"pole {trait} {pole}")


def _about_me(talk: _Talk) -> CoachReply:
    clear = [line for line in talk.request.portrait if line.observations and _pole(line)]
    clear.sort(key=lambda line: line.high - line.low)
    if not clear:
        is_begun = any(line.observations for line in talk.request.portrait)
        return CoachReply(text=talk.ask("coach about vague" if is_begun else "coach about empty"))
    lines = [
        talk.voice.say(
            "coach about line",
            Pole=capital(_named(line.trait, _pole(line), talk.voice)),
            n=str(line.observations),
        )
        for line in clear[:_MOST_LINES]
    ]
    header, footer = talk.voice.say("coach about header"), talk.voice.say("coach about footer")
    return CoachReply(text="\n".join((header, *lines, footer)))


def _who(talk: _Talk) -> CoachReply:
    return CoachReply(text=talk.voice.say("coach who"))


def _recall(talk: _Talk) -> CoachReply:
    earlier: tuple[EarlierAnswer, ...] = talk.request.earlier
    if not earlier:
        return CoachReply(text=talk.ask("coach recall closed"))
    memory = recall(talk.request.message, earlier)
    if not memory:
        return CoachReply(text=talk.ask("coach recall nothing"))
    found = talk.voice.say(
        "coach recall",
        date=memory.date(talk.passage.language),
        q=talk.voice.quoted(memory.words),
    )
    text = _joined([found, talk.ask("coach recall ask")])
    return CoachReply(text=text, used_answer_ids=_ids(memory))


def _advice(talk: _Talk) -> CoachReply:
    """Say that the choice is theirs, show what once helped, ask for what is already there."""
    memory = next(
        (item for item in recall_all(talk.request.message, talk.request.earlier) if item.is_bright),
        None,
    )
    parts = [talk.voice.say("coach advice")]
    if memory:
        parts.append(_remembered(talk, memory))
    parts.append(talk.ask("coach ask advice"))
    return CoachReply(text=_joined(parts), used_answer_ids=_ids(memory))


def _ids(memory: Recollection | None) -> tuple[int, ...]:
    return (memory.answer_id,) if memory else ()


def _joined(parts: list[str]) -> str:
    return "\n\n".join(filter(None, parts))


_REPLIES: Mapping[str, Callable[[_Talk], CoachReply]] = {
    "who": _who,
    "about_me": _about_me,
    "recall": _recall,
    "advice": _advice,
}
