"""An answer, or something said beside it: a greeting, a refusal, a question to the bot. Pure.

Precision comes first: only a very short message that is a remark as a whole is one. Anything else,
and whatever may be both, is an answer.
"""

import re
import unicodedata
from enum import StrEnum

from onboarding.weariness import Weariness, heard

LONGEST_WORDS = 9


class Remark(StrEnum):
    """What a message under an open question is."""

    ANSWER = "answer"
    GREETING = "greeting"
    #: Wants to return to the question.
    CONTINUE = "continue"
    #: «дальше»: past this question, or, after an absence, back to it.
    ONWARD = "onward"
    REFUSAL = "refusal"
    ANOTHER = "another"
    NOT_NOW = "not_now"
    NOT_THIS_TOPIC = "not_this_topic"
    NEVER_THIS = "never_this"
    PAUSE = "pause"
    #: Tired of being asked.
    TIRED = "tired"
    #: Enough for today.
    ENOUGH = "enough"
    NONSENSE = "nonsense"
    CONFUSION = "confusion"
    ABOUT_ME = "about_me"
    ABOUT_ANSWERS = "about_answers"
    WHY = "why"


_COURTESY = re.compile(
    r"а|ну|ой|эм|хм|ладно|нет|извини(?:те)?|прости(?:те)?|пожалуйста|спасибо|знаешь|знаете|слушай(?:те)?"
    r"|давай(?:те)?|можно|лучше|мне|бы|я|um|uh|hm|oh|ok|okay|well|no|sorry|please|thanks|but|and|so"
    r"|hey|can|could|may|i|we|lets|let|us|me|just"
)
_MACHINES = (
    r"(?:живой |живая |настоящий |реальный )?(?:человек|бот|робот|программа|машина|нейросеть|ии"
    r"|искусственный интеллект|психолог|психотерапевт|терапевт|врач|доктор)|живой|живая|настоящий"
)
_MACHINE = (
    r"(?:a |an |the )?(?:real |actual |live )?(?:human|person|human being|bot|chatbot|robot|ai"
    r"|program|machine|therapist|psychologist|doctor|artificial intelligence)|real|human"
)
_THIS = r"(?: на это| на этот вопрос| на него| об этом| про это| на эту тему| этим)?"
_NOW = r"(?: сейчас| сегодня)?"
_IT = r"(?:(?: about)? (?:it|this|that)(?: one| question)?)?"
_TODAY = r"(?: now| right now| today)?"
_MINE = r"(?:моими|этими|моими личными) (?:ответами|данными|словами|сообщениями)"
_ARE_MINE = r"(?:мои|эти) (?:ответы|данные|слова|сообщения)"
_MY = r"(?:my|these|the) (?:answers|data|words|messages|responses|replies|information)"
_LATIN_HELLO = r"hi|hello|hey|hiya|good (?:morning|afternoon|evening|day)|greetings"
_RUSSIAN_HELLO = (
    r"привет|приветик|приветствую|здравствуй|здравствуйте|здрасте|здрасьте|здарова|хай|салют"
    r"|доброе утро|добрый день|добрый вечер|доброй ночи|доброго (?:дня|утра|вечера|времени суток)"
)
_BACK = (
    r"я вернул(?:ся|ась)|я (?:снова|опять) (?:здесь|тут|с (?:вами|тобой))"
    r"|(?:это )?(?:снова|опять) я"
    r"|вот и я|(?:i am |im )?back(?: again)?|its me(?: again)?|me again|here again"
)
_HELLO_TAIL = (
    r"снова|опять|еще раз|вам|тебе|бот|всем|друг|selfology|again|there|bot|everyone|friend"
)
_HOW_ARE_YOU = r"как (?:дела|ты|вы)|how are you(?: doing)?(?: today)?"
_GREETING = rf"(?:{_LATIN_HELLO}|{_RUSSIAN_HELLO}|{_BACK})"

