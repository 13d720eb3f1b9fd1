"""Updates as Telegram sends them."""

from itertools import count
from typing import Any

_update_ids = count(700_000_000)
_message_ids = count(100)


def message(chat_id: int, **fields: Any) -> dict[str, Any]:
    """Return a message of a person in their own chat; `fields` are added or replace others."""
    return {
        "message_id": next(_message_ids),
        "date": 1_790_000_000,
        "chat": {"id": chat_id, "type": "private", "first_name": "Анна"},
        "from": {"id": chat_id, "is_bot": False, "first_name": "Анна", "language_code": "ru"},
        **fields,
    }


def update(**what: Any) -> dict[str, Any]:
    """Return an update with a number of its own."""
    return {"update_id": next(_update_ids), **what}


def text_update(chat_id: int, text: str, **fields: Any) -> dict[str, Any]:
    """Return the update of a text."""
    return update(message=message(chat_id, text=text, **fields))


def callback_update(chat_id: int, data: str, **fields: Any) -> dict[str, Any]:
    """Return the update of a pressed button."""
    query = {
        "id": "4382bfdwdsb323b2d9",
        "from": {"id": chat_id, "is_bot": False, "first_name": "Анна", "language_code": "ru"},
        "message": message(chat_id, text="…"),
        "chat_instance": "1",
        "data": data,
    }
    return update(callback_query={**query, **fields})


def membership_update(chat_id: int, status: str, kind: str = "private") -> dict[str, Any]:
    """Return the update that says how the bot stands in a chat."""
    change = {
        "chat": {"id": chat_id, "type": kind},
        "from": {"id": 1, "is_bot": False, "first_name": "Анна", "language_code": "ru"},
        "date": 1_790_000_000,
        "old_chat_member": {"user": {"id": 42}, "status": "member"},
        "new_chat_member": {"user": {"id": 42}, "status": status},
    }
    return update(my_chat_member=change)
