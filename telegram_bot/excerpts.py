"""Short pieces of somebody's words. Pure."""

import re

#: “I” and abbreviations keep their capitals inside a sentence too.
_CAPITAL_STAYS = re.compile(r"I\b|[^\W\d_][A-ZА-ЯЁ]")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")


def excerpt(text: str, limit: int) -> str:
    """Return the first sentences of `text` that fit into `limit` characters.

    A first sentence that is too long is cut at a word, with an ellipsis.
    """
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    first, *rest = _SENTENCE_END.split(text)
    if len(first) > limit:
        return f"{first[: limit - 1].rsplit(' ', 1)[0]}…"
    for sentence in rest:
        if len(first) + 1 + len(sentence) > limit:
            break
        first = f"{first} {sentence}"
    return first


def after_colon(text: str) -> str:
    """Return a sentence as it goes on after a colon: with a small first letter."""
    return text if _CAPITAL_STAYS.match(text) else text[:1].lower() + text[1:]
