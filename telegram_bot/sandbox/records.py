"""What the sandbox keeps, as frozen records. Pure."""

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Bot:
    """One token. `webhook` and `allowed_updates` are as the bot last set them."""

    id: int
    token: str
    allowed_updates: tuple[str, ...] | None
    webhook: Json | None

    @property
    def user_id(self) -> int:
        """Return the number in front of the token's colon, which is the bot's user id."""
        return int(self.token.partition(":")[0])


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who talks to bots here."""

    id: int
    first_name: str
    language_code: str


@dataclass(frozen=True, slots=True)
class Chat:
    """A conversation of one bot. `status` is the bot's: member, kicked (blocked) or left."""

    id: int
    person_id: int
    kind: str
    title: str
    status: str


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """A Bot API message, and in `extra` what Telegram shows to the person but not to the bot."""

    message_id: int
    from_bot: bool
    body: Json
    extra: Json


@dataclass(frozen=True, slots=True)
class StoredFile:
    """Bytes somebody sent. `path` is what getFile tells."""

    id: str
    path: str
    name: str
    mime: str
    content: bytes


def bot_from_row(row: sqlite3.Row) -> Bot:
    """Return the bot in a row of its table."""
    kinds = tuple(json.loads(row["allowed_updates"])) if row["allowed_updates"] else None
    webhook = json.loads(row["webhook"]) if row["webhook"] else None
    return Bot(row["id"], row["token"], kinds, webhook)


def person_from_row(row: sqlite3.Row) -> Person:
    """Return the person in a row of their table."""
    return Person(row["id"], row["first_name"], row["language_code"])


def chat_from_row(row: sqlite3.Row) -> Chat:
    """Return the chat in a row of its table."""
    return Chat(row["id"], row["person_id"], row["kind"], row["title"], row["status"])


def message_from_row(row: sqlite3.Row) -> StoredMessage:
    """Return the message in a row of its table."""
    extra = json.loads(row["extra"])
    return StoredMessage(row["message_id"], bool(row["from_bot"]), json.loads(row["body"]), extra)


def file_from_row(row: sqlite3.Row) -> StoredFile:
    """Return the file in a row of its table."""
    return StoredFile(row["id"], row["path"], row["name"], row["mime"], row["content"])
