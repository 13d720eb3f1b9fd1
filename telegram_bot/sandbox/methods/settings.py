"""What a bot says about itself: name, descriptions, commands, menu button."""

import json
import re
from typing import Any

from telegram_bot.sandbox.errors import refuse
from telegram_bot.sandbox.methods.registry import Call, Handler, method
from telegram_bot.sandbox.parameters import Parameters
from telegram_bot.sandbox.records import Bot, Json, Person
from telegram_bot.sandbox.store import Store
from telegram_bot.sandbox.world import DEFAULT_BOT_NAME

MAX_COMMANDS = 100
MAX_COMMAND_DESCRIPTION = 256
DEFAULT_SCOPE: Json = {"type": "default"}

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2}|")
_SCOPES = frozenset(
    {
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    }
)


@method("getMe")
def get_me(call: Call) -> Json:
    """Return the bot itself."""
    switches = {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
    return {**call.world.bot_user(call.bot), **switches}


def _texts(method_part: str, field: str, limit: int, default: str) -> tuple[Handler, Handler]:
    """Return setter and getter of one text the bot shows, in each language."""

    def set_text(call: Call) -> bool:
        value = call.parameters.text(field)
        if len(value) > limit:
            refuse(f"{field} is too long")
        call.store.setting_save(call.bot.id, (field, "", _language(call)), value or None)
        return True

    def get_text(call: Call) -> Json:
        for language in dict.fromkeys((_language(call), "")):
            if value := call.store.setting(call.bot.id, (field, "", language)):
                return {field: value}
        return {field: default}

    return method(f"setMy{method_part}")(set_text), method(f"getMy{method_part}")(get_text)


_texts("Name", "name", 64, DEFAULT_BOT_NAME)
_texts("Description", "description", 512, "")
_texts("ShortDescription", "short_description", 120, "")


@method("setMyCommands")
def set_my_commands(call: Call) -> bool:
    """Replace the list of commands for a scope and a language."""
    commands = call.parameters.document("commands")
    if not isinstance(commands, list):
        refuse("can't parse BotCommand: expected an Array")
    if len(commands) > MAX_COMMANDS:
        refuse("BOT_COMMANDS_TOO_MUCH")
    value = [_checked_command(command) for command in commands]
    call.store.setting_save(call.bot.id, _commands_key(call), value or None)
    return True


@method("getMyCommands")
def get_my_commands(call: Call) -> list[Json]:
    """Return the list of commands of exactly this scope and language."""
    commands: list[Json] = call.store.setting(call.bot.id, _commands_key(call)) or []
    return commands


@method("deleteMyCommands")
def delete_my_commands(call: Call) -> bool:
    """Forget the list of commands of exactly this scope and language."""
    call.store.setting_save(call.bot.id, _commands_key(call), None)
    return True


@method("setChatMenuButton")
def set_chat_menu_button(call: Call) -> bool:
    """Choose what the button beside the text field does."""
    button = call.parameters.mapping("menu_button") or {"type": "default"}
    if button.get("type") not in {"default", "commands", "web_app"}:
        refuse("can't parse menu button: unsupported type")
    call.store.setting_save(call.bot.id, _menu_key(call), button)
    return True


@method("getChatMenuButton")
def get_chat_menu_button(call: Call) -> Json:
    """Return what the button beside the text field does."""
    button: Json = call.store.setting(call.bot.id, _menu_key(call)) or {"type": "commands"}
    return button


def commands_for(store: Store, bot: Bot, person: Person) -> list[Json]:
    """Return the commands a person's app would list.

    Telegram's order: this chat, all private chats, default; in each the person's language first.
    """
    scopes = ({"type": "chat", "chat_id": person.id}, {"type": "all_private_chats"}, DEFAULT_SCOPE)
    for scope in scopes:
        for language in (person.language_code, ""):
            commands: list[Json] | None = store.setting(
                bot.id, ("commands", _scope(scope), language)
            )
            if commands:
                return commands
    return []


def _checked_command(command: Any) -> Json:
    if not isinstance(command, dict):
        refuse("can't parse BotCommand: expected an Object")
    name = str(command.get("command", "")).removeprefix("/")
    description = str(command.get("description", ""))
    if not _COMMAND.fullmatch(name):
        refuse("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= MAX_COMMAND_DESCRIPTION:
        refuse("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def _commands_key(call: Call) -> tuple[str, str, str]:
    scope = call.parameters.mapping("scope") or DEFAULT_SCOPE
    if scope.get("type") not in _SCOPES:
        refuse("can't parse BotCommandScope: unsupported type")
    return "commands", _scope(scope), _language(call)


def _scope(scope: Json) -> str:
    fields = Parameters(scope)
    numbers = {key: fields.integer(key) for key in scope if key != "type"}
    return json.dumps({"type": scope["type"], **numbers}, sort_keys=True)


def _menu_key(call: Call) -> tuple[str, str, str]:
    return "menu_button", str(call.parameters.integer("chat_id") or ""), ""


def _language(call: Call) -> str:
    language = call.parameters.text("language_code")
    if not _LANGUAGE.fullmatch(language):
        refuse("invalid language code specified")
    return language
