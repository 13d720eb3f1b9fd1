import struct
import zlib
from typing import Any

import pytest
import telegram
from telegram.constants import ReactionEmoji

from telegram_bot.sandbox.media import image_size, sample_picture
from telegram_bot.sandbox.reactions import STANDARD_REACTIONS
from tests.telegram_bot.sandbox.conftest import Stage

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are"
    " exactly the same as a current content and reply markup of the message"
)


def keyboard(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"inline_keyboard": list(rows)}


def button(**fields: Any) -> dict[str, Any]:
    return {"text": "ok", **fields}


def test_the_client_library_gets_a_whole_message(stage: Stage) -> None:
    person = stage.person()
    keys = telegram.InlineKeyboardMarkup.from_button(
        telegram.InlineKeyboardButton("Дальше", callback_data="next", style="primary")
    )

    async def scenario(bot: telegram.Bot) -> telegram.Message:
        return await bot.send_message(
            person, " <b>Привет</b> 😀 <i>мир</i>", parse_mode="HTML", reply_markup=keys
        )

    message = stage.run(scenario)
    assert message.text == "Привет 😀 мир"
    assert message.text_html == "<b>Привет</b> 😀 <i>мир</i>"
    assert message.chat.id == person
    assert message.from_user is not None
    assert message.from_user.is_bot
    assert message.reply_markup == keys


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("", "Bad Request: message text is empty"),
        (" \n ", "Bad Request: message text is empty"),
        ("я" * 4097, "Bad Request: message is too long"),
        ("😀" * 2049, "Bad Request: message is too long"),
    ],
)
def test_a_text_telegram_refuses_is_refused(stage: Stage, text: str, description: str) -> None:
    answer = stage.call("sendMessage", chat_id=stage.person(), text=text)
    assert answer == {"ok": False, "error_code": 400, "description": description}


@pytest.mark.parametrize("text", ["я" * 4096, "😀" * 2048])
def test_a_text_at_the_limit_is_taken(stage: Stage, text: str) -> None:
    assert stage.call("sendMessage", chat_id=stage.person(), text=text)["ok"]


def test_the_limit_counts_after_the_markup_is_read(stage: Stage) -> None:
    text = f"<b>{'&amp;' * 4096}</b>"
    answer = stage.call("sendMessage", chat_id=stage.person(), text=text, parse_mode="HTML")
    assert answer["result"]["text"] == "&" * 4096


def test_broken_html_is_refused(stage: Stage) -> None:
    answer = stage.call("sendMessage", chat_id=stage.person(), text="<p>", parse_mode="HTML")
    assert answer["description"].startswith("Bad Request: can't parse entities: Unsupported")


@pytest.mark.parametrize("mode", ["bbcode", "MarkdownV2"])
def test_other_parse_modes_are_refused(stage: Stage, mode: str) -> None:
    answer = stage.call("sendMessage", chat_id=stage.person(), text="x", parse_mode=mode)
    assert answer["error_code"] == 400


def test_explicit_entities_are_kept(stage: Stage) -> None:
    bold = {"type": "bold", "offset": 0, "length": 1}
    answer = stage.call("sendMessage", chat_id=stage.person(), text="xy", entities=[bold])
    assert answer["result"]["entities"] == [bold]


@pytest.mark.parametrize("chat_id", [999_999, "@nobody", -5, 10**30])
def test_a_chat_the_bot_never_met_is_not_found(stage: Stage, chat_id: int | str) -> None:
    answer = stage.call("sendMessage", chat_id=chat_id, text="x")
    assert answer["description"] == "Bad Request: chat not found"


def test_a_person_who_never_wrote_to_this_bot_is_not_found(stage: Stage) -> None:
    person = stage.post("people", name="Quiet")["id"]
    answer = stage.call("sendMessage", chat_id=person, text="x")
    assert answer["description"] == "Bad Request: chat not found"


