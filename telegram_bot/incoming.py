"""What Telegram sends, reduced to what the product uses. Pure.

Anything that does not fit these shapes becomes `IGNORED`, never an error: one odd update must not
hold up the next.
"""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from telegram_bot.choices import UpdateKind

PRIVATE = "private"
GONE = frozenset({"kicked", "left"})
MEDIA = {
    "voice": UpdateKind.VOICE,
    "sticker": UpdateKind.STICKER,
    **dict.fromkeys(
        (
            "photo",
            "video",
            "video_note",
            "document",
            "audio",
            "animation",
            "location",
            "contact",
            "poll",
            "venue",
            "dice",
            "story",
        ),
        UpdateKind.OTHER_MEDIA,
    ),
}


class Part(BaseModel):
    """A piece of an update; what we do not use is dropped."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class Chat(Part):
    """Where something was said."""

    id: int
    type: str = PRIVATE


class Sender(Part):
    """Who said it."""

    first_name: str = ""
    language_code: str = ""


class Message(Part):
    """A message. `media` names what it carries besides text."""

    message_id: int
    chat: Chat
    sender: Sender = Field(default=Sender(), alias="from")
    text: str = ""
    caption: str = ""
    forward_origin: dict[str, Any] | None = None


class Callback(Part):
    """A pressed button."""

    id: str
    sender: Sender = Field(alias="from")
    message: Message | None = None
    data: str = ""


class Member(Part):
    """How the bot stands in a chat."""

    status: str = ""


class Membership(Part):
    """The bot was blocked, unblocked, or put into a group."""

    chat: Chat
    sender: Sender = Field(default=Sender(), alias="from")
    new_chat_member: Member = Member()


class Incoming(Part):
    """An update, understood. What is said in a group has no chat and no text: it is not for us."""

    update_id: int
    kind: UpdateKind
    chat_id: int | None = None
    message_id: int | None = None
    text: str = ""
    first_name: str = ""
    language_code: str = ""
    callback_id: str = ""
    callback_data: str = ""

    @property
    def command(self) -> str | None:
        """Return the command without slash and bot name, or None."""
        if self.kind is not UpdateKind.TEXT or not self.text.startswith("/"):
            return None
        return self.text.split(maxsplit=1)[0][1:].partition("@")[0].lower() or None


def understand(raw: dict[str, Any]) -> Incoming:
    """Return what `raw` is about."""
    update_id = raw["update_id"]
    try:
        return _understand(update_id, raw)
    except ValidationError:
        return Incoming(update_id=update_id, kind=UpdateKind.IGNORED)


def _understand(update_id: int, raw: dict[str, Any]) -> Incoming:
    if "message" in raw:
        return _from_message(update_id, raw["message"], is_edit=False)
    if "edited_message" in raw:
        return _from_message(update_id, raw["edited_message"], is_edit=True)
    if "callback_query" in raw:
        return _from_callback(update_id, raw["callback_query"])
    if "my_chat_member" in raw:
        return _from_membership(update_id, raw["my_chat_member"])
    return Incoming(update_id=update_id, kind=UpdateKind.IGNORED)


def _from_message(update_id: int, raw: dict[str, Any], *, is_edit: bool) -> Incoming:
    message = Message.model_validate(raw)
    if message.chat.type != PRIVATE:
        return Incoming(update_id=update_id, kind=UpdateKind.IGNORED)
    return Incoming(
        update_id=update_id,
        kind=_message_kind(message, raw, is_edit=is_edit),
        chat_id=message.chat.id,
        message_id=message.message_id,
        text=message.text or message.caption,
        first_name=message.sender.first_name,
        language_code=message.sender.language_code,
    )


def _message_kind(message: Message, raw: dict[str, Any], *, is_edit: bool) -> UpdateKind:
    if is_edit:
        return UpdateKind.EDITED
    if message.forward_origin is not None:
        return UpdateKind.FORWARDED
    media = next((MEDIA[name] for name in MEDIA if name in raw), None)
    return media or (UpdateKind.TEXT if message.text else UpdateKind.IGNORED)


def _from_callback(update_id: int, raw: dict[str, Any]) -> Incoming:
    callback = Callback.model_validate(raw)
    message = callback.message
    if message is None or message.chat.type != PRIVATE:
        return Incoming(update_id=update_id, kind=UpdateKind.IGNORED, callback_id=callback.id)
    return Incoming(
        update_id=update_id,
        kind=UpdateKind.CALLBACK,
        chat_id=message.chat.id,
        message_id=message.message_id,
        first_name=callback.sender.first_name,
        language_code=callback.sender.language_code,
        callback_id=callback.id,
        callback_data=callback.data,
    )


def _from_membership(update_id: int, raw: dict[str, Any]) -> Incoming:
    change = Membership.model_validate(raw)
    is_gone = change.new_chat_member.status in GONE
    kind = _membership_kind(is_private=change.chat.type == PRIVATE, is_gone=is_gone)
    return Incoming(
        update_id=update_id,
        kind=kind,
        chat_id=None if kind is UpdateKind.IGNORED else change.chat.id,
        first_name=change.sender.first_name,
        language_code=change.sender.language_code,
    )


def _membership_kind(*, is_private: bool, is_gone: bool) -> UpdateKind:
    if is_private:
        return UpdateKind.BLOCKED if is_gone else UpdateKind.UNBLOCKED
    return UpdateKind.IGNORED if is_gone else UpdateKind.GROUP
