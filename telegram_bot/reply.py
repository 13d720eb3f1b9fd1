"""What a turn answers, before it becomes a row: text with buttons. Pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from core.vocabulary import Language
from telegram_bot.callback_data import Press
from telegram_bot.choices import OutgoingKind

Style = Literal["", "primary", "success", "danger"]


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message."""

    label: str
    press: Press
    style: Style = ""


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Reflection:
    """The part of a reply that says an answer back, which a small model may say better.

    Attributes:
        answer_id: the answer it says back.
        start: where it begins in the reply's html.
        end: where what comes after it begins.
    """

    answer_id: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reply:
    """One message to the person.

    Attributes:
        html: Telegram HTML, at most 4096 UTF-16 units after parsing.
        keyboard: rows of buttons.
        kind: a text, or the export document with `html` as its caption.
        reflection: what may be said better before it is sent; None where nothing may.
    """

    html: str
    keyboard: Keyboard = ()
    kind: OutgoingKind = OutgoingKind.TEXT
    reflection: Reflection | None = None

    def body(self) -> dict[str, Any]:
        """Return the reply as it is stored, sealed, until it is sent."""
        body = {"html": self.html, "keyboard": stored(self.keyboard)}
        if self.reflection is None:
            return body
        return {**body, "reflection": [self.reflection.start, self.reflection.end]}


@dataclass(frozen=True, slots=True)
class Held:
    """A message that waits a moment for a better reflection, and goes then whatever happens.

    Attributes:
        key: of its row.
        person_id: who gets it.
        answer_id: the answer it says back.
        until: when it goes at the latest.
    """

    key: str
    person_id: UUID
    answer_id: int
    until: datetime


@dataclass(frozen=True, slots=True)
class TurnResult:
    """What is left to do after the turn's transaction: nothing that must not be lost.

    Attributes:
        update_id: the update that was handled; 0 when it was not.
        chat_id: the chat it came from.
        callback_id: the pressed button's query, to be answered so that it stops spinning.
        toast: short text shown with that answer.
        is_typing: show that somebody is writing.
        leave_chat_id: a group to say goodbye to.
        retire_keyboard: (chat id, message id) whose buttons no longer do anything, or make room.
        keyboard: the buttons that come in their place.
        language: the language to say goodbye in.
        held: the message whose reflection may be said better before it goes.
    """

    update_id: int = 0
    chat_id: int = 0
    callback_id: str = ""
    toast: str = ""
    is_typing: bool = False
    leave_chat_id: int | None = None
    retire_keyboard: tuple[int, int] | None = None
    keyboard: Keyboard = ()
    language: Language = Language.EN
    held: Held | None = None


def stored(keyboard: Keyboard) -> list[list[dict[str, str]]]:
    """Return buttons as they are stored and sent."""
    return [[_stored(button) for button in row] for row in keyboard]


def _stored(button: Button) -> dict[str, str]:
    return {"label": button.label, "data": button.press.pack(), "style": button.style}
