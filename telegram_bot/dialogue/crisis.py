"""Crisis: fixed words, human contacts, and nothing else."""

from core.crisis import (
    Contact,
    CrisisLevel,
    adults_first,
    assess,
    bundled_contacts,
    fixed_text,
    minors_first,
    safety_question,
    stated_minor,
    still_here_text,
)
from core.vocabulary import Language
from onboarding.selectors import answer_get, answers_in_session
from people.choices import AddressForm, DialogueState
from people.crisis import crisis_close, crisis_open
from people.selectors import crisis_contacts, person_get
from telegram_bot.callback_data import Screen
from telegram_bot.dialogue import keyboards
from telegram_bot.dialogue.turn import SILENCE, Outcome, Turn, answer
from telegram_bot.reply import Keyboard, Reply


def meet(turn: Turn) -> Outcome:
    """Answer a message in which the guard heard a crisis; no other service sees it."""
    crisis_open(turn.person_id, turn.assessment)
    contacts = contacts_for(turn.language)
    if stated_minor(turn.incoming.text):
        contacts = minors_first(contacts)
    return answer(crisis_reply(turn.assessment.level, turn.language, turn.form, contacts))


def crisis_reply(
    level: CrisisLevel,
    language: Language,
    form: AddressForm = AddressForm.VY,
    contacts: tuple[Contact, ...] = (),
) -> Reply:
    """Return the fixed text of a crisis with the given contacts, or else those that staff keep."""
    familiar = form is AddressForm.TY
    text = fixed_text(level, language, contacts or contacts_for(language), familiar=familiar)
    if level is CrisisLevel.ACTIVE:
        text = f"{text}\n\n<b>{safety_question(language, familiar=familiar)}</b>"
        return Reply(text, _keyboard(language))
    return Reply(text, _contacts(language))


def comfort(turn: Turn, answer_id: int) -> str:
    """Return kind words and a way out for distress, once in a session; empty where none is due."""
    if turn.assessment.level is not CrisisLevel.DISTRESS or _was_comforted(answer_id):
        return ""
    return kind_words(turn)


def kind_words(turn: Turn) -> str:
    """Return kind words and a way out for distress."""
    return fixed_text(
        CrisisLevel.DISTRESS,
        turn.language,
        contacts_for(turn.language),
        familiar=turn.form is AddressForm.TY,
    )


def _was_comforted(answer_id: int) -> bool:
    """Tell whether an earlier answer of the session sounded like distress too."""
    session_id = answer_get(answer_id).session_id
    return any(
        assess(given.text).level is CrisisLevel.DISTRESS
        for given in answers_in_session(session_id)
        if given.id != answer_id
    )


def stay(turn: Turn) -> Outcome:
    """Stay reachable while everything else rests."""
    text = still_here_text(
        turn.language, contacts_for(turn.language), familiar=turn.form is AddressForm.TY
    )
    return answer(Reply(text, _contacts(turn.language)))


def press(turn: Turn, action: str) -> Outcome:
    """Follow a button under a crisis text."""
    match action:
        case "safe":
            crisis_close(turn.person_id)
            key = "crisis_safe_new" if _is_new_here(turn) else "crisis_safe"
            return answer(Reply(turn.say(key), keyboards.paused(turn.language)))
        case "unsafe" | "contacts":
            return answer(crisis_reply(CrisisLevel.ACTIVE, turn.language, turn.form))
        case _:
            return SILENCE


def come_back(turn: Turn) -> Outcome:
    """The person returns by themselves: greet, offer, ask nothing."""
    crisis_close(turn.person_id)
    if _is_new_here(turn):
        return answer(Reply(turn.say("crisis_return_new"), keyboards.paused(turn.language)))
    return answer(Reply(turn.say("crisis_return"), keyboards.idle(turn.language)))


def _is_new_here(turn: Turn) -> bool:
    """Tell whether the crisis broke off the introduction, which goes on when the person likes."""
    return person_get(turn.person_id).state is DialogueState.ADDRESS


def holds(turn: Turn) -> bool:
    """Return whether a crisis holds the dialogue."""
    return turn.person.state is DialogueState.CRISIS


def contacts_for(language: Language) -> tuple[Contact, ...]:
    """Return the contacts that staff keep, or the bundled ones; those for adults come first."""
    return adults_first(crisis_contacts(language) or bundled_contacts(language))


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