_WHOLE: tuple[tuple[Remark, tuple[str, ...]], ...] = (
    (
        Remark.GREETING,
        (rf"{_GREETING}(?: (?:{_GREETING}|{_HELLO_TAIL}|{_HOW_ARE_YOU}))*", _HOW_ARE_YOU),
    ),
    (
        Remark.CONTINUE,
        (
            r"продолж(?:им|аем|ай|айте|ить)(?: разговор)?|поехали",
            r"continue|go on|keep going|carry on",
        ),
    ),
    (
        Remark.ONWARD,
        (
            r"дальше|далее|(?:идем|пойдем|поехали|едем) дальше|следующий(?: вопрос)?",
            r"next(?: question| one)?|move on",
        ),
    ),
    (
        Remark.REFUSAL,
        (
            r"(?:не хочу|не хотел(?:а|ось)?|не буду|не готова?|не стану|не хочется|не могу)"
            rf"{_THIS}{_NOW} (?:отвечать|ответить|об этом говорить|говорить|это обсуждать|обсуждать"
            rf"|рассказывать|делиться)(?: это)?{_THIS}{_NOW}",
            r"(?:не хочу|(?:бы )?не хотел(?:а|ось)?(?: бы)?|не буду|не готова?|не хочется)"
            rf" (?:об этом|про это|на эту тему){_NOW}",
            r"(?:предпочту|предпочитаю )?не отвечать(?: на это| на этот вопрос)?|без ответа"
            r"|без комментариев|пас",
            r"(?:пропусти|пропустите|пропустить|пропустим|пропущу|пропускаю|пропуск|скип)"
            r"(?: это| этот| его)?(?: вопрос)?",
            r"(?:это )?(?:слишком |очень )?личное|не (?:твое|ваше|твоего ума|вашего ума) дело",
            r"(?:id |would |i would )?(?:rather|prefer|prefer to)(?: not| not to)"
            rf"(?: say| answer| talk| share| discuss)?{_IT}{_TODAY}",
            r"(?:do not|dont) (?:want|wish|feel like|care) (?:to )?"
            rf"(?:answer|answering|talk|talking|say|share|sharing|discuss|discussing){_IT}{_TODAY}",
            rf"(?:wont|will not|im not going to|im not ready to) (?:answer|talk){_IT}{_TODAY}",
            r"(?:skip|pass|ill (?:skip|pass))(?: on)?(?: it| this| that)?(?: one| question)?",
            r"no comment|none of your business",
            r"(?:its |thats |this is |that is |it is )?(?:too|very) (?:personal|private)",
        ),
    ),
    (
        Remark.ANOTHER,
        (
            r"(?:дай |дайте |задай |задайте )?(?:мне )?друго(?:й|го)(?: вопрос)",
            r"(?:give me |ask me |ask )?(?:another|a different|a new) (?:question|one)",
        ),
    ),
    (
        Remark.NOT_NOW,
        (
            r"(?:только )?не сейчас|(?:давай(?:те)? )(?:потом|позже|в другой раз)|в другой раз"
            r"|(?:отвечу|ответить|вернемся к (?:этому|нему)) (?:потом|позже|в другой раз)"
            r"|спроси(?:те)? (?:меня )?(?:об этом )?(?:потом|позже|в другой раз)"
            r"|отлож(?:им|и|ите)(?: этот)?(?: вопрос)?",
            r"not (?:right )?now|maybe later|(?:some )?(?:another|other) time"
            r"|ask (?:me )?(?:about )?(?:this |that |it )?(?:again )?later"
            r"|ill answer (?:it )?later",
        ),
    ),
    (
        Remark.NOT_THIS_TOPIC,
        (
            r"(?:больше )?(?:никогда )?(?:больше )?не (?:спрашивай(?:те)?|надо спрашивать"
            r"|задавай(?:те)? вопрос(?:ов|ы))(?: меня| больше)*"
            r" (?:об этом|про это|на эту тему|о таком)(?: больше| никогда)*",
            r"(?:только )?не (?:эту тему|эта тема|на эту тему)|(?:закро(?:й|йте|ем)|уберите|убери)"
            r" эту тему|эта тема (?:закрыта|под запретом)",
            r"(?:(?:dont|do not) (?:ever )?ask (?:me )?|never (?:ever )?ask me )about"
            r" (?:this|that|it)(?: topic)?(?: again| any ?more| ever again)?",
            r"never (?:ever )?ask about (?:this|that|it) again",
            r"(?:anything but|not) (?:this|that) (?:topic|subject)|close (?:this|that) topic"
            r"|(?:this|that) topic is closed",
        ),
    ),
    (
        Remark.NEVER_THIS,
        (
            r"(?:больше )?(?:никогда )?(?:больше )?не (?:задавай(?:те)?|спрашивай(?:те)?)(?: мне)?"
            r" (?:этот вопрос|этого|такое|это)(?: больше| никогда| снова)*",
            r"(?:уберите|убери) этот вопрос(?: совсем| навсегда)?",
            r"(?:dont|do not|never) (?:ever )?ask (?:me )?(?:this|that|it)"
            r"(?: question)?(?: again| any ?more| ever again)",
        ),
    ),
    (
        Remark.PAUSE,
        (
            r"пауза|стоп|пока (?:хватит|достаточно|все)|прервемся|сделаем (?:паузу|перерыв)",
            r"pause|stop|(?:thats )?(?:all|enough) for now|take a break|stop for now",
        ),
    ),
    (
        Remark.CONFUSION,
        (
            r"не (?:понял|поняла|понимаю|понятен|ясен)(?: (?:сам|этот|твой|ваш|суть|смысл))*"
            r"(?: вопроса?)",
            r"что (?:ты|вы) (?:имеешь|имеете) в виду",
            r"(?:do not|dont|did not|didnt) (?:understand|get)(?: this| the| your| that)* question",
            r"what do you mean(?: by (?:that|this))?|what does (?:this|that|it) mean",
        ),
    ),
    (
        Remark.ABOUT_ME,
        (
            r"(?:ты|вы) (?:вообще )?кто(?: так(?:ой|ая|ое|ие))?",
            r"кто (?:ты|вы)(?: так(?:ой|ая|ое|ие))?(?: вообще)?|что ты такое",
            r"с кем я (?:говорю|общаюсь|разговариваю|переписываюсь)",
            r"(?:ты|вы)(?: (?:вообще|правда|точно|случайно|реально|же|не|действительно))*"
            rf" (?:{_MACHINES})(?: или (?:{_MACHINES}))?",
            r"(?:говорю|общаюсь|разговариваю|переписываюсь) с (?:живым |настоящим )?"
            r"(?:человеком|ботом|роботом|программой|машиной|нейросетью)"
            r"(?: или с? ?(?:человеком|ботом|роботом|программой|машиной|нейросетью))?",
            r"(?:who|what) (?:are|r) (?:you|u)(?: exactly| really)?",
            r"(?:are|r) (?:you|u)(?: really| even| actually| just)*"
            rf" (?:{_MACHINE})(?: or (?:{_MACHINE}))?",
            r"(?:who )?am i (?:talking|speaking|chatting|writing)(?: to| with)"
            rf"(?: (?:{_MACHINE})(?: or (?:{_MACHINE}))?)?",
            r"who (?:am|are) (?:we|i) (?:talking|speaking)(?: to| with)",
        ),
    ),
    (
        Remark.ABOUT_ANSWERS,
        (
            r"что (?:ты|вы)(?: потом| дальше| тут)* (?:делаешь|делаете|будешь делать|будете делать"
            rf"|сделаешь|сделаете)(?: потом| дальше)? с {_MINE}",
            rf"что(?: потом| дальше)* (?:будет|станет|происходит|случится|произойдет) с {_MINE}",
            r"(?:куда|где|как) (?:потом )?(?:идут|уходят|попадают|деваются|отправляются|хранятся"
            rf"|сохраняются|лежат|используются|пойдут) {_ARE_MINE}",
            rf"(?:куда|где|как) {_ARE_MINE} (?:идут|уходят|попадают|хранятся|используются|пойдут)",
            r"кто(?: еще| все)*(?: это| их| все это)?(?: может)?"
            r" (?:читает|видит|увидит|прочитает|прочтет|прочитать|видеть)"
            rf"(?: это| их| {_ARE_MINE})?",
            r"what (?:do|will|are) (?:you|they) (?:do|doing|gonna do|going to do)"
            rf" with (?:{_MY}|this|it|them)",
            rf"what (?:happens|will happen) (?:to|with) {_MY}",
            rf"where (?:do|does|are|is|will) {_MY} (?:go|stored|kept|saved|end up)",
            r"who(?: else)?(?: can| will| is going to)? (?:sees?|reads?|access)"
            rf" (?:{_MY}|this|it|them)",
            rf"do you (?:store|save|keep|share|sell|record) (?:{_MY}|this)",
            r"is (?:this|it|that)(?: really| all)* (?:private|anonymous|confidential|secure)",
        ),
    ),
    (
        Remark.WHY,
        (
            r"(?:зачем|почему|для чего|с какой целью)(?: ты| вы)?(?: меня)?"
            r"(?: об этом| про это| это| о таком| такое)? (?:спрашиваешь|спрашиваете|спрашивать)"
            r"(?: меня)?(?: об этом| про это| это| о таком| такое)?",
            r"(?:зачем|для чего) (?:тебе|вам) (?:это|мой ответ|мои ответы|эта информация)"
            r"(?: знать| нужно| надо)*",
            r"(?:зачем|почему|к чему)(?: такой| этот| такие| эти| все эти)(?: личный| личные)?"
            r" вопросы?",
            r"why (?:do|are|would|did) (?:you|u) (?:ask|asking|want to know|need to know|need|care)"
            r"(?: me)?(?: about)?(?: this| that| it| these questions| this question"
            r"| that question| such questions)?",
            r"why (?:this|that|such a|these) questions?|what(?:s| is) th(?:is|at) question for",
        ),
    ),
)
#: Short enough to be answers too, so that they need their question mark.
_WITH_QUESTION_MARK: tuple[tuple[Remark, tuple[str, ...]], ...] = (
    (
        Remark.WHY,
        (
            r"зачем(?: это| все это)?(?: нужно| надо)?|why|what for"
            r"|what(?:s| is) (?:this|that|it|all this)(?: question)? for",
        ),
    ),
    (Remark.CONFUSION, (r"в смысле|в каком смысле|как это понимать|what|что|meaning",)),
    (Remark.ABOUT_ME, (rf"это (?:{_MACHINES})", rf"is (?:this|it|that) (?:{_MACHINE})")),
    (
        Remark.ABOUT_ANSWERS,
        (r"это (?:точно |вообще )?(?:анонимно|конфиденциально|приватно|останется между нами)",),
    ),
)
_Rules = tuple[tuple[Remark, re.Pattern[str]], ...]


