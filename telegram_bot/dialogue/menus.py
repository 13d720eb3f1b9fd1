"""Settings, privacy, help, taking and erasing everything."""

from collections.abc import Callable
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ai.selectors.sent import words_sent
from core.vocabulary import Language
from onboarding.selectors import heavy_opt_in
from onboarding.services import heavy_opt_in_set
from people.choices import AddressForm, DialogueState, Purpose
from people.consent_texts import consent_text
from people.erasure import person_erase
from people.selectors import consent_live, consents_live, name_asked
from people.services import (
    address_form_set,
    consent_give,
    consent_refuse,
    consent_withdraw,
    language_change,
    state_change,
)
from people.vendors import vendor_name, vendor_names
from telegram_bot.callback_data import Screen
from telegram_bot.choices import OutgoingKind
from telegram_bot.dialogue import boundaries, crisis, keyboards, questions, start
from telegram_bot.dialogue.turn import SILENCE, Outcome, Turn, answer
from telegram_bot.reply import Keyboard, Reply


class OptionalConsent(NamedTuple):
    """A consent that nobody needs to begin, and its buttons by whether it is given."""

    purpose: Purpose
    label_on: str
    label_off: str


def show_help(turn: Turn) -> Outcome:
    """Say what can be done here, and who reads the answers."""
    may_leave = vendor_names() and consent_live(turn.person_id, Purpose.AI_VENDORS)
    reader = turn.say("reader_model" if may_leave else "reader_program")
    return answer(Reply(turn.say("help", reader=reader)))


def show_privacy(turn: Turn) -> Outcome:
    """Say what is kept, who sees it, and what has left."""
    return answer(Reply(turn.say("privacy") + _sent(turn)))


def _sent(turn: Turn) -> str:
    """Say what of this person's words went to AI vendors, when, to whom and what for; else ''."""
    sent = words_sent(turn.person_id)
    if sent is None:
        return ""
    zone = ZoneInfo(turn.person.time_zone)
    kinds = [turn.say(f"sent_{purpose}", times=times) for purpose, times in sent.times.items()]
    return "\n\n" + turn.say(
        "privacy_sent",
        what=", ".join(kinds),
        vendors=", ".join(map(vendor_name, sent.vendors)),
        date=f"{sent.last_at.astimezone(zone):%d.%m.%Y}",
    )


def show_settings(turn: Turn) -> Outcome:
    """Show what can be changed, each button with its present value."""
    return _show(turn, "\n\n".join(filter(None, [turn.say("settings"), _vendors(turn)])))


def _vendors(turn: Turn) -> str:
    """Say which AI vendors there are here; empty where none has a key."""
    names = vendor_names()
    return turn.say("settings_vendors", vendors=", ".join(names)) if names else ""


def show_saved(turn: Turn) -> Outcome:
    """Say that a setting was changed, and show them all again."""
    return _show(turn, turn.say("saved"))


def _show(turn: Turn, said: str) -> Outcome:
    return answer(Reply(said, _settings(turn)))


def press_settings(turn: Turn, action: str) -> Outcome:
    """Change one setting and show them all again."""
    follow = _SETTINGS.get(action)
    return follow(turn) if follow else SILENCE


def toggle_heavy(turn: Turn) -> Outcome:
    """Allow heavy topics, or no longer; say what that means when they are allowed."""
    is_allowed = not heavy_opt_in(turn.person_id)
    heavy_opt_in_set(turn.person_id, allowed=is_allowed)
    return _show(turn, turn.say("heavy_allowed" if is_allowed else "saved"))


def toggle_consent(turn: Turn, name: str) -> Outcome:
    """Take a consent back at once; before one is given its text is shown, word for word."""
    purpose = _CONSENTS[name].purpose
    if consent_live(turn.person_id, purpose) and consent_withdraw(turn.person_id, purpose):
        return show_saved(turn)
    text = turn.say("quoted", text=consent_text(purpose, turn.language, vendor_names()))
    return answer(Reply(text, keyboards.consent_to(turn.language, name)))


def press_consent(turn: Turn, action: str) -> Outcome:
    """Take down the answer to the text of a consent that was shown."""
    verb, _, name = action.partition("_")
    if name not in _CONSENTS or verb not in ("allow", "refuse"):
        return SILENCE
    record = consent_give if verb == "allow" else consent_refuse
    record(turn.person_id, _CONSENTS[name].purpose, turn.language)
    return show_saved(turn)


def toggle_form(turn: Turn) -> Outcome:
    """Change between the formal and the familiar form of address."""
    other = AddressForm.VY if turn.form is AddressForm.TY else AddressForm.TY
    address_form_set(turn.person_id, other)
    return show_saved(turn.addressed(other))


