"""Telegram's HTML: the few tags it knows, turned into plain text and entities.

Pure. Follows the rules of the Bot API's own parser: tags must close in order, anything unknown is
an error with the byte offset of the tag, `code` and `pre` hold nothing else, quotes do not nest.
Source: "HTML style" in the Bot API documentation and `MessageEntity.cpp` of TDLib.
"""

import re
import sys
from dataclasses import dataclass
from typing import NoReturn

from telegram_bot.sandbox.errors import refuse
from telegram_bot.sandbox.text import Entity, Formatted, in_order, utf16_length

_ENTITY_OF_TAG = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "tg-emoji": "custom_emoji",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_NAMED_CHARACTERS = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_SURROGATES = range(0xD800, 0xE000)
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(lt|gt|amp|quot));?")
_TAG_NAME = re.compile(r"[^\s>]*")
_SPACE = re.compile(r"\s*")
_ATTRIBUTE_NAME = re.compile(r"[^\s=>/\"']+")
_NAME_TOKEN = re.compile(r"[A-Za-z0-9.\-]*")
_LINK = re.compile(r"(?:https?|tg|ton)://\S+", re.IGNORECASE)
_BARE_DOMAIN = re.compile(r"[\w\-]+(\.[\w\-]+)+(/\S*)?")


@dataclass(frozen=True, slots=True)
class _OpenTag:
    name: str
    attributes: dict[str, str]
    offset: int
    first_character: int


def parse_html(source: str) -> Formatted:
    """Return the text and entities of a message in Telegram's HTML.

    Raises:
        ApiError: a tag is unknown, unclosed or closed out of order ("can't parse entities: ...").
    """
    return _Reader(source.replace("\r", "")).read()


