"""What else a model may not have written: secrets, markup, addresses, orders. Pure."""

import base64
import binascii
import codecs
import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum

from ai.guards.folding import compact, phrases, readings
from ai.local.language import detect
from ai.masking import has_token
from ai.masking.contacts import contacts
from core.crisis.normalise import clean
from core.vocabulary import Language

#: Longest text that a model is let say at once, in characters.
LIMIT = 2_000
_PIECE = 8
_RUN = 8

_MARKUP = re.compile(
    r"<[/!?|a-zа-я]|<\s{1,3}/?\s{0,3}[a-z]+[^<>]{0,80}>|&(?:#\w{1,6}|lt|gt|amp|quot|nbsp);|`{3}|\]\s?\(|!\["
    r"|\{\{|\}\}|\*\*|__|~~|\|\||\[/?\s?(?:inst|system|sys)\b|^\s{0,3}#{1,6}\s|[{,]\s{0,9}[\"']\w{1,40}[\"']\s?:"
    r"|^\s{0,3}(?:system|assistant|user|human|система|ассистент|пользователь)\s?:"
    r"|\\[ux][0-9a-f]{2,4}|\[/?(?:b|i|url|code)[\]=]",
    re.IGNORECASE | re.MULTILINE,
)
_SPELT_LINK = re.compile(
    r"\bh(?:tt|xx)ps?\b|\w\s?[\[({]\s?(?:\.|dot|точка)\s?[\])}]\s?\w"
    r"|\w\s(?:dot|точка)\s(?:com|org|net|ru|io|me|ком|ру|нет)\b|\bt\s?\.\s?me\b",
    re.IGNORECASE,
)
_ENCODED = re.compile(
    r"(?<![\w+/=-])(?=[\w+/-]*\d)(?=[\w+/-]*[a-z])(?=[\w+/-]*[A-Z])[\w+/-]{20,}={0,2}"
)
_HEX = re.compile(r"(?:[0-9a-f]{2}[\s:]?){10,}", re.IGNORECASE)
#: A token said in words or in Russian. In large letters only: "Name 3 things that you see."
_TOKEN_SAID = re.compile(
    r"\b(?:NAME|PHONE|EMAIL|HANDLE|ADDRESS|DOCUMENT|WORK|LINK)[ -]\d{1,4}\b"
    r"|\b(?i:имя|имени|телефон|почта|адрес|ник|ссылка|документ|работа)_\d{1,4}\b"
)
_HIDDEN = frozenset({"Cf", "Co", "Cs", "Cn"})
#: Joins the parts of an emoji, and chooses its picture.
_EMOJI_PARTS = "\u200d"
_OPENING = re.compile(r"[.!?…:;\n«»“”\"()\[\]]+|\s[-\u2013\u2014]\s")
_WORDS = re.compile(r"\w+")


class Fault(StrEnum):
    """Why a text of a model is not used."""

    #: The secret that only our instructions contain, whole or a piece of it.
    CANARY = "canary"
    #: A run of words of our instructions.
    PROMPT = "prompt"
    #: Tags, entities, Markdown, JSON.
    MARKUP = "markup"
    #: A page, handle, e-mail or telephone that the person did not write.
    ADDRESS = "address"
    #: An order to the reader or to a model that reads the text later.
    ORDER = "order"
    #: A token of masking that nobody put back.
    MASK = "mask"
    #: Letters and digits that only a program reads.
    ENCODED = "encoded"
    #: Characters that nobody sees.
    HIDDEN = "hidden"
    TOO_LONG = "too_long"
    LANGUAGE = "language"


def is_clean(
    text: str,
    canary: str = "",
    *,
    own: str = "",
    prompt: str = "",
    language: Language | None = None,
    limit: int = LIMIT,
) -> bool:
    """Tell whether a text that a model wrote may be shown, stored and read by a model again.

    Args:
        text: What the model wrote, personal data put back.
        canary: The secret word of our instructions; at least 8 letters and digits, or empty.
        own: What the person wrote; addresses that stand in it may be said.
        prompt: Our instructions, whose sentences may not be repeated.
        language: What the text must be written in; None for any.
        limit: Most characters.
    """
    found = faults(text, canary, own=own, prompt=prompt, language=language, limit=limit)
    return not found


def faults(
    text: str,
    canary: str = "",
    *,
    own: str = "",
    prompt: str = "",
    language: Language | None = None,
    limit: int = LIMIT,
) -> frozenset[Fault]:
    """Return everything that speaks against a text; see `is_clean` for the arguments."""
    shown = unicodedata.normalize("NFKC", text)
    checks = {
        Fault.CANARY: _has_canary(text, canary),
        Fault.PROMPT: _repeats(text, prompt),
        Fault.MARKUP: bool(_MARKUP.search(shown) or _MARKUP.search(clean(text))),
        Fault.ADDRESS: _has_address(text, own),
        Fault.ORDER: has_order(text),
        Fault.MASK: has_token(shown) or has_token(clean(text)) or bool(_TOKEN_SAID.search(shown)),
        Fault.ENCODED: bool(_ENCODED.search(shown) or _HEX.search(shown)),
        Fault.HIDDEN: any(map(_is_hidden, text)),
        Fault.TOO_LONG: len(text) > limit,
        Fault.LANGUAGE: language is not None and detect(text, language) is not language,
    }
    return frozenset(fault for fault, is_found in checks.items() if is_found)


def has_order(text: str) -> bool:
    """Tell whether a text orders a model or its reader about, or talks of prompts."""
    return any(
        phrases(name, "orders").search(reading)
        or any(phrases(name, "openings").match(part.strip()) for part in _OPENING.split(reading))
        for name, reading in zip(("orders_ru.txt", "orders_en.txt"), readings(text), strict=True)
    )


def _has_canary(text: str, canary: str) -> bool:
    secret = compact(canary)
    pieces = {secret[at : at + _PIECE] for at in range(max(len(secret) - _PIECE + 1, 1))} - {""}
    return any(piece in seen for seen in _ways_to_read(text) for piece in pieces)


def _ways_to_read(text: str) -> Iterator[str]:
    """Yield a text straight, backwards, shifted by 13 letters, and what is encoded in it."""
    seen = compact(text)
    yield from (seen, seen[::-1], codecs.encode(seen, "rot13"))
    for match in _ENCODED.finditer(text):
        try:
            yield compact(base64.b64decode(match[0] + "==").decode("utf-8", "ignore"))
        except (binascii.Error, ValueError):
            continue
    for match in _HEX.finditer(text):
        digits = "".join(character for character in match[0] if character.isalnum())
        yield compact(bytes.fromhex(digits).decode("utf-8", "ignore"))


def _repeats(text: str, prompt: str) -> bool:
    return not _runs(text).isdisjoint(_runs(prompt)) if prompt else False


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _WORDS.findall(clean(text))
    return {tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}


def _has_address(text: str, own: str) -> bool:
    seen, written = clean(text), clean(own)
    if any(seen[span.start : span.end] not in written for span in contacts(seen)):
        return True
    return any(match[0] not in written for match in _SPELT_LINK.finditer(seen))


def _is_hidden(character: str) -> bool:
    return character not in _EMOJI_PARTS and unicodedata.category(character) in _HIDDEN
