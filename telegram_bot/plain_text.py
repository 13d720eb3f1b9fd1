"""Telegram HTML without its tags. Pure."""

import re
from html import unescape

_TAG = re.compile(r"</?[a-z][^>]*>")


def without_tags(html: str) -> str:
    """Return the text that `html` shows."""
    return unescape(_TAG.sub("", html))
