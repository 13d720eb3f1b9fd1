"""Questions and answers."""

from collections.abc import Callable
from uuid import UUID

from analysis.selectors import reflection_of
from core.crisis import CrisisLevel
from core.vocabulary import Language
from onboarding.selectors import WhyAsked, is_open, why_asked
from onboarding.services import (
    answer_correct,
    answer_submit,
    care_note_distress,
    question_replace,
    question_skip,
    session_end,
    session_open,
    session_pause,
    session_resume,
)
from onboarding.steps import Ask, End, Stale, Step
from onboarding.weariness import Weariness, heard
from people.choices import DialogueState
from people.selectors import person_name
from people.services import state_change
from telegram_bot.dialogue import keyboards
from telegram_bot.dialogue.asking import announcement, question, question_html
from telegram_bot.dialogue.crisis import comfort
from telegram_bot.dialogue.endings import after_end, ending, grounding
from telegram_bot.dialogue.improving import SaidBack, improvable
from telegram_bot.dialogue.turn import SILENCE, Outcome, Turn, answer
from telegram_bot.plain_text import is_visible
from telegram_bot.reply import Reply
from telegram_bot.texts import say


def begin(turn: Turn) -> Outcome:
    """Ask the first question ever, with a greeting where there is a name and no other question."""
    step = session_open(turn.person_id, turn.language)
    name = person_name(turn.person_id)
    greeting = ""
    if turn.language is Language.EN:
        greeting = (
            turn.say("address_form", name=name) if name else turn.say("address_form_nameless")
        )
    return _put(turn, step, before=greeting)


def go_on(turn: Turn) -> Outcome:
    """Resume the open session or open a new one."""
    step = session_resume(turn.person_id, turn.language)
    if isinstance(step, Stale):
        fresh = session_open(turn.person_id, turn.language)
        return _put(turn, fresh, before=_welcome(turn, "welcome_anew"))
    if isinstance(step, End):
        return _put(turn, step, before=_welcome(turn, "welcome_anew"))
    return _put(turn, step, before=_welcome(turn, "welcome_back") or turn.say("where_we_stopped"))


def again(turn: Turn, *, before: str) -> Outcome:
    """Say `before` and put the open question once more; its words were seen not long ago."""
    step = session_open(turn.person_id, turn.language)
    if not isinstance(step, Ask) or turn.is_return:
        return _put(turn, step, before=before)
    text = "\n\n".join([before, question_html(step, turn.form)])
    return answer(Reply(text, keyboards.question(turn.language, step.asked_id)))


def skip(turn: Turn, *, before: str = "") -> Outcome:
    """Leave the open question because the person says so."""
    return leave(turn, question_skip, before)


def replace(turn: Turn) -> Outcome:
    """Ask another question because the person says so."""
    return leave(turn, question_replace, "")


def take_answer(turn: Turn) -> Outcome:
    """Save the answer; reply with a reflection and what comes next, in one message."""
    incoming = turn.incoming
    if not is_visible(incoming.text):
        return answer(Reply(turn.say("empty_answer")))
    if turn.assessment.level is CrisisLevel.DISTRESS:
        care_note_distress(turn.person_id)
    result = answer_submit(
        turn.person_id,
        incoming.text,
        turn.language,
        update_id=incoming.update_id,
        message_id=incoming.message_id,
    )
    if isinstance(result, Stale):
        return go_on(turn)
    said_back = say("quoted", turn.language, text=reflection_of(result.answer_id))
    welcome = _welcome(turn, "late_answer")
    parts = [welcome, said_back, comfort(turn, result.answer_id)]
    outcome = _put(turn, result.step, before="\n\n".join(filter(None, parts)))
    return improvable(turn, outcome, SaidBack(result.answer_id, said_back, after=welcome))


def take_correction(turn: Turn) -> Outcome:
    """Take the edited message as the new form of the last answer; leave older ones alone."""
    incoming = turn.incoming
    if not is_visible(incoming.text) or incoming.message_id is None:
        return SILENCE
    corrected = answer_correct(
        turn.person_id,
        incoming.text,
        update_id=incoming.update_id,
        message_id=incoming.message_id,
    )
    return SILENCE if corrected is None else answer(Reply(turn.say("corrected")))


