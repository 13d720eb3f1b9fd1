"""Text as Telegram counts and marks it: UTF-16 units, trimmed ends, entities found in plain text.

Pure. Offsets and lengths of entities are UTF-16 code units, as in the Bot API.
"""

import re
from dataclasses import dataclass
from typing import Any

from telegram_bot.sandbox.errors import refuse

Entity = dict[str, Any]

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
ENTITY_LIMIT = 100

_FOUND_IN_PLAIN_TEXT = re.compile(
    r"(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,32}(?:@\w{3,32})?(?![\w/]))"
    r"|(?P<url>\bhttps?://[^\s<>\"']+[\w/#=])"
)


@dataclass(frozen=True, slots=True)
class Formatted:
    """Plain text and the entities that mark parts of it."""

    text: str
    entities: tuple[Entity, ...] = ()


def utf16_length(text: str) -> int:
    """Return the length in UTF-16 code units: one for most letters, two for most emoji."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split_like_a_client(text: str, limit: int = TEXT_LIMIT) -> list[str]:
    """Cut a long text as Telegram's apps do before sending it.

    Args:
        text: what a person typed, of any length.
        limit: UTF-16 units in one message, at least 2.

    Returns:
        Pieces that join to `text`, none of them longer than `limit` or ending inside a character.
    """
    pieces, current, size = [], "", 0
    for character in text:
        width = utf16_length(character)
        if size + width > limit:
            pieces.append(current)
            current, size = "", 0
        current += character
        size += width
    return [*pieces, current]


def trimmed(formatted: Formatted) -> Formatted:
    """Drop white space at both ends and move the entities accordingly; empty ones vanish."""
    text = formatted.text.strip()
    start = utf16_length(formatted.text) - utf16_length(formatted.text.lstrip())
    length = utf16_length(text)
    entities = []
    for entity in formatted.entities:
        begin = max(entity["offset"] - start, 0)
        end = min(entity["offset"] + entity["length"] - start, length)
        if begin < end:
            entities.append({**entity, "offset": begin, "length": end - begin})
    return Formatted(text, tuple(entities))


def with_found_entities(formatted: Formatted) -> Formatted:
    """Add the commands and addresses Telegram finds by itself outside code and links."""
    closed = [e for e in formatted.entities if e["type"] in {"code", "pre", "text_link"}]
    found = []
    for match in _FOUND_IN_PLAIN_TEXT.finditer(formatted.text):
        offset = utf16_length(formatted.text[: match.start()])
        length = utf16_length(match.group())
        if not any(_overlap(entity, offset, length) for entity in closed):
            found.append({"type": match.lastgroup, "offset": offset, "length": length})
    return Formatted(formatted.text, in_order([*formatted.entities, *found]))


def _overlap(entity: Entity, offset: int, length: int) -> bool:
    end = entity["offset"] + entity["length"]
    return bool(entity["offset"] < offset + length and offset < end)


def in_order(entities: list[Entity]) -> tuple[Entity, ...]:
    """Return the entities by offset, the longer first where two begin together."""
    return tuple(sorted(entities, key=lambda e: (e["offset"], -e["length"])))


def checked_entities(text: str, entities: Any) -> Formatted:
    """Return text marked by explicit entities.

    Raises:
        ApiError: `entities` is not a list of entities inside the text.
    """
    length = utf16_length(text)
    if not isinstance(entities, list):
        refuse("can't parse entities: expected an Array")
    for entity in entities:
        if not _is_inside(entity, length):
            refuse("can't parse entities: entity is outside of the text")
    return Formatted(text, in_order(entities))


def _is_inside(entity: Any, length: int) -> bool:
    if not isinstance(entity, dict) or not isinstance(entity.get("type"), str):
        return False
    offset, size = entity.get("offset"), entity.get("length")
    if not isinstance(offset, int) or not isinstance(size, int):
        return False
    return offset >= 0 and size > 0 and offset + size <= length
