"""Messages a bot sends."""

from telegram_bot.sandbox.errors import refuse
from telegram_bot.sandbox.methods.content import (
    document,
    keyboards,
    message_caption,
    message_text,
    photo,
)
from telegram_bot.sandbox.methods.registry import Call, method, open_chat, save_and_show
from telegram_bot.sandbox.parameters import Parameters
from telegram_bot.sandbox.records import Chat, Json, StoredMessage


@method("sendMessage")
def send_message(call: Call) -> Json:
    """Send text."""
    return _send(call, open_chat(call), message_text(call.parameters))


@method("sendPhoto")
def send_photo(call: Call) -> Json:
    """Send a picture, with a caption or without."""
    chat, caption = open_chat(call), message_caption(call.parameters)
    return _send(call, chat, {**photo(call), **caption})


@method("sendDocument")
def send_document(call: Call) -> Json:
    """Send any file, with a caption or without."""
    chat, caption = open_chat(call), message_caption(call.parameters)
    return _send(call, chat, {**document(call), **caption})


def _send(call: Call, chat: Chat, content: Json) -> Json:
    shown, extra = keyboards(call.parameters)
    reply = _reply(call, chat)
    if call.parameters.flag("disable_notification"):
        extra["is_silent"] = True
    if call.parameters.flag("protect_content"):
        shown["has_protected_content"] = True
    frame = call.world.new_message(call.bot, chat, call.world.bot_user(call.bot))
    body = {**frame, **reply, **content, **shown}
    message = StoredMessage(body["message_id"], from_bot=True, body=body, extra=extra)
    return save_and_show(call, chat, message, "message")


def _reply(call: Call, chat: Chat) -> Json:
    """Return the message this one replies to, as the Bot API nests it."""
    wish = Parameters(call.parameters.mapping("reply_parameters"))
    message_id = wish.integer("message_id", call.parameters.integer("reply_to_message_id"))
    if message_id is None:
        return {}
    message = call.store.message(call.bot.id, chat.id, message_id)
    if message:
        body = {key: value for key, value in message.body.items() if key != "reply_to_message"}
        return {"reply_to_message": body}
    name = "allow_sending_without_reply"
    if not wish.flag(name) and not call.parameters.flag(name):
        refuse("message to be replied not found")
    return {}
