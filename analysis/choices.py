"""Words of analysis shared by the tables and the selectors. Pure."""

from enum import StrEnum


class Phase(StrEnum):
    """How an answer was read: at once inside the turn, or in depth in the background."""

    INSTANT = "instant"
    DEEP = "deep"
