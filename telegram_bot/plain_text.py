"""What a person sees of a text: HTML without its tags, or nothing at all. Pure."""

import re
import unicodedata
from html import unescape

_TAG = re.compile(r"</?[a-z][^>]*>")
#: Letters and signs by their category, of which nothing is drawn.
BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")


def without_tags(html: str) -> str:
    """Return the text that `html` shows."""
    return unescape(_TAG.sub("", html))


def is_visible(text: str) -> bool:
    """Return whether there is anything to see in `text`: some characters only take up room."""
    return any(
        char not in BLANK_LETTERS and unicodedata.category(char)[0] not in "CZM" for char in text
    )