def press(turn: Turn, action: str, asked_id: int) -> Outcome:
    """Follow a button under a question; a stale one changes nothing."""
    if action in _STAYING:
        return _STAYING[action](turn, asked_id)
    match action:
        case "skip":
            step = question_skip(turn.person_id, asked_id, turn.language)
        case "another":
            step = question_replace(turn.person_id, asked_id, turn.language)
        case "enough":
            step = session_end(turn.person_id, asked_id)
        case _:
            return SILENCE
    if isinstance(step, Stale):
        return stale(turn)
    return _put(turn, step)


def explain(turn: Turn, asked_id: int) -> Outcome:
    """Tell why the open question was asked; it stays open, its buttons move to these words."""
    why = why_asked(turn.person_id)
    if why is None or why.asked_id != asked_id:
        return stale(turn)
    keyboard = keyboards.explained_question(turn.language, asked_id)
    return answer(Reply(why_words(turn, why), keyboard))


def why_words(turn: Turn, why: WhyAsked) -> str:
    """Return in plain words what a question is about and what speaks for it."""
    domain = turn.say(f"asked_about_{why.domain}")
    trait = turn.say(f"asked_to_see_{why.trait}")
    said = [turn.say("why", domain=domain, trait=trait)]
    if why.reason is not None:
        said.append(turn.say(f"reason_{why.reason}"))
    return " ".join([*said, turn.say("why_skip")])


def show_words(turn: Turn, asked_id: int) -> Outcome:
    """The person is ready for what was announced: show the question itself."""
    step = session_resume(turn.person_id, turn.language)
    if not isinstance(step, Ask) or step.asked_id != asked_id:
        return stale(turn)
    state_change(turn.person_id, DialogueState.ASKING)
    return answer(question(step, turn.language, turn.form))


def pause(turn: Turn) -> Outcome:
    """Keep the place."""
    if not session_pause(turn.person_id):
        return answer(Reply(turn.say("nothing_to_pause"), keyboards.idle(turn.language)))
    state_change(turn.person_id, DialogueState.PAUSED)
    text = "\n\n".join(filter(None, [turn.say("paused"), grounding(turn)]))
    return answer(Reply(text, keyboards.paused(turn.language)))


def _pause_at(turn: Turn, asked_id: int) -> Outcome:
    return pause(turn) if is_open(turn.person_id, asked_id) else stale(turn)


#: Buttons that leave the question open.
_STAYING: dict[str, Callable[[Turn, int], Outcome]] = {
    "ready": show_words,
    "why": explain,
    "pause": _pause_at,
}


def stale(turn: Turn) -> Outcome:
    """Say that the pressed button belongs to something that is over."""
    return Outcome(toast=turn.say("stale"), retires_buttons=True)


def _welcome(turn: Turn, key: str) -> str:
    """Greet somebody who was away with the text `key`; empty for somebody who was not."""
    if not turn.is_return:
        return ""
    name = person_name(turn.person_id)
    return turn.say(key, name=f", {name}" if name else "")


def leave(turn: Turn, service: Callable[[UUID, int, Language], Step], before: str) -> Outcome:
    """Leave the open question by `service`, say `before` and what comes next."""
    step = session_open(turn.person_id, turn.language)
    if isinstance(step, Ask):
        step = service(turn.person_id, step.asked_id, turn.language)
    return _put(turn, step, before=before)


def _put(turn: Turn, step: Step, *, before: str = "") -> Outcome:
    """Say `before` and then what comes next."""
    if isinstance(step, Ask):
        state_change(turn.person_id, _waiting_for(step))
        reply = _asking(turn, step)
    elif isinstance(step, End):
        state_change(turn.person_id, DialogueState.IDLE)
        reply = Reply(ending(turn, step), after_end(turn, step))
    else:
        return stale(turn)
    html = "\n\n".join(filter(None, [before, reply.html]))
    return answer(Reply(html, reply.keyboard))


def _waiting_for(step: Ask) -> DialogueState:
    """Return the state in which a text is an answer, or not yet: nobody answers unseen words."""
    is_announced = step.is_heavy or step.offers_end
    return DialogueState.PAUSED if is_announced else DialogueState.ASKING


def _asking(turn: Turn, step: Ask) -> Reply:
    if step.is_heavy:
        return announcement(step, turn.language, turn.form)
    if step.offers_end:
        has_said_so = heard(turn.incoming.text).weariness is not Weariness.NONE
        text = turn.say("tired_heard" if has_said_so else "fatigue")
        return Reply(text, keyboards.fatigue(turn.language, step.asked_id))
    return question(step, turn.language, turn.form)
