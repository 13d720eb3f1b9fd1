"""Crisis: fixed words, human contacts, and nothing else."""

from core.crisis import (
    Contact,
    CrisisLevel,
    bundled_contacts,
    fixed_text,
    safety_question,
    still_here_text,
)
from core.vocabulary import Language
from people.choices import DialogueState
from people.crisis import crisis_close, crisis_open
from people.selectors import crisis_contacts
from telegram_bot.callback_data import Screen
from telegram_bot.dialogue import keyboards
from telegram_bot.dialogue.turn import SILENCE, Outcome, Turn, answer
from telegram_bot.reply import Keyboard, Reply


def meet(turn: Turn) -> Outcome:
    """Answer a message in which the guard heard a crisis; no other service sees it."""
    crisis_open(turn.person_id, turn.assessment)
    return answer(crisis_reply(turn.assessment.level, turn.language))


def crisis_reply(level: CrisisLevel, language: Language) -> Reply:
    """Return the fixed text of a crisis with the contacts that staff keep."""
    text = fixed_text(level, language, contacts_for(language))
    if level is CrisisLevel.ACTIVE:
        text = f"{text}\n\n<b>{safety_question(language)}</b>"
        return Reply(text, _keyboard(language))
    return Reply(text, _contacts(language))


def stay(turn: Turn) -> Outcome:
    """Stay reachable while everything else rests."""
    text = still_here_text(turn.language, contacts_for(turn.language))
    return answer(Reply(text, _contacts(turn.language)))


def press(turn: Turn, action: str) -> Outcome:
    """Follow a button under a crisis text."""
    match action:
        case "safe":
            crisis_close(turn.person_id)
            return answer(Reply(turn.say("crisis_safe"), keyboards.paused(turn.language)))
        case "unsafe" | "contacts":
            return answer(crisis_reply(CrisisLevel.ACTIVE, turn.language))
        case _:
            return SILENCE


def come_back(turn: Turn) -> Outcome:
    """The person returns by themselves: greet, offer, ask nothing."""
    crisis_close(turn.person_id)
    return answer(Reply(turn.say("crisis_return"), keyboards.idle(turn.language)))


def holds(turn: Turn) -> bool:
    """Return whether a crisis holds the dialogue."""
    return turn.person.state is DialogueState.CRISIS


def contacts_for(language: Language) -> tuple[Contact, ...]:
    """Return the contacts that staff keep, or the bundled ones where they keep none."""
    return crisis_contacts(language) or bundled_contacts(language)


def _contacts(language: Language) -> Keyboard:
    """Return the buttons where nothing was asked, so that there is nothing to say no to."""
    return (
        (keyboards.button(language, "safe", Screen.CRISIS, "safe"),),
        (keyboards.button(language, "contacts", Screen.CRISIS, "contacts", style="primary"),),
    )


def _keyboard(language: Language) -> Keyboard:
    return (
        (
            keyboards.button(language, "safe", Screen.CRISIS, "safe"),
            keyboards.button(language, "unsafe", Screen.CRISIS, "unsafe"),
        ),
        (keyboards.button(language, "contacts", Screen.CRISIS, "contacts", style="primary"),),
    )