def switch_language(turn: Turn) -> Outcome:
    """Speak the other language from now on, with a way on in it."""
    other = Language.EN if turn.language is Language.RU else Language.RU
    language_change(turn.person_id, other)
    turn = turn.speaking(other)
    said = turn.say("language_set")
    match turn.person.state:
        case DialogueState.ASKING:
            return questions.again(turn, before=said)
        case DialogueState.ADDRESS:
            return start.go_on(turn, before=said)
        case DialogueState.CRISIS:
            return crisis.stay(turn)
        case _:
            return answer(Reply(said, _way_on(turn)))


def _way_on(turn: Turn) -> Keyboard:
    if not turn.person.is_onboarded:
        return keyboards.start(turn.language)
    return _way_back(turn) or keyboards.next_question(turn.language)


def _way_back(turn: Turn) -> Keyboard:
    """Return the button to what is still open, if anything is."""
    return keyboards.way_back(turn.language) if turn.person.state in _OPEN else ()


def export(turn: Turn) -> Outcome:
    """Send everything as a document; it is put together when it is sent, and kept nowhere."""
    return answer(Reply(turn.say("export_caption"), kind=OutgoingKind.EXPORT))


def confirm_erase(turn: Turn) -> Outcome:
    """Ask before erasing; the safe button comes first."""
    return answer(Reply(turn.say("delete_confirm"), keyboards.erase(turn.language)))


def press_erase(turn: Turn, action: str) -> Outcome:
    """Keep, take a copy, or erase everything."""
    match action:
        case "keep":
            return answer(Reply(turn.say("delete_kept"), _way_back(turn)))
        case "export":
            return export(turn)
        case "erase":
            return erase(turn, "deleted")
        case _:
            return SILENCE


def erase(turn: Turn, farewell: str) -> Outcome:
    """Erase the person; the farewell is the last message, and belongs to nobody."""
    person_erase(turn.person_id)
    return Outcome(reply=Reply(turn.say(farewell)), is_farewell=True)


def ask_age(turn: Turn) -> Outcome:
    """Somebody seems to be a minor: nothing goes on until they say that they are an adult."""
    state_change(turn.person_id, DialogueState.CONSENT)
    return answer(Reply(turn.say("age_check"), keyboards.age(turn.language)))


def press_age(turn: Turn, action: str) -> Outcome:
    """Go on with an adult; erase a minor's words and name somebody to talk to."""
    match action:
        case "minor":
            return erase(turn, "minor")
        case "adult" if consent_live(turn.person_id, Purpose.PROFILE):
            return _welcome_adult(turn)
        case "adult":
            return start.ask_consent(turn)
        case _:
            return SILENCE


def _welcome_adult(turn: Turn) -> Outcome:
    """Go on with an adult, first with the introduction where that was broken off."""
    said = turn.say("age_adult")
    if not name_asked(turn.person_id):
        state_change(turn.person_id, DialogueState.ADDRESS)
        return start.go_on(turn, before=said)
    state_change(turn.person_id, DialogueState.IDLE)
    return answer(Reply(said, keyboards.idle(turn.language)))


#: States in which something was asked and is not answered yet.
_OPEN = frozenset({DialogueState.ADDRESS, DialogueState.ASKING, DialogueState.PAUSED})
#: Consents that can be given and taken back in the settings.
_CONSENTS = {
    "memory": OptionalConsent(Purpose.COACH_MEMORY, "memory_on", "memory_off"),
    "review": OptionalConsent(Purpose.HUMAN_REVIEW, "review_on", "review_off"),
    "vendors": OptionalConsent(Purpose.AI_VENDORS, "vendors_on", "vendors_off"),
}
_SETTINGS: dict[str, Callable[[Turn], Outcome]] = {
    "language": switch_language,
    "topics": boundaries.show_topics,
    "heavy": toggle_heavy,
    "distance": boundaries.show_distance,
    "farther": boundaries.step_back,
    "memory": lambda turn: toggle_consent(turn, "memory"),
    "review": lambda turn: toggle_consent(turn, "review"),
    "vendors": lambda turn: toggle_consent(turn, "vendors") if vendor_names() else SILENCE,
    "form": toggle_form,
    "export": export,
    "erase": confirm_erase,
}


def _settings(turn: Turn) -> Keyboard:
    heavy = "heavy_on" if heavy_opt_in(turn.person_id) else "heavy_off"
    agreed = consents_live(turn.person_id)
    rows = [
        ("language", "language"),
        ("topics", "topics"),
        (heavy, "heavy"),
        ("distance", "distance"),
        *(
            (optional.label_on if optional.purpose in agreed else optional.label_off, name)
            for name, optional in _CONSENTS.items()
            if name != "vendors" or vendor_names()
        ),
        *([(f"form_{turn.form}", "form")] if turn.language is Language.RU else []),
        ("export", "export"),
    ]
    buttons = [
        (keyboards.button(turn.language, label, Screen.SETTINGS, action),) for label, action in rows
    ]
    danger = keyboards.button(turn.language, "erase", Screen.SETTINGS, "erase", style="danger")
    return (*_way_back(turn), *buttons, (danger,))
