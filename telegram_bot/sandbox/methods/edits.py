"""Changes to messages that are already there: edits, deletion, reactions."""

from telegram_bot.sandbox.errors import refuse
from telegram_bot.sandbox.methods.content import keyboards, message_caption, message_text
from telegram_bot.sandbox.methods.registry import (
    Call,
    message_in,
    method,
    open_chat,
    save_and_show,
)
from telegram_bot.sandbox.reactions import reaction_emoji
from telegram_bot.sandbox.records import Chat, Json, StoredMessage

_TEXT = ("text", "entities")
_CAPTION = ("caption", "caption_entities")
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)


@method("editMessageText")
def edit_message_text(call: Call) -> Json:
    """Replace the text; a keyboard not given again goes away."""
    chat, message = _own_message(call)
    content = message_text(call.parameters)
    if "text" not in message.body:
        refuse("there is no text in the message to edit")
    return _edit(call, chat, message, _without(message, _TEXT) | content | _dated(call))


@method("editMessageCaption")
def edit_message_caption(call: Call) -> Json:
    """Replace the caption of a picture or a document."""
    chat, message = _own_message(call)
    if "text" in message.body:
        refuse("there is no caption in the message to edit")
    content = message_caption(call.parameters)
    return _edit(call, chat, message, _without(message, _CAPTION) | content | _dated(call))


@method("editMessageReplyMarkup")
def edit_message_reply_markup(call: Call) -> Json:
    """Replace or take away the keyboard; the message does not count as edited."""
    chat, message = _own_message(call)
    return _edit(call, chat, message, message.body)


@method("deleteMessage")
def delete_message(call: Call) -> bool:
    """Delete a message for both sides."""
    chat = open_chat(call)
    message = message_in(call, chat, "message to delete not found")
    call.store.message_delete(call.bot.id, chat.id, message.message_id)
    call.world.record(call.bot, call.method, message.body, call.received_at)
    call.world.show("deleted", call.bot, chat, message_id=message.message_id)
    return True


@method("setMessageReaction")
def set_message_reaction(call: Call) -> bool:
    """Put one emoji on a message, or take it away."""
    chat = open_chat(call)
    message = message_in(call, chat, "message to react not found")
    emoji = reaction_emoji(call.parameters.document("reaction") or [])
    extra = {**message.extra, "reactions": emoji}
    changed = StoredMessage(message.message_id, message.from_bot, message.body, extra)
    save_and_show(call, chat, changed, "edited")
    return True


def _own_message(call: Call) -> tuple[Chat, StoredMessage]:
    chat = open_chat(call)
    message = message_in(call, chat, "message to edit not found")
    if not message.from_bot:
        refuse("message can't be edited")
    return chat, message


def _without(message: StoredMessage, keys: tuple[str, ...]) -> Json:
    return {key: value for key, value in message.body.items() if key not in keys}


def _dated(call: Call) -> Json:
    return {"edit_date": int(call.received_at)}


def _edit(call: Call, chat: Chat, message: StoredMessage, body: Json) -> Json:
    shown, _ = keyboards(call.parameters)
    body = {key: value for key, value in body.items() if key != "reply_markup"} | shown
    if _comparable(body) == _comparable(message.body):
        refuse(_NOT_MODIFIED)
    changed = StoredMessage(message.message_id, from_bot=True, body=body, extra=message.extra)
    return save_and_show(call, chat, changed, "edited")


def _comparable(body: Json) -> Json:
    return {key: value for key, value in body.items() if key != "edit_date"}
