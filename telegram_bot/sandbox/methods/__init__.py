"""The Bot API methods the sandbox knows. Importing the package fills the registry."""

from telegram_bot.sandbox.methods import (
    chats,
    edits,
    receiving,
    registry,
    sending,
    settings,
)

METHODS = registry.METHODS

__all__ = ["METHODS", "chats", "edits", "receiving", "sending", "settings"]