def test_a_blocked_bot_is_told_so_until_it_is_let_in_again(stage: Stage) -> None:
    person = stage.person()
    stage.post(f"people/{person}/block")
    refused = stage.call("sendMessage", chat_id=person, text="x")
    stage.post(f"people/{person}/unblock")
    assert refused == {
        "ok": False,
        "error_code": 403,
        "description": "Forbidden: bot was blocked by the user",
    }
    assert stage.call("sendMessage", chat_id=person, text="x")["ok"]


@pytest.mark.parametrize(
    ("markup", "problem"),
    [
        (keyboard([button(callback_data="я" * 33)]), "BUTTON_DATA_INVALID"),
        (keyboard([button(callback_data="")]), "BUTTON_DATA_INVALID"),
        (keyboard([button()]), "Text buttons are unallowed"),
        (keyboard([button(callback_data="a", url="https://x.org")]), "Text buttons are unallowed"),
        (keyboard([{"text": " ", "callback_data": "a"}]), "must be non-empty"),
        (keyboard([button(callback_data="a", style="pink")]), "unknown button style"),
        (keyboard([button(url="javascript:alert(1)")]), "Unsupported URL protocol"),
        (keyboard([button(copy_text={"text": ""})]), "BUTTON_COPY_TEXT_INVALID"),
        (keyboard([button(callback_data="a")] * 9), "reply markup is too long"),
        (keyboard(*[[button(callback_data="a")] * 8] * 13), "reply markup is too long"),
        ({"inline_keyboard": "a"}, "must be an Array of Arrays"),
        ({"keys": []}, "object expected as reply_markup"),
        ([1], "object expected as reply_markup"),
        ("{", "can't parse JSON"),
    ],
)
def test_a_keyboard_telegram_refuses_is_refused(stage: Stage, markup: Any, problem: str) -> None:
    answer = stage.call("sendMessage", chat_id=stage.person(), text="x", reply_markup=markup)
    assert answer["error_code"] == 400
    assert problem in answer["description"]


def test_callback_data_of_64_bytes_is_taken(stage: Stage) -> None:
    markup = keyboard([button(callback_data="я" * 32)])
    answer = stage.call("sendMessage", chat_id=stage.person(), text="x", reply_markup=markup)
    assert answer["result"]["reply_markup"] == markup


def test_a_reply_keyboard_is_for_the_person_only(stage: Stage) -> None:
    person = stage.person()
    markup = {"keyboard": [["Да", "Нет"]], "resize_keyboard": True}
    answer = stage.call("sendMessage", chat_id=person, text="x", reply_markup=markup)
    assert "reply_markup" not in answer["result"]
    assert stage.get(f"people/{person}/messages")[-1]["sandbox"] == {"reply_keyboard": markup}


@pytest.mark.parametrize("wish", [1, {"message_id": "first"}, "nonsense"])
def test_a_reply_to_nonsense_is_refused(stage: Stage, wish: Any) -> None:
    answer = stage.call("sendMessage", chat_id=stage.person(), text="x", reply_parameters=wish)
    assert answer["error_code"] == 400


def test_a_text_that_is_no_unicode_is_refused(stage: Stage) -> None:
    person = stage.person()
    nested = {"inline_keyboard": [[{"text": "\ud800", "callback_data": "a"}]]}
    plain = stage.call("sendMessage", chat_id=person, text="\ud800")
    button = stage.call("sendMessage", chat_id=person, text="x", reply_markup=nested)
    theirs = stage.post(f"people/{person}/send", text="\ud800")
    assert {a["description"] for a in (plain, button, theirs)} == {
        "Bad Request: strings must be encoded in UTF-8"
    }
    assert len(stage.get(f"people/{person}/messages")) == 1


def test_a_reply_carries_the_message_it_answers(stage: Stage) -> None:
    person = stage.person(text="вопрос")
    found = stage.call("sendMessage", chat_id=person, text="x", reply_parameters={"message_id": 1})
    lost = stage.call("sendMessage", chat_id=person, text="x", reply_parameters={"message_id": 77})
    optional = {"message_id": 77, "allow_sending_without_reply": True}
    anyway = stage.call("sendMessage", chat_id=person, text="x", reply_parameters=optional)
    assert found["result"]["reply_to_message"]["text"] == "вопрос"
    assert lost["description"] == "Bad Request: message to be replied not found"
    assert anyway["ok"]