class _Reader:
    """One pass over the source, as TDLib does it: characters, references, tags."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        self.text: list[str] = []
        self.offset = 0
        self.open: list[_OpenTag] = []
        self.entities: list[Entity] = []

    def read(self) -> Formatted:
        while self.position < len(self.source):
            self._step()
        if self.open:
            name = self.open[-1].name
            _refuse_html(f'Can\'t find end tag corresponding to start tag "{name}"')
        return Formatted("".join(self.text), in_order(_untangled(self.entities)))

    def _step(self) -> None:
        character = self.source[self.position]
        if character == "<":
            is_end = self.source.startswith("</", self.position)
            self.position = self._end_tag() if is_end else self._start_tag()
        elif character == "&" and (match := _REFERENCE.match(self.source, self.position)):
            self._write(_character(match))
            self.position = match.end()
        else:
            self._write(character)
            self.position += 1

    def _write(self, text: str) -> None:
        self.text.append(text)
        self.offset += utf16_length(text)

    def _start_tag(self) -> int:
        begin = self.position
        end = self._match(_TAG_NAME, begin + 1).end()
        if end == len(self.source):
            self._fail("Unclosed start tag", begin)
        name = self.source[begin + 1 : end].lower()
        if name not in _ENTITY_OF_TAG:
            self._fail(f'Unsupported start tag "{name}"', begin)
        attributes, end = self._attributes(name, end)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            self._fail('Tag "span" must have class "tg-spoiler"', begin)
        self.open.append(_OpenTag(name, attributes, self.offset, len(self.text)))
        return end

    def _attributes(self, tag: str, position: int) -> tuple[dict[str, str], int]:
        attributes: dict[str, str] = {}
        while True:
            position = self._match(_SPACE, position).end()
            if position == len(self.source):
                self._fail(f'Unclosed start tag "{tag}"', self.position)
            if self.source[position] == ">":
                return attributes, position + 1
            match = _ATTRIBUTE_NAME.match(self.source, position)
            if match is None:
                self._fail(f'Empty attribute name in the tag "{tag}"', position)
            position = self._match(_SPACE, match.end()).end()
            value = ""
            if self.source.startswith("=", position):
                value, position = self._value(tag, position + 1)
            attributes[match.group().lower()] = value

    def _value(self, tag: str, position: int) -> tuple[str, int]:
        position = self._match(_SPACE, position).end()
        quote = self.source[position : position + 1]
        if quote in {'"', "'"}:
            end = self.source.find(quote, position + 1)
            if end < 0:
                self._fail(f'Unclosed start tag "{tag}"', self.position)
            return _REFERENCE.sub(_character, self.source[position + 1 : end]), end + 1
        match = self._match(_NAME_TOKEN, position)
        if self.source[match.end() : match.end() + 1].strip() not in {"", ">"}:
            self._fail("Unexpected end of name token", position)
        return match.group().lower(), match.end()

    def _end_tag(self) -> int:
        begin = self.position
        if not self.open:
            self._fail("Unexpected end tag", begin)
        match = self._match(_TAG_NAME, begin + 2)
        end = self._match(_SPACE, match.end()).end()
        if not self.source.startswith(">", end):
            self._fail("Unclosed end tag", begin)
        tag = self.open.pop()
        found = match.group().lower()
        if found not in {"", tag.name}:
            expectation = f'expected "</{tag.name}>", found "</{found}>"'
            self._fail("Unmatched end tag", begin, f", {expectation}")
        self._close(tag)
        return end + 1

    def _close(self, tag: _OpenTag) -> None:
        length = self.offset - tag.offset
        extra = self._extra(tag)
        if length and extra is not None:
            entity = {"type": _ENTITY_OF_TAG[tag.name], "offset": tag.offset, "length": length}
            self.entities.append(entity | extra)

    def _extra(self, tag: _OpenTag) -> Entity | None:
        """Return what the entity has besides its place, or None where Telegram makes none."""
        if tag.name == "a":
            return _link(tag.attributes.get("href") or "".join(self.text[tag.first_character :]))
        if tag.name == "tg-emoji":
            emoji_id = tag.attributes.get("emoji-id", "")
            return {"custom_emoji_id": emoji_id} if emoji_id.isdigit() else None
        if tag.name == "blockquote" and "expandable" in tag.attributes:
            return {"type": "expandable_blockquote"}
        if tag.name == "code":
            prefix, _, language = tag.attributes.get("class", "").partition("language-")
            return {"language": language} if language and not prefix else {}
        return {}

    def _match(self, pattern: re.Pattern[str], position: int) -> re.Match[str]:
        match = pattern.match(self.source, position)
        assert match is not None  # noqa: S101 - every pattern given here also matches nothing
        return match

    def _fail(self, problem: str, position: int, detail: str = "") -> NoReturn:
        offset = len(self.source[:position].encode())
        _refuse_html(f"{problem} at byte offset {offset}{detail}")


def _refuse_html(problem: str) -> NoReturn:
    refuse(f"can't parse entities: {problem}")


def _character(match: re.Match[str]) -> str:
    hexadecimal, decimal, name = match.groups()
    if name:
        return _NAMED_CHARACTERS[name]
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    is_character = 0 < code <= sys.maxunicode and code not in _SURROGATES
    return chr(code) if is_character else match.group()


def _link(address: str) -> Entity | None:
    if _LINK.fullmatch(address):
        return {"url": address}
    return {"url": f"http://{address}"} if _BARE_DOMAIN.fullmatch(address) else None


def _untangled(entities: list[Entity]) -> list[Entity]:
    """Apply Telegram's nesting rules: nothing shares a place with code, quotes do not nest."""
    code = _code_blocks([e for e in entities if e["type"] in {"code", "pre"}])
    quotes = _outermost([e for e in entities if e["type"].endswith("blockquote")])
    rest = [e for e in entities if e["type"] not in {"code", "pre"} and e not in quotes]
    rest = [e for e in rest if not e["type"].endswith("blockquote")]
    for block in code:
        rest = [part for entity in rest for part in _cut(entity, block)]
    return [*code, *quotes, *rest]


def _code_blocks(entities: list[Entity]) -> list[Entity]:
    """Keep the outermost code; `<pre><code class="language-x">` is one block with a language."""
    blocks = []
    for block in _outermost(entities):
        languages = [
            e["language"] for e in entities if _place(e) == _place(block) and "language" in e
        ]
        kept = {key: value for key, value in block.items() if key != "language"}
        if block["type"] == "pre" and languages:
            kept["language"] = languages[0]
        blocks.append(kept)
    return blocks


def _outermost(entities: list[Entity]) -> list[Entity]:
    """Return the entities that lie in no other; entities arrive inner first."""
    kept: list[Entity] = []
    for entity in reversed(entities):
        begin, end = _place(entity)
        if not any(_place(k)[0] <= begin and end <= _place(k)[1] for k in kept):
            kept.append(entity)
    return kept


def _place(entity: Entity) -> tuple[int, int]:
    return entity["offset"], entity["offset"] + entity["length"]


def _cut(entity: Entity, block: Entity) -> list[Entity]:
    """Return what is left of `entity` outside `block`."""
    (begin, end), (block_begin, block_end) = _place(entity), _place(block)
    if end <= block_begin or block_end <= begin:
        return [entity]
    parts = [(begin, block_begin), (block_end, end)]
    return [{**entity, "offset": a, "length": b - a} for a, b in parts if a < b]
