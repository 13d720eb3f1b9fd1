"""What a message is made of: text, caption, keyboard, picture, document."""

from typing import Any

from telegram_bot.sandbox.errors import refuse
from telegram_bot.sandbox.html_text import parse_html
from telegram_bot.sandbox.markup import inline_keyboard, reply_keyboard
from telegram_bot.sandbox.media import image_size
from telegram_bot.sandbox.methods.registry import Call
from telegram_bot.sandbox.parameters import Parameters
from telegram_bot.sandbox.records import Json, StoredFile
from telegram_bot.sandbox.text import (
    CAPTION_LIMIT,
    ENTITY_LIMIT,
    TEXT_LIMIT,
    Formatted,
    checked_entities,
    trimmed,
    utf16_length,
    with_found_entities,
)
from telegram_bot.sandbox.world import file_view

MAX_PHOTO_BYTES = 10 * 1024 * 1024
MAX_DOCUMENT_BYTES = 50 * 1024 * 1024


def message_text(parameters: Parameters) -> Json:
    """Return `text` and `entities` of a message.

    Raises:
        ApiError: empty, over 4096 UTF-16 units after parsing, or broken HTML.
    """
    formatted = _formatted(parameters, "text", "entities")
    if not formatted.text:
        refuse("message text is empty")
    if utf16_length(formatted.text) > TEXT_LIMIT:
        refuse("message is too long")
    return _fields(formatted, "text", "entities")


def message_caption(parameters: Parameters) -> Json:
    """Return `caption` and `caption_entities`; nothing where there is no caption.

    Raises:
        ApiError: over 1024 UTF-16 units after parsing, or broken HTML.
    """
    formatted = _formatted(parameters, "caption", "caption_entities")
    if utf16_length(formatted.text) > CAPTION_LIMIT:
        refuse("message caption is too long")
    return _fields(formatted, "caption", "caption_entities") if formatted.text else {}


def _formatted(parameters: Parameters, text_key: str, entities_key: str) -> Formatted:
    text, mode = parameters.text(text_key), parameters.text("parse_mode").lower()
    if mode == "html":
        formatted = parse_html(text)
    elif mode in {"markdown", "markdownv2"}:
        refuse("can't parse entities: the sandbox reads HTML only")
    elif mode:
        refuse("unsupported parse_mode")
    elif entities_key in parameters:
        formatted = checked_entities(text, parameters.document(entities_key))
    else:
        formatted = Formatted(text)
    return with_found_entities(trimmed(formatted))


def _fields(formatted: Formatted, text_key: str, entities_key: str) -> Json:
    fields: Json = {text_key: formatted.text}
    if formatted.entities:
        fields[entities_key] = list(formatted.entities[:ENTITY_LIMIT])
    return fields


def keyboards(parameters: Parameters) -> tuple[Json, Json]:
    """Return what the keyboard adds to the message, and what only the person sees of it.

    Raises:
        ApiError: a keyboard Telegram would refuse.
    """
    markup = parameters.mapping("reply_markup")
    if not markup:
        return {}, {}
    if "inline_keyboard" not in markup:
        return {}, {"reply_keyboard": reply_keyboard(markup)}
    kept = inline_keyboard(markup)
    return ({"reply_markup": kept} if kept else {}), {}


def photo(call: Call) -> Json:
    """Return the `photo` field: Telegram's list of sizes, here of one.

    Raises:
        ApiError: no file, too large, or not a picture.
    """
    file = _file(call, "photo", MAX_PHOTO_BYTES)
    size = image_size(file.content)
    if size is None:
        refuse("IMAGE_PROCESS_FAILED")
    return {"photo": [{**file_view(file), "width": size[0], "height": size[1]}]}


def document(call: Call) -> Json:
    """Return the `document` field.

    Raises:
        ApiError: no file, or too large.
    """
    file = _file(call, "document", MAX_DOCUMENT_BYTES)
    names: dict[str, Any] = {"file_name": file.name, "mime_type": file.mime}
    return {"document": {**file_view(file), **names}}


def _file(call: Call, name: str, limit: int) -> StoredFile:
    upload = call.parameters.upload(name)
    if upload is None:
        return _known_file(call, name)
    if not upload.content:
        refuse("file must be non-empty")
    if len(upload.content) > limit:
        refuse(f"file is too big; the maximum for {name} is {limit} bytes")
    return call.world.keep_file(call.bot, f"{name}s", (upload.name, upload.mime, upload.content))


def _known_file(call: Call, name: str) -> StoredFile:
    value = call.parameters.text(name)
    if not value:
        refuse(f"there is no {name} in the request")
    file = call.store.file(value)
    if file is None:
        refuse("wrong file identifier/HTTP URL specified")
    return file
