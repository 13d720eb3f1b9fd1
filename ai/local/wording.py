"""Words that the product never says about a person: no diagnosis, no verdict. Pure."""

import re
from functools import lru_cache

from ai.local.word_lists import sections

_WHOLE = "="


@lru_cache(maxsize=1)
def banned() -> re.Pattern[str]:
    """Return the pattern of banned words: stems at the start of a word, or whole words."""
    entries = [entry for section in sections("banned.txt").values() for entry in section]
    return re.compile("|".join(map(_pattern, entries)), re.IGNORECASE)


def is_clean(text: str) -> bool:
    """Tell whether a text may be said by the product."""
    return not banned().search(text)


def _pattern(entry: str) -> str:
    is_whole = entry.startswith(_WHOLE)
    return rf"\b{re.escape(entry.removeprefix(_WHOLE))}" + (r"\b" if is_whole else "")