def _compiled(table: tuple[tuple[Remark, tuple[str, ...]], ...]) -> _Rules:
    return tuple((remark, re.compile("|".join(patterns))) for remark, patterns in table)


#: Somebody who is only tired may be answering the question.
_WEARY = {Weariness.TIRED_OF_QUESTIONS: Remark.TIRED, Weariness.ENOUGH: Remark.ENOUGH}
_PLAIN, _ASKED = _compiled(_WHOLE), _compiled(_WITH_QUESTION_MARK)
_NOT_A_LETTER = re.compile(r"[\W_]+")
_APOSTROPHE = re.compile("['’`]")


def remark_of(text: str) -> Remark:
    """Return what a message under an open question is."""
    words = _words(text)
    if not words:
        return Remark.NONSENSE if _is_only_punctuation(text) else Remark.ANSWER
    if len(words) > LONGEST_WORDS:
        return Remark.ANSWER
    wish = heard(text)
    if wish.is_all and wish.weariness in _WEARY:
        return _WEARY[wish.weariness]
    rules = (*_PLAIN, *_ASKED) if "?" in text else _PLAIN
    said = {" ".join(words), " ".join(_without_courtesies(words))}
    found = (remark for remark, pattern in rules if any(map(pattern.fullmatch, said)))
    return next(found, Remark.NONSENSE if _is_mash(words) else Remark.ANSWER)


