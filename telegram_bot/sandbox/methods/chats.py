"""Chats, buttons, typing and files."""

from telegram_bot.sandbox.errors import refuse
from telegram_bot.sandbox.methods.registry import Call, known_chat, method, open_chat
from telegram_bot.sandbox.records import Chat, Json
from telegram_bot.sandbox.text import utf16_length
from telegram_bot.sandbox.world import file_view

MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024
MAX_ANSWER_LENGTH = 200
CALLBACK_LIFE_SECONDS = 900.0
_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


@method("getChat")
def get_chat(call: Call) -> Json:
    """Return all that is known of a chat."""
    chat = known_chat(call)
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription")
    return {
        **call.world.chat_view(chat),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys((*gifts, "gifts_from_channels"), False),
    }


@method("leaveChat")
def leave_chat(call: Call) -> bool:
    """Leave a group."""
    chat = open_chat(call)
    if chat.kind == "private":
        refuse("chat member status can't be changed in private chats")
    left = Chat(chat.id, chat.person_id, chat.kind, chat.title, "left")
    call.store.chat_save(call.bot.id, left)
    call.world.show("chat", call.bot, left, status="left")
    return True


@method("sendChatAction")
def send_chat_action(call: Call) -> bool:
    """Show for about five seconds that something is coming."""
    chat = open_chat(call)
    action = call.parameters.text("action")
    if action not in _ACTIONS:
        refuse("wrong parameter action in request")
    call.world.show("action", call.bot, chat, action=action)
    return True


@method("answerCallbackQuery")
def answer_callback_query(call: Call) -> bool:
    """End the waiting of a pressed button, with words or without."""
    text = call.parameters.text("text")
    if utf16_length(text) > MAX_ANSWER_LENGTH:
        refuse("MESSAGE_TOO_LONG")
    answer = {"text": text, "show_alert": call.parameters.flag("show_alert")}
    query_id = call.parameters.text("callback_query_id")
    oldest = call.received_at - CALLBACK_LIFE_SECONDS
    person_id = call.store.callback_answer(call.bot.id, query_id, answer, oldest)
    if person_id is None:
        refuse("query is too old and response timeout expired or query ID is invalid")
    chat = call.store.chat(call.bot.id, person_id)
    if chat:
        call.world.show("answer", call.bot, chat, query_id=query_id, **answer)
    return True


@method("getFile")
def get_file(call: Call) -> Json:
    """Return where a file can be downloaded."""
    file = call.store.file(call.parameters.text("file_id"))
    if file is None:
        refuse("invalid file_id")
    if len(file.content) > MAX_DOWNLOAD_BYTES:
        refuse("file is too big")
    return {**file_view(file), "file_path": file.path}
