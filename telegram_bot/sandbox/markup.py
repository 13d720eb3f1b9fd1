"""Keyboards: what Telegram takes under a message and what it refuses. Pure."""

from typing import Any, NoReturn

from telegram_bot.sandbox.errors import refuse

Markup = dict[str, Any]

MAX_BUTTONS = 100
MAX_PER_ROW = 8
MAX_CALLBACK_BYTES = 64
MAX_COPY_LENGTH = 256
STYLES = frozenset({"primary", "success", "danger"})

_ACTIONS = frozenset(
    {
        "url",
        "callback_data",
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "callback_game",
        "pay",
    }
)
_REPLY_KINDS = frozenset({"keyboard", "remove_keyboard", "force_reply"})


def inline_keyboard(markup: Any) -> Markup | None:
    """Return the inline keyboard to keep with a message, or None for an empty one.

    Raises:
        ApiError: too many buttons, a button without one action, or `callback_data` over 64 bytes.
    """
    rows = _rows(markup, "inline_keyboard")
    for button in (button for row in rows for button in row):
        _check_inline_button(button)
    kept = [row for row in rows if row]
    return {"inline_keyboard": kept} if kept else None


def reply_keyboard(markup: Markup) -> Markup:
    """Return a keyboard that replaces the person's own, or takes it away.

    Raises:
        ApiError: none of the kinds Telegram knows, or too many buttons.
    """
    if not _REPLY_KINDS & markup.keys():
        refuse("object expected as reply_markup")
    if "keyboard" in markup:
        _rows(markup, "keyboard")
    return markup


def _rows(markup: Any, key: str) -> list[list[Any]]:
    rows = markup.get(key) if isinstance(markup, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        refuse(f'field "{key}" of the reply markup must be an Array of Arrays')
    too_wide = any(len(row) > MAX_PER_ROW for row in rows)
    if too_wide or sum(map(len, rows)) > MAX_BUTTONS:
        refuse("reply markup is too long")
    return rows


def _check_inline_button(button: Any) -> None:
    if not isinstance(button, dict) or not str(button.get("text", "")).strip():
        _refuse_button("button text must be non-empty")
    if len(_ACTIONS & button.keys()) != 1:
        _refuse_button("Text buttons are unallowed in the inline keyboard")
    if button.get("style", "primary") not in STYLES:
        _refuse_button("unknown button style")
    _check_action(button)


def _check_action(button: Markup) -> None:
    if "callback_data" in button:
        size = len(str(button["callback_data"]).encode())
        if not 1 <= size <= MAX_CALLBACK_BYTES:
            refuse("BUTTON_DATA_INVALID")
    if "url" in button and not str(button["url"]).startswith(("http://", "https://", "tg://")):
        reason = "Unsupported URL protocol"
        refuse(f"inline keyboard button URL '{button['url']}' is invalid: {reason}")
    if "copy_text" in button:
        copied = (
            button["copy_text"].get("text", "") if isinstance(button["copy_text"], dict) else ""
        )
        if not 1 <= len(copied) <= MAX_COPY_LENGTH:
            refuse("BUTTON_COPY_TEXT_INVALID")


def _refuse_button(reason: str) -> NoReturn:
    refuse(f"can't parse inline keyboard button: {reason}")
