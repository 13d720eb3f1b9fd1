"""Bytes of a file → text, and text → a plain document, both refused with a reason. Pure."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from onboarding.bank.problem_words import Kind
from onboarding.bank.problems import Problem
from onboarding.bank.schema import located

#: Deeper than any bank file, and more values side by side.
MAX_DEPTH = 20
MOST_VALUES = 5_000
BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
#: Russian as it is written, one capital letter at the most; other encodings do not look like it.
RUSSIAN_WORD = re.compile(r"[А-ЯЁ]?[а-яё]+|[А-ЯЁ]{1,4}")
WORD = re.compile(r"[^\W\d_]+")
#: Share of the words with letters beyond ASCII that have to look Russian.
PLAUSIBLE = 0.9
#: What no text holds: control characters but line end and tab, halves of characters, the mark of
#: the order of bytes, and what turns the direction of writing around.
STRAY = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff\uffff]")
Place = tuple[str | int, ...]


class RefusedError(ValueError):
    """A file that cannot be read; `kind` and `values` say why."""

    def __init__(self, kind: Kind, row: int = 0, **values: object) -> None:
        self.kind, self.row, self.values = kind, row, values
        super().__init__(kind.value)

    def problem(self, name: str) -> Problem:
        """Return what is wrong with the file called `name`."""
        return Problem(name, "", "", self.kind, self.values, row=self.row)


def parse_json(content: bytes) -> Any:
    """Return the document, in which no key stands twice and every number is one.

    Raises:
        RefusedError: it is not JSON in UTF-8.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RefusedError(Kind.ENCODING) from None
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_no_number)
    except RecursionError:
        raise RefusedError(Kind.NOT_JSON, reason="[[[…") from None
    except ValueError as error:
        raise RefusedError(Kind.NOT_JSON, reason=str(error)) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        repeated = next(key for key in keys if keys.count(key) > 1)
        message = f'"{repeated}" ×2'
        raise ValueError(message)
    return found


def _no_number(name: str) -> float:
    raise ValueError(name)


def decode_table(content: bytes) -> str:
    """Return the text of a table as spreadsheets write it: UTF-8, UTF-16 or Russian cp1251.

    Raises:
        RefusedError: it is in none of these, or is no text at all.
    """
    if content.startswith(BYTE_ORDER_MARKS):
        return _decoded(content, "utf-16")
    if b"\0" in content:
        raise RefusedError(Kind.NULL_BYTES)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _plausible(_decoded(content, "cp1251"))


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise RefusedError(Kind.ENCODING) from None


def _plausible(text: str) -> str:
    words = [word for word in WORD.findall(text) if not word.isascii()]
    russian = sum(RUSSIAN_WORD.fullmatch(word) is not None for word in words)
    if not words or russian < PLAUSIBLE * len(words):
        raise RefusedError(Kind.ENCODING)
    return text


def stray_problems(name: str, document: Any, rows: Sequence[int] = ()) -> Iterator[Problem]:
    """Yield texts that hold what the eye does not see; stop at what no bank file is like.

    Args:
        name: of the file.
        document: its parsed content.
        rows: the row of each question, for a table.
    """
    waiting: list[tuple[Place, Any]] = [((), document)]
    while waiting:
        place, value = waiting.pop()
        if len(place) > MAX_DEPTH or (isinstance(value, list | dict) and len(value) > MOST_VALUES):
            yield Problem(name, "", "", Kind.ENDLESS)
            return
        if isinstance(value, str):
            yield from (
                located(name, document, place, kind, values, rows)
                for kind, values in _strays(value)
            )
        elif isinstance(value, dict):
            waiting.extend(((*place, key), part) for key, part in value.items())
        elif isinstance(value, list):
            waiting.extend(((*place, index), part) for index, part in enumerate(value))


def _strays(text: str) -> Iterator[tuple[Kind, dict[str, object]]]:
    if found := STRAY.search(text):
        yield Kind.STRAY_SIGNS, {"sign": f"U+{ord(found.group()):04X}"}
    elif text != text.strip():
        yield Kind.LOOSE_SPACES, {}
