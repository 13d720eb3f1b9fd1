"""The first meeting: language, consent, age, name."""

import re
from collections.abc import Callable

from core.crisis import CrisisLevel
from core.vocabulary import Language
from people.choices import AddressForm, DialogueState, Purpose
from people.consent_texts import consent_text
from people.selectors import name_asked, person_name
from people.services import (
    address_form_set,
    language_change,
    name_set,
    person_begin,
    state_change,
)
from telegram_bot.dialogue import asides, crisis, keyboards, questions
from telegram_bot.dialogue.turn import SILENCE, Outcome, Turn, answer
from telegram_bot.remarks import Remark, remark_of
from telegram_bot.reply import Reply
from telegram_bot.texts import say

_NO_LETTER = re.compile(r"[\W\d_]+")
LONGEST_NAME_WORDS = 5
_TYPED_FORMS = {"ты": AddressForm.TY, "вы": AddressForm.VY}


def greet(turn: Turn) -> Outcome:
    """Say what this is."""
    return answer(Reply(turn.say("start_new"), keyboards.start(turn.language)))


def press_start(turn: Turn, action: str) -> Outcome:
    """Follow a button of the first screens; they do nothing once the person has begun."""
    if turn.person.is_onboarded:
        return Outcome(toast=turn.say("stale"), retires_buttons=True)
    follow = _PRESSES.get(action)
    return follow(turn) if follow else SILENCE


def explain(turn: Turn) -> Outcome:
    """Say how it works, with the same way on."""
    return answer(Reply(turn.say("how_it_works"), keyboards.start(turn.language)))


def show_policy(turn: Turn) -> Outcome:
    """Say what is kept and who sees it, with the consent still to be given."""
    return answer(Reply(turn.say("privacy"), keyboards.consent(turn.language)))


def ask_consent(turn: Turn) -> Outcome:
    """Show what is needed to begin, word for word."""
    state_change(turn.person_id, DialogueState.CONSENT)
    text = turn.say("consent", text=consent_text(Purpose.PROFILE, turn.language))
    return answer(Reply(text, keyboards.consent(turn.language)))


def remind_of_consent(turn: Turn) -> Outcome:
    """Somebody writes before agreeing: nothing of it is kept."""
    return answer(Reply(turn.say("consent_reminder"), keyboards.consent(turn.language)))


def agree(turn: Turn) -> Outcome:
    """Take the consent down and ask what to call the person."""
    person_begin(turn.person_id, turn.language)
    state_change(turn.person_id, DialogueState.ADDRESS)
    return ask_name(turn)


def go_on(turn: Turn, *, before: str = "") -> Outcome:
    """Say `before` and go on where the introduction stopped: at the name, or after it."""
    if name_asked(turn.person_id):
        return _after_name(turn, before)
    return ask_name(turn, before=before)


def ask_name(turn: Turn, *, before: str = "") -> Outcome:
    """Ask what to call the person."""
    keyboard = keyboards.address(turn.language, turn.incoming.first_name)
    return answer(Reply(_joined(before, turn.say("address")), keyboard))


def decline(turn: Turn) -> Outcome:
    """Accept the no."""
    state_change(turn.person_id, DialogueState.NEW)
    return answer(Reply(turn.say("not_now")))


def switch_language(turn: Turn) -> Outcome:
    """Say the first screen in the other language."""
    other = Language.EN if turn.language is Language.RU else Language.RU
    language_change(turn.person_id, other)
    return answer(Reply(say("start_new", other), keyboards.start(other)))


_PRESSES: dict[str, Callable[[Turn], Outcome]] = {
    "begin": ask_consent,
    "agree": agree,
    "language": switch_language,
    "not_now": decline,
    "how": explain,
    "policy": show_policy,
}


def press_address(turn: Turn, action: str) -> Outcome:
    """Take the name from Telegram or none, or the form of address."""
    if turn.person.state is not DialogueState.ADDRESS:
        return Outcome(toast=turn.say("stale"), retires_buttons=True)
    match action:
        case "telegram":
            return take_name(turn, turn.incoming.first_name)
        case "none":
            return take_name(turn, "")
        case "ty" | "vy":
            return take_form(turn, AddressForm(action))
        case _:
            return SILENCE


def take_typed(turn: Turn) -> Outcome:
    """Take what the person typed: the form of address where it is one, else their name."""
    typed = _NO_LETTER.sub(" ", turn.incoming.text.lower()).strip().removeprefix("на ")
    if turn.language is Language.RU and typed in _TYPED_FORMS:
        return take_form(turn, _TYPED_FORMS[typed])
    remark = remark_of(turn.incoming.text)
    if remark is Remark.REFUSAL and not name_asked(turn.person_id):
        return take_name(turn, "")
    return take_name(turn, turn.incoming.text) if _is_name(turn) else go_on(turn, before=_met(turn))


def _is_name(turn: Turn) -> bool:
    text, is_calm = turn.incoming.text, turn.assessment.level is CrisisLevel.NONE
    is_short = len(text.split()) <= LONGEST_NAME_WORDS and "?" not in text
    return is_calm and is_short and remark_of(text) is Remark.ANSWER


def _met(turn: Turn) -> str:
    """Return what is said to somebody who writes something else than a name."""
    if turn.assessment.level is CrisisLevel.DISTRESS:
        return crisis.kind_words(turn)
    remark = remark_of(turn.incoming.text)
    if remark is Remark.GREETING:
        return turn.say("hello")
    words = asides.words_for(turn, remark)
    is_long = len(turn.incoming.text.split()) > LONGEST_NAME_WORDS
    return words or (turn.say("no_name_yet") if is_long else "")


def take_form(turn: Turn, form: AddressForm) -> Outcome:
    """Remember how to address the person, and begin."""
    address_form_set(turn.person_id, form)
    return questions.begin(turn.addressed(form))


def take_name(turn: Turn, name: str) -> Outcome:
    """Remember the name; Russian also needs a form of address, English goes on at once."""
    name_set(turn.person_id, name)
    return _after_name(turn)


def _after_name(turn: Turn, before: str = "") -> Outcome:
    if turn.language is not Language.RU:
        return questions.begin(turn)
    known = person_name(turn.person_id)
    text = turn.say("address_form", name=known) if known else turn.say("address_form_nameless")
    return answer(Reply(_joined(before, text), keyboards.address_form(turn.language)))


def _joined(*parts: str) -> str:
    return "\n\n".join(filter(None, parts))
