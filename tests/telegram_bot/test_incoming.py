from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telegram_bot.choices import UpdateKind
from telegram_bot.incoming import MEDIA, Incoming, understand
from tests.telegram_bot.updates import (
    callback_update,
    membership_update,
    message,
    text_update,
    update,
)

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
#: Names that mean something in an update, so that the search meets them.
NAMES = st.sampled_from(
    [
        *("message", "edited_message", "callback_query", "my_chat_member"),
        *("message_id", "chat", "from", "id", "type", "text", "data", "photo", "forward_origin"),
        *("new_chat_member", "status"),
    ]
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=20,
)


@given(st.dictionaries(NAMES | st.text(), JSON, max_size=5), st.integers(0, 2**63 - 1))
def test_anything_at_all_is_understood(document: dict[str, Any], update_id: int) -> None:
    incoming = understand({**document, "update_id": update_id})

    assert incoming.update_id == update_id
    assert incoming.command is None or incoming.text.startswith("/")


@given(st.sampled_from(["message", "edited_message", "callback_query", "my_chat_member"]), JSON)
def test_a_known_kind_with_anything_inside_is_understood(name: str, content: Any) -> None:
    assert understand({"update_id": 1, name: content}).update_id == 1


@given(st.lists(SCALARS) | st.dictionaries(st.text(), SCALARS))
def test_a_member_of_any_status_is_understood(status: Any) -> None:
    raw = membership_update(5, "member")
    raw["my_chat_member"]["new_chat_member"]["status"] = status

    assert understand(raw).kind is UpdateKind.IGNORED


def test_a_text_is_taken_with_who_wrote_it() -> None:
    raw = text_update(5, "Привет")

    assert understand(raw) == Incoming(
        update_id=raw["update_id"],
        kind=UpdateKind.TEXT,
        chat_id=5,
        message_id=raw["message"]["message_id"],
        text="Привет",
        first_name="Анна",
        language_code="ru",
    )


def test_an_edited_text_is_an_edit_of_its_message() -> None:
    incoming = understand(update(edited_message=message(5, message_id=7, text="Иначе")))

    assert (incoming.kind, incoming.message_id, incoming.text) == (UpdateKind.EDITED, 7, "Иначе")


def test_a_forwarded_text_is_not_taken_for_the_persons_own() -> None:
    incoming = understand(text_update(5, "Чужое", forward_origin={"type": "user"}))

    assert incoming.kind is UpdateKind.FORWARDED


@pytest.mark.parametrize(("name", "kind"), MEDIA.items())
def test_media_are_told_apart(name: str, kind: UpdateKind) -> None:
    incoming = understand(update(message=message(5, **{name: {"file_id": "x"}}, caption="Подпись")))

    assert (incoming.kind, incoming.text) == (kind, "Подпись")


def test_a_message_of_an_unknown_kind_is_ignored() -> None:
    assert understand(update(message=message(5, pinned_message={}))).kind is UpdateKind.IGNORED


def test_a_pressed_button_is_taken_with_its_message() -> None:
    raw = callback_update(5, "v1:q:1:skip")
    incoming = understand(raw)

    assert incoming.kind is UpdateKind.CALLBACK
    assert (incoming.chat_id, incoming.callback_data) == (5, "v1:q:1:skip")
    assert incoming.message_id == raw["callback_query"]["message"]["message_id"]


def test_a_button_without_its_message_is_ignored_and_can_be_answered() -> None:
    raw = callback_update(5, "v1:q:1:skip")
    del raw["callback_query"]["message"]
    incoming = understand(raw)

    assert (incoming.kind, incoming.chat_id) == (UpdateKind.IGNORED, None)
    assert incoming.callback_id == raw["callback_query"]["id"]


@pytest.mark.parametrize(
    ("status", "chat", "kind"),
    [
        ("kicked", "private", UpdateKind.BLOCKED),
        ("member", "private", UpdateKind.UNBLOCKED),
        ("member", "supergroup", UpdateKind.GROUP),
        ("administrator", "channel", UpdateKind.GROUP),
        ("left", "group", UpdateKind.IGNORED),
    ],
)
def test_membership_says_where_the_bot_stands(status: str, chat: str, kind: UpdateKind) -> None:
    assert understand(membership_update(5, status, chat)).kind is kind


@pytest.mark.parametrize("chat", ["group", "supergroup", "channel"])
def test_nothing_said_in_a_group_is_kept(chat: str) -> None:
    said = update(message=message(-5, text="Секрет", chat={"id": -5, "type": chat}))

    assert understand(said) == Incoming(update_id=said["update_id"], kind=UpdateKind.IGNORED)


@pytest.mark.parametrize("what", ["inline_query", "poll", "channel_post", "something_new"])
def test_other_updates_are_ignored(what: str) -> None:
    assert understand(update(**{what: {"id": "1"}})).kind is UpdateKind.IGNORED


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("/start", "start"),
        ("/START@SelfologyBot ref_x", "start"),
        ("/profile\nи ещё", "profile"),
        ("/", None),
        ("/ start", None),
        ("начать /start", None),
        ("", None),
    ],
)
def test_a_command_is_its_first_word(text: str, command: str | None) -> None:
    assert Incoming(update_id=1, kind=UpdateKind.TEXT, text=text).command == command


def test_a_command_under_a_picture_is_no_command() -> None:
    assert Incoming(update_id=1, kind=UpdateKind.OTHER_MEDIA, text="/start").command is None
