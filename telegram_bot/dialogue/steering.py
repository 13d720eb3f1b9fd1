"""Answers that steer: not now, not this topic, never this; and wishes for a rest or an end."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from core.vocabulary import Language
from onboarding.selectors import is_open, open_topic
from onboarding.services import (
    question_close_topic,
    question_postpone,
    question_refuse,
    session_end,
    session_tire,
)
from onboarding.steps import Step
from telegram_bot.dialogue import keyboards, questions
from telegram_bot.dialogue.turn import Outcome, Turn
from telegram_bot.reply import Keyboard

Wish = Callable[[UUID, int, Language], Step]


def press(turn: Turn, action: str, asked_id: int) -> Outcome:
    """Follow a button of the menu under a question; a stale one changes nothing."""
    if not is_open(turn.person_id, asked_id):
        return questions.stale(turn)
    if action in _MENUS:
        return Outcome(keyboard=_MENUS[action](turn.language, asked_id))
    return replace(_WISHES[action](turn), retires_buttons=True)


def put_off(turn: Turn) -> Outcome:
    """Ask something else; this one may come back after some time."""
    return questions.leave(turn, question_postpone, turn.say("put_off"))


def close_topic(turn: Turn) -> Outcome:
    """Ask about something else from now on."""
    topic = open_topic(turn.person_id)
    said = turn.say("topic_rests", topic=turn.say(f"domain_{topic}")) if topic else ""
    return questions.leave(turn, question_close_topic, said)


def refuse(turn: Turn) -> Outcome:
    """Never ask this again."""
    return questions.leave(turn, question_refuse, turn.say("never_again"))


def rest(turn: Turn) -> Outcome:
    """The person is tired of questions: offer an easy one, or an end."""
    return questions.leave(turn, session_tire, "")


def stop(turn: Turn) -> Outcome:
    """The person has had enough for now: end kindly, and ask nothing more."""
    return questions.leave(turn, _end, "")


def _end(person_id: UUID, asked_id: int, _language: Language) -> Step:
    return session_end(person_id, asked_id)


_MENUS: dict[str, Callable[[Language, int], Keyboard]] = {
    "more": keyboards.wishes,
    "back": keyboards.question,
}
_WISHES: dict[str, Callable[[Turn], Outcome]] = {
    "put_off": put_off,
    "not_topic": close_topic,
    "never": refuse,
}
ACTIONS = frozenset({*_MENUS, *_WISHES})
