"""Words of the gateway. Pure."""

from enum import StrEnum


class InboundStatus(StrEnum):
    """Where an update from Telegram stands."""

    NEW = "new"
    CLAIMED = "claimed"
    HANDLED = "handled"
    DEAD = "dead"


class OutgoingStatus(StrEnum):
    """Where a message to a person stands."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    DROPPED = "dropped"
    DEAD = "dead"


class OutgoingKind(StrEnum):
    """What is sent: a text, or the document with everything we hold of the person."""

    TEXT = "text"
    EXPORT = "export"


class UpdateKind(StrEnum):
    """What an update from Telegram is about, as far as we tell them apart."""

    TEXT = "text"
    EDITED = "edited"
    FORWARDED = "forwarded"
    VOICE = "voice"
    STICKER = "sticker"
    OTHER_MEDIA = "other_media"
    CALLBACK = "callback"
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    GROUP = "group"
    IGNORED = "ignored"
