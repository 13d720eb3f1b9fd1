"""Which part of the dialogue answers: the guard first, then commands, buttons, and the state."""

from collections.abc import Callable
from datetime import timedelta

from core.crisis import CrisisLevel, stated_minor
from people.choices import DialogueState
from people.services import person_seen
from telegram_bot.callback_data import Press, Screen, unpack
from telegram_bot.choices import UpdateKind
from telegram_bot.dialogue import (
    asides,
    boundaries,
    coach,
    crisis,
    menus,
    portrait,
    progress,
    questions,
    start,
    steering,
)
from telegram_bot.dialogue.turn import SILENCE, Outcome, Turn, answer
from telegram_bot.reply import Reply

#: Precise enough for an absence, and it spares a quick talk a statement in every turn.
SEEN_EVERY = timedelta(minutes=1)


def _go_on(turn: Turn) -> Outcome:
    """Go on with what was begun: the introduction, or the questions."""
    is_new_here = turn.person.state is DialogueState.ADDRESS
    return start.go_on(turn) if is_new_here else questions.go_on(turn)


#: Commands that answer at any time, also before consent and in a crisis.
ALWAYS: dict[str, Callable[[Turn], Outcome]] = {
    "help": menus.show_help,
    "privacy": menus.show_privacy,
    "language": menus.switch_language,
    "delete": menus.confirm_erase,
    "export": menus.export,
}
#: Commands for those who have begun.
ONBOARDED: dict[str, Callable[[Turn], Outcome]] = {
    "start": _go_on,
    "profile": portrait.show,
    "status": progress.show,
    "coach": coach.enter,
    "settings": menus.show_settings,
    "pause": questions.pause,
    "stop": questions.pause,
}
KNOWN_COMMANDS = frozenset({*ALWAYS, *ONBOARDED})
_UNREADABLE = {
    UpdateKind.VOICE: "voice",
    UpdateKind.STICKER: "media",
    UpdateKind.OTHER_MEDIA: "media",
    UpdateKind.FORWARDED: "forwarded",
}


def respond(turn: Turn) -> Outcome:
    """Return what this turn leads to. The crisis guard comes before everything."""
    if turn.person.is_onboarded and turn.quiet >= SEEN_EVERY:
        person_seen(turn.person_id)
    if turn.assessment.level >= CrisisLevel.PASSIVE:
        return crisis.meet(turn)
    by_kind = _KINDS.get(turn.incoming.kind)
    return by_kind(turn) if by_kind else SILENCE


def _respond_to_message(turn: Turn) -> Outcome:
    command = turn.incoming.command
    return _respond_to_text(turn) if command is None else _obey(turn, command)


def _respond_to_edit(turn: Turn) -> Outcome:
    may_go_on = turn.person.is_onboarded and not crisis.holds(turn)
    return questions.take_correction(turn) if may_go_on else SILENCE


def _obey(turn: Turn, command: str) -> Outcome:
    if command in ALWAYS:
        return ALWAYS[command](turn)
    if crisis.holds(turn):
        return crisis.come_back(turn) if command == "start" else crisis.stay(turn)
    if not turn.person.is_onboarded:
        return start.greet(turn)
    known = ONBOARDED.get(command)
    return known(turn) if known else answer(Reply(turn.say("unknown_command")))


def _respond_to_text(turn: Turn) -> Outcome:
    if crisis.holds(turn):
        return crisis.stay(turn)
    if stated_minor(turn.incoming.text):
        return menus.ask_age(turn)
    return _STATES.get(turn.person.state, asides.hear_between)(turn)


def _respond_to_press(turn: Turn) -> Outcome:
    pressed = unpack(turn.incoming.callback_data)
    if pressed is None:
        return Outcome(toast=turn.say("stale"))
    if crisis.holds(turn) and pressed.screen not in (Screen.CRISIS, Screen.ERASE):
        return crisis.stay(turn)
    if not turn.person.is_onboarded and not _opens_before_consent(turn, pressed.screen):
        return start.greet(turn)
    return _follow(turn, pressed)


def _opens_before_consent(turn: Turn, screen: Screen) -> bool:
    is_asked_for_age = turn.person.state is DialogueState.CONSENT and screen is Screen.AGE
    return is_asked_for_age or screen in (Screen.START, Screen.CRISIS, Screen.ERASE)


def _follow(turn: Turn, pressed: Press) -> Outcome:
    if pressed.screen is Screen.QUESTION:
        press = steering.press if pressed.action in steering.ACTIONS else questions.press
        return press(turn, pressed.action, pressed.object_id)
    return _SCREENS[pressed.screen](turn, pressed.action)


def _press_menu(turn: Turn, action: str) -> Outcome:
    follow = _MENU.get(action)
    return follow(turn) if follow else SILENCE


_MENU: dict[str, Callable[[Turn], Outcome]] = {
    "questions": _go_on,
    "profile": portrait.show,
    "coach": coach.enter,
    "settings": menus.show_settings,
}
_SCREENS: dict[Screen, Callable[[Turn, str], Outcome]] = {
    Screen.START: start.press_start,
    Screen.ADDRESS: start.press_address,
    Screen.MENU: _press_menu,
    Screen.COACH: coach.press,
    Screen.SETTINGS: menus.press_settings,
    Screen.CONSENT: menus.press_consent,
    Screen.ERASE: menus.press_erase,
    Screen.CRISIS: crisis.press,
    Screen.AGE: menus.press_age,
    Screen.TOPICS: boundaries.press_topic,
}


def _respond_to_unreadable(turn: Turn) -> Outcome:
    if crisis.holds(turn):
        return crisis.stay(turn)
    if not turn.person.is_onboarded:
        return start.greet(turn)
    return answer(Reply(turn.say(_UNREADABLE[turn.incoming.kind])))


#: What a text means in each state; in the others (idle, coach) it is for the coach.
_STATES: dict[DialogueState, Callable[[Turn], Outcome]] = {
    DialogueState.NEW: start.greet,
    DialogueState.CONSENT: start.remind_of_consent,
    DialogueState.ADDRESS: start.take_typed,
    DialogueState.ASKING: asides.hear,
    DialogueState.PAUSED: asides.hear_paused,
}
_KINDS: dict[UpdateKind, Callable[[Turn], Outcome]] = {
    UpdateKind.CALLBACK: _respond_to_press,
    UpdateKind.TEXT: _respond_to_message,
    UpdateKind.EDITED: _respond_to_edit,
    **dict.fromkeys(_UNREADABLE, _respond_to_unreadable),
}
