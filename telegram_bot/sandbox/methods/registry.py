"""A call of a bot, and the table of what answers it."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from telegram_bot.sandbox.errors import ApiError, forbid, refuse
from telegram_bot.sandbox.parameters import Parameters
from telegram_bot.sandbox.records import Bot, Chat, Json, StoredMessage
from telegram_bot.sandbox.store import Store
from telegram_bot.sandbox.world import World


@dataclass(frozen=True, slots=True)
class Call:
    """One request to one method.

    Attributes:
        world: the sandbox.
        bot: who calls.
        method: the method's name as Telegram spells it.
        parameters: what came with it.
        received_at: when it arrived, seconds since 1970.
    """

    world: World
    bot: Bot
    method: str
    parameters: Parameters
    received_at: float

    @property
    def store(self) -> Store:
        """Return the store of the sandbox."""
        return self.world.store


Handler = Callable[[Call], Any]
Answering = TypeVar("Answering", bound=Handler)

#: Lower-cased name → (the name as Telegram spells it, what answers). Names ignore case there too.
METHODS: dict[str, tuple[str, Handler]] = {}


def method(name: str) -> Callable[[Answering], Answering]:
    """Register a function as what answers the method `name`. It runs in one transaction."""

    def register(handler: Answering) -> Answering:
        METHODS[name.lower()] = (name, handler)
        return handler

    return register


def open_chat(call: Call) -> Chat:
    """Return the chat a call is about, where the bot may write.

    Raises:
        ApiError: the bot never met the chat, was blocked, or has left.
    """
    chat = known_chat(call)
    if chat.status == "kicked":
        forbid("bot was blocked by the user")
    if chat.status == "left":
        forbid("bot is not a member of the supergroup chat")
    return chat


def known_chat(call: Call) -> Chat:
    """Return the chat a call is about.

    Raises:
        ApiError: the bot never met it.
    """
    if not call.parameters.text("chat_id"):
        refuse("chat_id is empty")
    chat = None
    with suppress(ApiError):
        chat = call.store.chat(call.bot.id, call.parameters.integer("chat_id") or 0)
    if chat is None:
        refuse("chat not found")
    return chat


def message_in(call: Call, chat: Chat, problem: str) -> StoredMessage:
    """Return the message a call is about.

    Raises:
        ApiError: there is none; `problem` says so in Telegram's words.
    """
    message_id = call.parameters.integer("message_id")
    message = None
    if message_id is not None:
        message = call.store.message(call.bot.id, chat.id, message_id)
    if message is None:
        refuse(problem)
    return message


def save_and_show(call: Call, chat: Chat, message: StoredMessage, news: str) -> Json:
    """Keep a message, note it in the timeline, show it on open pages; return its body."""
    call.store.message_save(call.bot.id, chat.id, message)
    call.world.record(call.bot, call.method, message.body, call.received_at)
    view = {**message.body, "sandbox": message.extra}
    call.world.show(news, call.bot, chat, message=view)
    return message.body