def _words(text: str) -> list[str]:
    plain = _APOSTROPHE.sub("", text.lower().replace("ё", "е"))
    return _NOT_A_LETTER.sub(" ", plain).split()


def _without_courtesies(words: list[str]) -> list[str]:
    start, end = 0, len(words)
    while start < end and _COURTESY.fullmatch(words[start]):
        start += 1
    while end > start and _COURTESY.fullmatch(words[end - 1]):
        end -= 1
    return words[start:end]


def _is_only_punctuation(text: str) -> bool:
    """Return whether there is nothing but dots, dashes and marks; a bracket may be a smile."""
    signs = "".join(text.split())
    return bool(signs) and all(
        unicodedata.category(sign) in ("Pd", "Po") or sign == "_" for sign in signs
    )


_KEY_ROWS = (
    *("qwertyuiop", "asdfghjkl", "zxcvbnm"),
    *("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"),
)
_WALK = 3
#: Words that fingers also walk by chance.
_REAL_WORDS = frozenset({"смит", "митм"})
_SHORTEST_MASH = 4


def _is_mash(words: list[str]) -> bool:
    return all(_is_keyboard_walk(word) for word in words)


def _is_keyboard_walk(word: str) -> bool:
    """Return whether `word` is neighbouring keys in their order, once or again and again."""
    if len(word) < _SHORTEST_MASH or word in _REAL_WORDS:
        return False
    lengths = range(_WALK, len(word) + 1)
    return any(_runs(word[:length]) and _repeats(word, word[:length]) for length in lengths)


def _runs(keys: str) -> bool:
    return any(keys in row or keys[::-1] in row for row in _KEY_ROWS)


def _repeats(word: str, unit: str) -> bool:
    return (unit * (len(word) // len(unit) + 1)).startswith(word)
