"""Words of the coach. Pure."""

from enum import StrEnum


class Author(StrEnum):
    """Who wrote a message of a conversation."""

    PERSON = "person"
    COACH = "coach"
