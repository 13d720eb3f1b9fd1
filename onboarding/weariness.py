"""What a person says in so many words: that they are tired, or that it is enough for now. Pure.

Precision comes first: «вчера устала на работе» is a story, and so is "I want to stop smoking". Only
a sentence that says nothing else counts, in Russian or English; a negation is something else. What
somebody else is quoted with is never the person's own wish.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

#: Characters; whoever only wants to stop needs no more.
LONGEST_WISH = 100
#: A short message is cut at its commas too: «не знаю, давай закончим».
SHORT_MESSAGE = 12


class Weariness(IntEnum):
    """How plainly somebody says that it is enough; the plainer wish is the greater."""

    NONE = 0
    #: «устала»: perhaps of the talk, perhaps of the day.
    TIRED = 1
    #: «устала отвечать»: of the talk itself.
    TIRED_OF_QUESTIONS = 2
    #: «на сегодня хватит»: a wish to stop.
    ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Heard:
    """The plainest wish in a message, and whether the message says nothing besides."""

    weariness: Weariness = Weariness.NONE
    is_all: bool = False


_BEFORE = (
    r"(?:(?:а|ну|но|и|ой|ох|эх|уф|фух|все|ладно|слушай(?:те)?|знаешь|знаете|честно|если честно"
    r"|извини(?:те)?|прости(?:те)?|спасибо|пожалуйста|давай(?:те)?|лучше|наверное|наверно|кажется|похоже|думаю|боюсь"
    r"|well|ok|okay|oh|um|sorry|honestly|thanks|thank you|please|and|but|so|i think|i guess) )*"
)
_AFTER = (
    r"(?: (?:пожалуйста|спасибо|наверное|наверно|извини(?:те)?|прости(?:те)?|ладно|хорошо"
    r"|если можно|если честно|please|thanks|thank you|sorry|i think|i guess|ok|okay))*"
)
_VERY = (
    r"(?:(?:я|мы|что то|как то|уже|очень|немного|сильно|так|совсем|ужасно|сегодня|сейчас|просто"
    r"|чуть|слегка|правда|безумно|страшно) )*"
)
_NOW = r"(?: (?:уже|сегодня|сейчас|очень|немного|сильно|совсем|больше|что то))*"
_I_AM = (
    r"(?:(?:i am|im|i feel|feeling|i am getting|im getting|getting) )?"
    r"(?:(?:so|very|really|a bit|a little|just|quite|pretty|too|totally|completely|kind of) )*"
)
_TODAY = r"(?: (?:now|right now|today|tonight|already))*"
_QUESTIONS = r"(?:(?:these|those|your|the|all|so many|this many) )*questions"
_STOP_RU = (
    r"(?:закончим|закончить|заканчивать|закругляться|закруглимся|остановимся|остановиться"
    r"|завершим|завершить|завершать|прекратим|прекратить)"
)
_HERE_RU = (
    r"(?: (?:на этом|на сегодня|сегодня|здесь|тут|уже|мы|наш|этот|разговор|беседу|опрос"
    r"|с вопросами))"
)
_HERE = (
    r"(?: (?:it|here|there|for (?:today|tonight|now)|today|now|the talk|this talk|talking"
    r"|questions))"
)

#: What means the same wherever it stands.
_ANYWHERE: tuple[tuple[Weariness, tuple[str, ...]], ...] = (
    (
        Weariness.ENOUGH,
        (
            r"(?:мне |нам )?на сегодня (?:мне |уже |все )*(?:хватит|достаточно|все)(?: вопросов)?",
            r"(?:мне |нам )?(?:хватит|достаточно|все)(?: уже)?(?: вопросов)? на сегодня",
            r"(?:хватит|достаточно)(?: уже| с меня)* вопросов|хватит спрашивать",
            rf"(?:давай(?:те)?|предлагаю|можно|можем|может){_HERE_RU}* {_STOP_RU}{_HERE_RU}*",
            rf"(?:я )?(?:хочу|хотел(?:а)? бы|хотелось бы|нужно|надо|пора|буду){_HERE_RU}*"
            rf" {_STOP_RU}{_HERE_RU}+",
            rf"(?:я )?(?:хочу|хотел(?:а)? бы|хотелось бы|пора){_HERE_RU}+ {_STOP_RU}",
            r"(?:я )?больше не (?:хочу|могу|буду) отвечать(?: на (?:твои |ваши |эти )?вопросы)?"
            r"(?: сегодня| сейчас)*",
            r"(?:больше )?(?:не надо|не нужно|никаких)(?: больше)? вопросов"
            r"(?: сегодня| на сегодня)*",
            r"(?:(?:thats|that is|its|it is|this is) )?(?:quite |more than )?enough(?: questions)?"
            r" for (?:today|tonight|one day)",
            r"(?:(?:thats|that is) )?all for (?:today|tonight)|enough questions",
            rf"lets (?:stop|finish|end|wrap up|wrap it up|call it a day){_HERE}*",
            rf"(?:can|could|may|shall|should) we (?:stop|finish|end|wrap up){_HERE}*",
            rf"(?:i want|i would like|id like|i need) to (?:stop|finish|end){_HERE}+",
            r"(?:im|i am) (?:done|finished) (?:for (?:today|tonight|now)|here"
            r"|with (?:these |your |the )?questions)",
            r"no more questions(?: for)?(?: today| tonight| now)*|stop (?:here|for today)",
        ),
    ),
    (
        Weariness.TIRED_OF_QUESTIONS,
        (
            rf"{_VERY}(?:устал(?:а| а)?|утомил(?:ся|ась)|замучил(?:ся|ась)){_NOW}"
            r" (?:отвечать|рассказывать|от (?:(?:этих|твоих|ваших|всех) )*вопросов"
            r"|от (?:этого |нашего )разговора)(?: на (?:эти |твои |ваши |все )*вопросы)?" + _NOW,
            r"(?:у меня )?(?:больше |уже |сегодня )*(?:нет|не осталось)(?: больше| уже)* сил"
            rf" (?:отвечать|продолжать|на вопросы){_NOW}",
            rf"(?:у меня )?сил(?: больше| уже)* (?:нет|не осталось) (?:отвечать|продолжать){_NOW}",
            rf"{_I_AM}tired of (?:{_QUESTIONS}|answering(?: {_QUESTIONS})?){_TODAY}",
            rf"{_I_AM}tired (?:to|for) (?:answer|go on|continue|talk|think|more|more questions"
            rf"|questions){_TODAY}",
        ),
    ),
    (
        Weariness.TIRED,
        (
            rf"{_VERY}(?:устал(?:а| а)?|утомил(?:ся|ась)|вымотал(?:ся|ась)|выдох(?:ся|лась)"
            rf"|измотан(?:а)?){_NOW}",
            rf"(?:у меня )?{_VERY}(?:больше )?(?:нет|не осталось)(?: больше| уже)* сил{_NOW}",
            rf"(?:у меня )?{_VERY}сил(?: больше| уже| совсем)* (?:нет|не осталось){_NOW}",
            rf"{_I_AM}(?:tired|exhausted|worn out|drained){_TODAY}",
            rf"(?:(?:i have|ive|ive got) )?no (?:more )?energy(?: left)?{_TODAY}",
        ),
    ),
)
#: What is a wish to stop only when nothing else is said.
_ALONE = (
    r"хватит(?: уже| с меня)*|на этом (?:все|хватит|достаточно)|закончили|заканчиваем|остановимся",
    r"закончим(?: на этом| здесь)*|thats enough|that is enough|(?:im|i am) done",
)


def _compiled(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile(f"{_BEFORE}(?:{'|'.join(patterns)}){_AFTER}")


_RULES = tuple((kind, _compiled(patterns)) for kind, patterns in _ANYWHERE)
_WISH = _compiled(_ALONE)
_COURTESY = re.compile(_BEFORE)
_SENTENCE = re.compile(r"[.!?…;\n]+")
_PART = re.compile(r"[,:—–]+|\s-\s")
_NOT_A_LETTER = re.compile(r"[\W_]+")
_APOSTROPHE = re.compile("['’`]")
_QUOTING = re.compile(
    r"\b(?:сказал\w*|говор(?:ит|ил|ила|или|ят)|ответил\w*|спросил\w*|крич\w+|said|says|told|tells"
    r"|asked|shouted)\b|[«»“”\"]"
)


def heard(text: str) -> Heard:
    """Return what a message says of the person's tiredness."""
    plain = _APOSTROPHE.sub("", text.lower().replace("ё", "е"))
    own = [sentence for sentence in _SENTENCE.split(plain) if not _QUOTING.search(sentence)]
    words = _words(plain)
    whole = _wish(words) if own else Weariness.NONE
    if whole is not Weariness.NONE:
        return Heard(whole, is_all=True)
    is_short = len(words.split()) <= SHORT_MESSAGE
    parts = [
        part for sentence in own for part in (_PART.split(sentence) if is_short else [sentence])
    ]
    kinds = [_kind(part) for part in map(_words, parts) if not _is_courtesy(part)]
    return Heard(max(kinds, default=Weariness.NONE), is_all=bool(kinds) and all(kinds))


def _words(text: str) -> str:
    return " ".join(_NOT_A_LETTER.sub(" ", text).split())


def _wish(words: str) -> Weariness:
    """Return what a whole message says; alone, even a bare «хватит» is a wish."""
    return Weariness.ENOUGH if _WISH.fullmatch(words) else _kind(words)


def _is_courtesy(part: str) -> bool:
    return not part or _COURTESY.fullmatch(f"{part} ") is not None


def _kind(part: str) -> Weariness:
    if len(part) > LONGEST_WISH:
        return Weariness.NONE
    found = (kind for kind, pattern in _RULES if pattern.fullmatch(part))
    return next(found, Weariness.NONE)
