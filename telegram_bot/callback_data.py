"""What a button says when pressed: `v1:<screen>:<object>:<action>`, 64 bytes at most. Pure."""

import re
from dataclasses import dataclass
from enum import StrEnum

VERSION = "v1"
LIMIT_BYTES = 64
_GRAMMAR = re.compile(r"v1:([a-z]{1,12}):([0-9]{1,19}):([a-z_]{1,20})")


class Screen(StrEnum):
    """The kind of message a button belongs to."""

    START = "start"
    ADDRESS = "address"
    QUESTION = "q"
    MENU = "menu"
    COACH = "coach"
    SETTINGS = "settings"
    CONSENT = "consent"
    ERASE = "erase"
    CRISIS = "crisis"
    AGE = "age"
    TOPICS = "topics"


@dataclass(frozen=True, slots=True)
class Press:
    """A pressed button. `object_id` is 0 where the screen has no object."""

    screen: Screen
    action: str
    object_id: int = 0

    def pack(self) -> str:
        """Return the text that travels in the button."""
        return f"{VERSION}:{self.screen}:{self.object_id}:{self.action}"


def unpack(data: str) -> Press | None:
    """Return what was pressed, or None for a button that is forged or of another version."""
    match = _GRAMMAR.fullmatch(data)
    if match is None or match[1] not in set(Screen):
        return None
    return Press(Screen(match[1]), match[3], int(match[2]))