def test_a_photo_can_be_sent_sent_again_by_its_id_and_downloaded(stage: Stage) -> None:
    person, picture = stage.person(), sample_picture(20, 10)

    async def scenario(bot: telegram.Bot) -> tuple[telegram.Message, bytearray]:
        first = await bot.send_photo(person, picture, caption="<i>x</i>", parse_mode="HTML")
        again = await bot.send_photo(person, first.photo[-1].file_id)
        file = await bot.get_file(again.photo[-1].file_id)
        return first, await file.download_as_bytearray()

    message, content = stage.run(scenario)
    assert (message.photo[-1].width, message.photo[-1].height) == (20, 10)
    assert message.caption_html == "<i>x</i>"
    assert bytes(content) == picture


def test_what_is_no_picture_is_refused(stage: Stage) -> None:
    person = stage.person()

    async def scenario(bot: telegram.Bot) -> None:
        await bot.send_photo(person, b"not a picture")

    with pytest.raises(telegram.error.BadRequest, match="Image_process_failed"):
        stage.run(scenario)


def test_a_document_keeps_its_name_and_bytes(stage: Stage) -> None:
    person = stage.person()

    async def scenario(bot: telegram.Bot) -> tuple[telegram.Document, bytearray]:
        message = await bot.send_document(person, b'{"a": 1}', filename="export.json")
        assert message.document is not None
        file = await message.document.get_file()
        return message.document, await file.download_as_bytearray()

    document, content = stage.run(scenario)
    assert document.file_name == "export.json"
    assert document.file_size == 8
    assert content == b'{"a": 1}'


def test_a_long_caption_is_refused(stage: Stage) -> None:
    person = stage.person()

    async def scenario(bot: telegram.Bot) -> None:
        await bot.send_photo(person, sample_picture(2, 2), caption="x" * 1025)

    with pytest.raises(telegram.error.BadRequest, match="Message caption is too long"):
        stage.run(scenario)


@pytest.mark.parametrize("method", ["sendPhoto", "sendDocument"])
def test_a_file_nobody_sent_is_refused(stage: Stage, method: str) -> None:
    person, name = stage.person(), method.removeprefix("send").lower()
    unknown = stage.call(method, chat_id=person, **{name: "AgAD"})
    missing = stage.call(method, chat_id=person)
    assert unknown["description"] == "Bad Request: wrong file identifier/HTTP URL specified"
    assert missing["description"] == f"Bad Request: there is no {name} in the request"


def test_an_edit_replaces_text_and_takes_the_keyboard_away(stage: Stage) -> None:
    person = stage.person()
    markup = keyboard([button(callback_data="a")])
    sent = stage.call("sendMessage", chat_id=person, text="one", reply_markup=markup)["result"]
    place = {"chat_id": person, "message_id": sent["message_id"]}
    edited = stage.call("editMessageText", **place, text="<b>two</b>", parse_mode="HTML")["result"]
    assert edited["text"] == "two"
    assert edited["edit_date"] >= sent["date"]
    assert "reply_markup" not in edited


def test_an_edit_that_changes_nothing_is_refused(stage: Stage) -> None:
    person = stage.person()
    sent = stage.call("sendMessage", chat_id=person, text="one")["result"]
    place = {"chat_id": person, "message_id": sent["message_id"]}
    same_text = stage.call("editMessageText", **place, text="one")
    same_markup = stage.call("editMessageReplyMarkup", **place)
    assert same_text["description"] == same_markup["description"] == NOT_MODIFIED


def test_a_keyboard_alone_can_be_replaced(stage: Stage) -> None:
    person, markup = stage.person(), keyboard([button(callback_data="a")])
    sent = stage.call("sendMessage", chat_id=person, text="one")["result"]
    place = {"chat_id": person, "message_id": sent["message_id"]}
    edited = stage.call("editMessageReplyMarkup", **place, reply_markup=markup)["result"]
    assert edited == {**sent, "reply_markup": markup}


