"""What people do: write, press buttons, block the bot, add it to a group."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from telegram_bot.sandbox.errors import forbid, refuse
from telegram_bot.sandbox.media import image_size, sample_picture, sample_voice
from telegram_bot.sandbox.parameters import Parameters, Upload
from telegram_bot.sandbox.records import Bot, Chat, Json, Person, StoredMessage
from telegram_bot.sandbox.text import Formatted, split_like_a_client, with_found_entities
from telegram_bot.sandbox.world import World, file_view, message_view

LANGUAGES = frozenset({"ru", "en"})
MAX_NAME_LENGTH = 64
_FIRST_PERSON_ID = 1001
_FIRST_GROUP_ID = -1_001_000_000_001


@dataclass(frozen=True, slots=True)
class Scene:
    """A person with a bot."""

    world: World
    bot: Bot
    person: Person


def person_create(world: World, parameters: Parameters) -> Person:
    """Let a new person come in, under the id given or the next free one.

    Raises:
        ApiError: no name, a language other than ru or en, or a taken id.
    """
    name = parameters.text("name").strip()
    language = parameters.text("language_code", "en")
    if not 1 <= len(name) <= MAX_NAME_LENGTH:
        refuse(f"a name has 1 to {MAX_NAME_LENGTH} characters")
    if language not in LANGUAGES:
        refuse("language_code is ru or en")
    taken = max((p.id for p in world.store.people()), default=_FIRST_PERSON_ID - 1)
    person = Person(parameters.integer("id", taken + 1) or 0, name, language)
    if person.id <= 0 or not world.store.person_add(person, world.now()):
        refuse("this id is taken or not positive")
    world.live.publish({"kind": "person", "person_id": person.id})
    return person


def person_send(scene: Scene, parameters: Parameters) -> list[Json]:
    """Send what the parameters describe; a long text goes in several messages.

    Returns:
        The messages, as `GET .../messages` shows them.

    Raises:
        ApiError: nothing to send, an unknown kind, or a blocked bot.
    """
    kind = parameters.text("kind", "text")
    chat = _chat(scene, parameters)
    if kind == "edited":
        return [_edit(scene, chat, parameters)]
    if kind not in _CONTENTS:
        refuse("unknown kind of message")
    return [_say(scene, chat, content) for content in _CONTENTS[kind](scene, parameters)]


def person_press(scene: Scene, parameters: Parameters) -> Json:
    """Press a button, or claim to: any data for any message, as a forged client can.

    Returns:
        The query id and the message's chat.
    """
    chat = _chat(scene, parameters)
    message_id = parameters.integer("message_id") or 0
    message = scene.world.store.message(scene.bot.id, chat.id, message_id)
    gone = {"chat": scene.world.chat_view(chat), "message_id": message_id, "date": 0}
    query_id = str(secrets.randbits(62))
    query = {
        "id": query_id,
        "from": user_view(scene.person),
        "message": message.body if message else gone,
        "chat_instance": str(chat.id),
        "data": parameters.text("callback_data"),
    }
    scene.world.store.callback_add(scene.bot.id, scene.person.id, query_id, scene.world.now())
    scene.world.emit(scene.bot, scene.person, {"callback_query": query})
    return {"query_id": query_id}


def person_block(scene: Scene) -> None:
    """Block the bot, or let it back in: see `person_unblock`."""
    _change_status(scene, "kicked")


def person_unblock(scene: Scene) -> None:
    """Let a blocked bot write again."""
    _change_status(scene, "member")


def person_add_to_group(scene: Scene, title: str) -> Chat:
    """Add the bot to a new group of this person."""
    world, bot = scene.world, scene.bot
    group_id = _FIRST_GROUP_ID - world.store.group_count(bot.id)
    group = Chat(group_id, scene.person.id, "supergroup", title or "Group", "member")
    world.store.chat_save(bot.id, group)
    _emit_membership(scene, group, before="left")
    return group


def user_view(person: Person) -> Json:
    """Return a person as a Telegram user."""
    return {
        "id": person.id,
        "is_bot": False,
        "first_name": person.first_name,
        "language_code": person.language_code,
    }


def _chat(scene: Scene, parameters: Parameters) -> Chat:
    """Return the chat meant: a group of the person, or the private one, made at first use."""
    chat_id = parameters.integer("chat_id") or scene.person.id
    chat = scene.world.store.chat(scene.bot.id, chat_id)
    if chat is None and chat_id == scene.person.id:
        chat = _private_chat(scene, "member")
        scene.world.store.chat_save(scene.bot.id, chat)
    if chat is None or chat.person_id != scene.person.id:
        refuse("chat not found")
    if chat.status != "member":
        forbid("the bot is not in this chat")
    return chat


def _private_chat(scene: Scene, status: str) -> Chat:
    return Chat(scene.person.id, scene.person.id, "private", scene.person.first_name, status)


def _change_status(scene: Scene, status: str) -> None:
    chat = scene.world.store.chat(scene.bot.id, scene.person.id)
    before = chat.status if chat else "member"
    if before == status:
        return
    changed = _private_chat(scene, status)
    scene.world.store.chat_save(scene.bot.id, changed)
    _emit_membership(scene, changed, before)
    scene.world.show("chat", scene.bot, changed, status=status)


def _emit_membership(scene: Scene, chat: Chat, before: str) -> None:
    world = scene.world
    change = {
        "chat": world.chat_view(chat),
        "from": user_view(scene.person),
        "date": int(world.now()),
        "old_chat_member": _membership(scene, before),
        "new_chat_member": _membership(scene, chat.status),
    }
    world.emit(scene.bot, scene.person, {"my_chat_member": change})


def _membership(scene: Scene, status: str) -> Json:
    member = {"user": scene.world.bot_user(scene.bot), "status": status}
    return {**member, "until_date": 0} if status == "kicked" else member


def _say(scene: Scene, chat: Chat, content: Json) -> Json:
    world = scene.world
    body = {**world.new_message(scene.bot, chat, user_view(scene.person)), **content}
    message = StoredMessage(body["message_id"], from_bot=False, body=body, extra={})
    world.store.message_save(scene.bot.id, chat.id, message)
    world.emit(scene.bot, scene.person, {"message": body})
    world.show("message", scene.bot, chat, message=message_view(message))
    return message_view(message)


def _edit(scene: Scene, chat: Chat, parameters: Parameters) -> Json:
    world, message_id = scene.world, parameters.integer("message_id") or 0
    message = world.store.message(scene.bot.id, chat.id, message_id)
    if message is None or message.from_bot or "text" not in message.body:
        refuse("people edit their own text messages only")
    [content, *rest] = _texts(scene, parameters)
    if rest:
        refuse("message is too long")
    kept = {key: value for key, value in message.body.items() if key != "entities"}
    changed = replace(message, body={**kept, **content, "edit_date": int(world.now())})
    world.store.message_save(scene.bot.id, chat.id, changed)
    world.emit(scene.bot, scene.person, {"edited_message": changed.body})
    world.show("edited", scene.bot, chat, message=message_view(changed))
    return message_view(changed)


def _texts(_scene: Scene, parameters: Parameters) -> list[Json]:
    text = parameters.text("text").strip()
    if not text:
        refuse("nobody can send an empty message")
    return [_marked(piece) for piece in split_like_a_client(text)]


def _marked(text: str) -> Json:
    formatted = with_found_entities(Formatted(text))
    entities = {"entities": list(formatted.entities)} if formatted.entities else {}
    return {"text": formatted.text, **entities}


def _forwarded(scene: Scene, parameters: Parameters) -> list[Json]:
    origin = {
        "type": "hidden_user",
        "sender_user_name": parameters.text("forwarded_from", "Somebody"),
        "date": int(scene.world.now()),
    }
    return [{**content, "forward_origin": origin} for content in _texts(scene, parameters)]


def _caption(parameters: Parameters) -> Json:
    text = parameters.text("text").strip()
    return {"caption": text} if text else {}


def _photo(scene: Scene, parameters: Parameters) -> list[Json]:
    sample = Upload("photo.png", "image/png", b"")
    upload = parameters.upload("file") or replace(sample, content=sample_picture())
    size = image_size(upload.content)
    if size is None:
        refuse("this is not a PNG, JPEG or GIF picture")
    shape = {"width": size[0], "height": size[1]}
    return [{"photo": [{**_kept(scene, "photos", upload), **shape}], **_caption(parameters)}]


def _voice(scene: Scene, parameters: Parameters) -> list[Json]:
    upload = parameters.upload("file") or Upload("voice.ogg", "audio/ogg", sample_voice())
    details = {"duration": parameters.integer("duration", 2), "mime_type": upload.mime}
    return [{"voice": {**_kept(scene, "voice", upload), **details}}]


def _document(scene: Scene, parameters: Parameters) -> list[Json]:
    sample = Upload("note.txt", "text/plain", b"A note.\n")
    upload = parameters.upload("file") or sample
    details = {"file_name": upload.name, "mime_type": upload.mime}
    return [{"document": {**_kept(scene, "documents", upload), **details}, **_caption(parameters)}]


def _sticker(scene: Scene, parameters: Parameters) -> list[Json]:
    upload = Upload("sticker.png", "image/png", sample_picture(64, 64))
    kind = {"type": "regular", "is_animated": False, "is_video": False}
    shape = {"width": 64, "height": 64, "emoji": parameters.text("emoji", "🙂")}
    return [{"sticker": {**_kept(scene, "stickers", upload), **kind, **shape}}]


def _location(_scene: Scene, parameters: Parameters) -> list[Json]:
    place = {
        "latitude": parameters.number("latitude", 59.9386),
        "longitude": parameters.number("longitude", 30.3141),
    }
    return [{"location": place}]


def _contact(scene: Scene, parameters: Parameters) -> list[Json]:
    contact = {
        "phone_number": parameters.text("phone_number", "+10000000000"),
        "first_name": scene.person.first_name,
        "user_id": scene.person.id,
    }
    return [{"contact": contact}]


def _kept(scene: Scene, folder: str, upload: Upload) -> Json:
    named = (upload.name, upload.mime, upload.content)
    return file_view(scene.world.keep_file(scene.bot, folder, named))


_CONTENTS: dict[str, Callable[[Scene, Parameters], list[dict[str, Any]]]] = {
    "text": _texts,
    "forwarded": _forwarded,
    "photo": _photo,
    "voice": _voice,
    "document": _document,
    "sticker": _sticker,
    "location": _location,
    "contact": _contact,
}
