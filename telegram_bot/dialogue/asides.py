"""What is said beside an open question: it is met kindly, and the question stays open."""

from collections.abc import Callable

from core.crisis import CrisisLevel
from onboarding.selectors import why_asked
from telegram_bot.dialogue import coach, questions, steering
from telegram_bot.dialogue.turn import Outcome, Turn
from telegram_bot.remarks import Remark, remark_of

#: Remarks that are met with words only, and these words.
_WORDS = {
    Remark.NONSENSE: "not_understood",
    Remark.CONFUSION: "question_unclear",
    Remark.ABOUT_ME: "about_me",
    Remark.ABOUT_ANSWERS: "about_answers",
    Remark.WHY: "about_why",
}


def hear(turn: Turn) -> Outcome:
    """Take the text as an answer, unless the whole of it is a remark; distress is never one."""
    remark = remark_of(turn.incoming.text)
    if turn.assessment.level is CrisisLevel.DISTRESS or remark is Remark.ANSWER:
        return questions.take_answer(turn)
    return _REMARKS[remark](turn)


def hear_paused(turn: Turn) -> Outcome:
    """Go on with what was paused or announced, unless the person says that it is enough."""
    is_enough = remark_of(turn.incoming.text) is Remark.ENOUGH
    return steering.stop(turn) if is_enough else questions.go_on(turn)


def hear_between(turn: Turn) -> Outcome:
    """Give what is said between talks to the coach; whoever has had enough is left in peace."""
    is_enough = remark_of(turn.incoming.text) is Remark.ENOUGH
    return questions.pause(turn) if is_enough else coach.take_message(turn)


def words_for(turn: Turn, remark: Remark) -> str:
    """Return what is said to a remark that asks for nothing else; empty for the other remarks."""
    key = _WORDS.get(remark)
    return turn.say(key) if key else ""


def _greet(turn: Turn) -> Outcome:
    if turn.is_return:
        return questions.go_on(turn)
    return questions.again(turn, before=turn.say("greeted"))


def _move_on(turn: Turn) -> Outcome:
    return questions.go_on(turn) if turn.is_return else questions.skip(turn)


def _explain(turn: Turn) -> Outcome:
    why = why_asked(turn.person_id)
    said = questions.why_words(turn, why) if why else words_for(turn, Remark.WHY)
    return questions.again(turn, before=said)


def _meet(remark: Remark) -> Callable[[Turn], Outcome]:
    return lambda turn: questions.again(turn, before=words_for(turn, remark))


_REMARKS: dict[Remark, Callable[[Turn], Outcome]] = {
    Remark.GREETING: _greet,
    Remark.CONTINUE: questions.go_on,
    Remark.ONWARD: _move_on,
    Remark.REFUSAL: lambda turn: questions.skip(turn, before=turn.say("left_alone")),
    Remark.ANOTHER: questions.replace,
    Remark.PAUSE: questions.pause,
    Remark.NOT_NOW: steering.put_off,
    Remark.NOT_THIS_TOPIC: steering.close_topic,
    Remark.NEVER_THIS: steering.refuse,
    Remark.TIRED: steering.rest,
    Remark.ENOUGH: steering.stop,
    **{remark: _meet(remark) for remark in _WORDS},
    Remark.WHY: _explain,
}