def test_a_caption_can_be_edited_but_not_as_text(stage: Stage) -> None:
    person = stage.person()

    async def scenario(bot: telegram.Bot) -> telegram.Message:
        sent = await bot.send_photo(person, sample_picture(2, 2), caption="one")
        with pytest.raises(telegram.error.BadRequest, match="There is no text in the message"):
            await bot.edit_message_text("two", person, sent.message_id)
        edited = await bot.edit_message_caption(person, sent.message_id, caption="two")
        assert isinstance(edited, telegram.Message)
        return edited

    assert stage.run(scenario).caption == "two"


def test_a_text_has_no_caption_to_edit(stage: Stage) -> None:
    person = stage.person()
    stage.call("sendMessage", chat_id=person, text="one")
    answer = stage.call("editMessageCaption", chat_id=person, message_id=2, caption="x")
    assert answer["description"] == "Bad Request: there is no caption in the message to edit"


def test_only_own_messages_that_exist_can_be_edited(stage: Stage) -> None:
    person = stage.person()
    theirs = stage.call("editMessageText", chat_id=person, message_id=1, text="x")
    missing = stage.call("editMessageText", chat_id=person, message_id=77, text="x")
    assert theirs["description"] == "Bad Request: message can't be edited"
    assert missing["description"] == "Bad Request: message to edit not found"


def test_a_deleted_message_is_gone(stage: Stage) -> None:
    person = stage.person()
    place = {"chat_id": person, "message_id": 1}
    assert stage.call("deleteMessage", **place) == {"ok": True, "result": True}
    again = stage.call("deleteMessage", **place)
    assert again["description"] == "Bad Request: message to delete not found"
    assert stage.get(f"people/{person}/messages") == []


def test_a_reaction_is_put_and_taken_away(stage: Stage) -> None:
    person = stage.person()

    async def put(bot: telegram.Bot) -> bool:
        return await bot.set_message_reaction(person, 1, "👀")

    async def take(bot: telegram.Bot) -> bool:
        return await bot.set_message_reaction(person, 1)

    assert stage.run(put)
    assert stage.get(f"people/{person}/messages")[0]["sandbox"]["reactions"] == ["👀"]
    assert stage.run(take)
    assert stage.get(f"people/{person}/messages")[0]["sandbox"]["reactions"] == []


@pytest.mark.parametrize(
    ("reaction", "problem"),
    [
        ([{"type": "emoji", "emoji": "🧨"}], "REACTION_INVALID"),
        ([{"type": "emoji", "emoji": "👍"}, {"type": "emoji", "emoji": "❤"}], "REACTIONS_TOO_MANY"),
        ({"type": "emoji"}, "can't parse reaction types: expected an Array"),
    ],
)
def test_other_reactions_are_refused(stage: Stage, reaction: Any, problem: str) -> None:
    person = stage.person()
    answer = stage.call("setMessageReaction", chat_id=person, message_id=1, reaction=reaction)
    assert answer["description"] == f"Bad Request: {problem}"


def test_the_reactions_are_those_of_the_client_library() -> None:
    assert {emoji.value for emoji in ReactionEmoji} == STANDARD_REACTIONS


def test_a_silent_message_is_known_as_silent(stage: Stage) -> None:
    person = stage.person()
    stage.call("sendMessage", chat_id=person, text="x", disable_notification=True)
    assert stage.get(f"people/{person}/messages", after=1)[0]["sandbox"]["is_silent"]


def jpeg(width: int, height: int) -> bytes:
    comment = b"\xff\xfe" + struct.pack(">H", 4) + b"hi"
    return b"\xff\xd8" + comment + b"\xff\xc0" + struct.pack(">HBHH", 11, 8, height, width)


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (sample_picture(3, 2), (3, 2)),
        (b"GIF89a" + struct.pack("<HH", 3, 2), (3, 2)),
        (jpeg(3, 2), (3, 2)),
        (jpeg(3, 2)[:-3], None),
        (b"\xff\xd8", None),
        (b"RIFF" + zlib.compress(b""), None),
    ],
)
def test_picture_sizes_are_read_from_the_file(content: bytes, size: tuple[int, int] | None) -> None:
    assert image_size(content) == size
