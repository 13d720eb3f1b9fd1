"""The parts of the sandbox, put together, and what all of its doors share."""

import hashlib
import secrets
from pathlib import Path

from core.clock import utc_now
from telegram_bot.sandbox.faults import Faults
from telegram_bot.sandbox.live import Live
from telegram_bot.sandbox.polls import Polls
from telegram_bot.sandbox.records import Bot, Chat, Json, Person, StoredFile, StoredMessage
from telegram_bot.sandbox.store import Store
from telegram_bot.sandbox.webhooks import Webhooks

DEFAULT_BOT_NAME = "Selfology"


class World:
    """Everything one sandbox process holds. Made and used inside its event loop."""

    def __init__(self, store: Store, default_token: str) -> None:
        self.store = store
        self.faults = Faults()
        self.live = Live()
        self.polls = Polls()
        self.webhooks = Webhooks(self.store)
        self._default_token = default_token
        self._last_bot_id = 0
        self._last_now = 0.0
        for bot in self.store.bots():
            self.webhooks.resume(bot.id)

    def close_doors(self) -> None:
        """End everything that waits, so that the server can stop at once."""
        self.polls.close()
        self.live.close()

    async def close(self) -> None:
        """Stop the lanes and release the file."""
        await self.webhooks.close()
        self.store.close()

    def now(self) -> float:
        """Return seconds since 1970 with microseconds, always later than the time before."""
        moment = round(utc_now().timestamp(), 6)
        self._last_now = max(moment, round(self._last_now + 1e-6, 6))
        return self._last_now

    def bot_calling(self, token: str) -> Bot:
        """Return the bot that calls, known from now on as the one people mean."""
        bot = self.store.bot_for_token(token, self.now())
        if bot.id != self._last_bot_id:
            self._last_bot_id = bot.id
            self.store.bot_called(bot.id, self.now())
        return bot

    def bot_meant(self, token: str | None) -> Bot:
        """Return the bot a person means: the one named, else the last that called."""
        if token is None:
            bots = self.store.bots()
            if bots:
                return bots[0]
        return self.store.bot_for_token(token or self._default_token, self.now())

    def bot_user(self, bot: Bot) -> Json:
        """Return the bot as a Telegram user."""
        name = self.store.setting(bot.id, ("name", "", "")) or DEFAULT_BOT_NAME
        return {
            "id": bot.user_id,
            "is_bot": True,
            "first_name": name,
            "username": f"selfology_{bot.user_id}_bot",
        }

    def new_message(self, bot: Bot, chat: Chat, sender: Json) -> Json:
        """Return the frame of a message with the next number: id, sender, chat and date."""
        return {
            "message_id": self.store.next_message_id(bot.id),
            "from": sender,
            "chat": self.chat_view(chat),
            "date": int(utc_now().timestamp()),
        }

    def chat_view(self, chat: Chat) -> Json:
        """Return a chat as messages carry it."""
        key = "first_name" if chat.kind == "private" else "title"
        return {"id": chat.id, "type": chat.kind, key: chat.title}

    def emit(self, bot: Bot, person: Person, content: Json) -> Json | None:
        """Give the bot an update, unless it asked for other kinds only.

        Args:
            bot: who receives it.
            person: who caused it; a webhook keeps the order within a person.
            content: one field of Telegram's `Update`, e.g. `{"message": {...}}`.
        """
        if bot.allowed_updates and not content.keys() <= set(bot.allowed_updates):
            return None
        update = self.store.update_add(bot.id, person.id, content, self.now())
        self.notify(bot, person.id)
        return update

    def notify(self, bot: Bot, person_id: int) -> None:
        """Wake whoever brings the person's updates to the bot."""
        self.polls.notify(bot.id)
        self.webhooks.notify(bot.id, person_id)

    def show(self, kind: str, bot: Bot, chat: Chat, **details: object) -> None:
        """Tell open pages what happened in a chat."""
        news = {
            "kind": kind,
            "bot_id": bot.user_id,
            "chat_id": chat.id,
            "person_id": chat.person_id,
        }
        self.live.publish({**news, **details})

    def record(self, bot: Bot, method: str, body: Json, received_at: float) -> None:
        """Keep in the timeline what the bot did to a message."""
        text: str = body.get("text") or body.get("caption") or ""
        digest = hashlib.sha256(text.encode()).hexdigest()
        chat_id, message_id = body["chat"]["id"], body["message_id"]
        self.store.action_add(bot.id, (method, chat_id, message_id, received_at, text, digest))

    def keep_file(self, bot: Bot, folder: str, upload: tuple[str, str, bytes]) -> StoredFile:
        """Keep (name, MIME type, bytes) under a new file id."""
        name, mime, content = upload
        file_id = secrets.token_urlsafe(24)
        suffix = Path(name).suffix
        file = StoredFile(file_id, f"{folder}/file_{file_id[:8]}{suffix}", name, mime, content)
        self.store.file_add(bot.id, file)
        return file


def message_view(message: StoredMessage) -> Json:
    """Return a message as the person sees it: Telegram's fields and, in `sandbox`, the rest."""
    return {**message.body, "sandbox": message.extra}


def file_view(file: StoredFile) -> Json:
    """Return the fields every Telegram file has."""
    return {
        "file_id": file.id,
        "file_unique_id": hashlib.sha256(file.id.encode()).hexdigest()[:16],
        "file_size": len(file.content),
    }
