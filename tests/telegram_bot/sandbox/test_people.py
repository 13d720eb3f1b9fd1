import asyncio
import json
from typing import Any

import httpx
import pytest
import telegram

from tests.telegram_bot.sandbox.conftest import CLIENT, LOOPBACK, Stage


def last_update(stage: Stage) -> telegram.Update:
    update = telegram.Update.de_json(stage.updates()[-1])
    assert isinstance(update, telegram.Update)
    return update


def test_people_have_a_name_and_a_language(stage: Stage) -> None:
    person = stage.post("people", name=" Ольга ", language_code="ru")
    listed = stage.get("people")["people"]
    assert person["first_name"] == "Ольга"
    assert person in listed


@pytest.mark.parametrize(
    "wish",
    [
        {"name": ""},
        {"name": "x" * 65},
        {"name": "Jo", "language_code": "de"},
        {"name": "Jo", "id": -1},
        {"name": "Jo", "id": "one"},
    ],
)
def test_a_person_nobody_can_be_is_refused(stage: Stage, wish: dict[str, Any]) -> None:
    assert stage.post("people", **wish)["error_code"] == 400


def test_an_id_belongs_to_one_person(stage: Stage) -> None:
    person = stage.person()
    assert stage.post("people", name="Double", id=person)["error_code"] == 400


def test_nobody_is_not_found(stage: Stage) -> None:
    assert stage.post("people/5/send", text="x")["error_code"] == 404


@pytest.mark.parametrize(
    ("kind", "attribute"),
    [
        ("sticker", "sticker"),
        ("photo", "photo"),
        ("voice", "voice"),
        ("document", "document"),
        ("location", "location"),
        ("contact", "contact"),
        ("forwarded", "forward_origin"),
    ],
)
def test_every_kind_of_message_is_read_by_the_client_library(
    stage: Stage, kind: str, attribute: str
) -> None:
    person = stage.person()
    stage.post(f"people/{person}/send", kind=kind, text="words")
    message = last_update(stage).message
    assert message is not None
    assert getattr(message, attribute)


def test_a_file_of_their_own_reaches_the_bot(stage: Stage) -> None:
    person = stage.person()
    CLIENT.post(
        f"{stage.url}/_sandbox/people/{person}/send",
        params={"bot": stage.token},
        data={"kind": "document"},
        files={"file": ("plan.txt", b"plan", "text/plain")},
    )
    message = last_update(stage).message
    assert message is not None
    assert message.document is not None
    document = message.document

    async def scenario(bot: telegram.Bot) -> bytearray:
        return await (await bot.get_file(document.file_id)).download_as_bytearray()

    assert document.file_name == "plan.txt"
    assert stage.run(scenario) == b"plan"


@pytest.mark.parametrize(
    "wish",
    [{"text": "  "}, {"kind": "thought"}, {"kind": "edited", "message_id": 77, "text": "x"}],
)
def test_what_nobody_can_send_is_refused(stage: Stage, wish: dict[str, Any]) -> None:
    assert stage.post(f"people/{stage.person()}/send", **wish)["error_code"] == 400


def test_a_long_text_is_sent_in_pieces(stage: Stage) -> None:
    person = stage.person()
    sent = stage.post(f"people/{person}/send", text="я" * 10_000)["messages"]
    assert [len(message["text"]) for message in sent] == [4096, 4096, 1808]
    assert len(stage.updates()) == 4


def test_an_edit_tells_the_bot(stage: Stage) -> None:
    person = stage.person(text="one")
    stage.post(f"people/{person}/send", kind="edited", message_id=1, text="two")
    message = last_update(stage).edited_message
    assert message is not None
    assert message.text == "two"
    assert message.edit_date is not None


def test_a_pressed_button_is_answered_once_known(stage: Stage) -> None:
    person = stage.person()
    markup = {"inline_keyboard": [[{"text": "ok", "callback_data": "go"}]]}
    sent = stage.call("sendMessage", chat_id=person, text="x", reply_markup=markup)["result"]
    pressed = stage.post(
        f"people/{person}/press", message_id=sent["message_id"], callback_data="go"
    )
    query = last_update(stage).callback_query
    assert query is not None
    assert (query.id, query.data) == (pressed["query_id"], "go")
    assert isinstance(query.message, telegram.Message)
    assert stage.call("answerCallbackQuery", callback_query_id=query.id, text="да")["ok"]


def test_a_forged_button_comes_as_it_was_forged(stage: Stage) -> None:
    person = stage.person()
    stage.post(f"people/{person}/press", message_id=77, callback_data="v9:admin:everything")
    query = last_update(stage).callback_query
    assert query is not None
    assert query.data == "v9:admin:everything"
    assert query.message is not None
    assert not query.message.is_accessible


@pytest.mark.parametrize(
    ("query_id", "text", "problem"),
    [
        ("1", "", "query is too old and response timeout expired or query ID is invalid"),
        ("1", "x" * 201, "MESSAGE_TOO_LONG"),
    ],
)
def test_a_wrong_answer_to_a_button_is_refused(
    stage: Stage, query_id: str, text: str, problem: str
) -> None:
    answer = stage.call("answerCallbackQuery", callback_query_id=query_id, text=text)
    assert answer["description"] == f"Bad Request: {problem}"


def test_blocking_and_letting_in_again_tell_the_bot(stage: Stage) -> None:
    person = stage.person()
    stage.post(f"people/{person}/block")
    stage.post(f"people/{person}/block")
    refused = stage.post(f"people/{person}/send", text="x")
    stage.post(f"people/{person}/unblock")
    changes = [update["my_chat_member"] for update in stage.updates()[1:]]
    steps = [(c["old_chat_member"]["status"], c["new_chat_member"]["status"]) for c in changes]
    assert steps == [("member", "kicked"), ("kicked", "member")]
    assert refused["error_code"] == 403
    assert last_update(stage).my_chat_member is not None


def test_a_group_can_be_joined_written_to_and_left(stage: Stage) -> None:
    person = stage.person()
    group = stage.post(f"people/{person}/group", title="Friends")["id"]
    joined = last_update(stage).my_chat_member
    assert joined is not None
    assert joined.chat.type == "supergroup"
    assert stage.call("sendMessage", chat_id=group, text="t.me/bot")["ok"]
    stage.post(f"people/{person}/send", chat_id=group, text="hi")
    texts = [m["text"] for m in stage.get(f"people/{person}/messages", chat_id=group)]
    assert texts == ["t.me/bot", "hi"]
    assert stage.call("leaveChat", chat_id=group)["ok"]
    late = stage.call("sendMessage", chat_id=group, text="x")
    assert late["description"] == "Forbidden: bot is not a member of the supergroup chat"


def test_a_private_chat_cannot_be_left(stage: Stage) -> None:
    assert stage.call("leaveChat", chat_id=stage.person())["error_code"] == 400


def test_nobody_writes_into_the_chat_of_another(stage: Stage) -> None:
    anna, boris = stage.person(), stage.person()
    assert stage.post(f"people/{anna}/send", chat_id=boris, text="x")["error_code"] == 400


def test_waiting_for_messages_ends_when_one_comes(stage: Stage) -> None:
    person = stage.person()

    async def scenario(bot: telegram.Bot) -> list[dict[str, Any]]:
        waiting = asyncio.to_thread(stage.get, f"people/{person}/messages", after=1, wait=20)
        task = asyncio.create_task(waiting)
        await asyncio.sleep(0.2)
        assert not task.done()
        await bot.send_message(person, "hello")
        messages: list[dict[str, Any]] = await task
        return messages

    assert [message["text"] for message in stage.run(scenario)] == ["hello"]


def test_waiting_for_messages_ends_in_vain(stage: Stage) -> None:
    assert stage.get(f"people/{stage.person()}/messages", after=1, wait=0.2) == []


def test_the_page_hears_at_once_what_happens(stage: Stage) -> None:
    person = stage.person()

    async def scenario(bot: telegram.Bot) -> dict[str, Any]:
        async with (
            httpx.AsyncClient(**LOOPBACK) as client,
            client.stream("GET", f"{stage.url}/_sandbox/live") as page,
        ):
            lines = page.aiter_lines()
            await anext(lines)
            await bot.send_chat_action(person, "typing")
            news = [line async for line in _data_lines(lines, str(person))]
            return dict(json.loads(news[0]))

    news = stage.run(scenario)
    assert (news["kind"], news["action"], news["chat_id"]) == ("action", "typing", person)


async def _data_lines(lines: Any, mark: str) -> Any:
    """Give the first piece of news that speaks of `mark`."""
    async for line in lines:
        if line.startswith("data: ") and mark in line:
            yield line.removeprefix("data: ")
            return


def test_the_timeline_tells_when_updates_came_and_messages_left(stage: Stage) -> None:
    person = stage.person()
    stage.updates(offset=2)
    stage.call("sendMessage", chat_id=person, text="x")
    stage.call("editMessageText", chat_id=person, message_id=2, text="y")
    timeline = stage.get("timeline")
    [update], [sent, edited] = timeline["updates"], timeline["messages"]
    assert update["person"] == person
    assert update["created_at"] < update["confirmed_at"] < sent["received_at"]
    assert (sent["method"], sent["chat_id"], sent["message_id"]) == ("sendMessage", person, 2)
    assert edited["method"] == "editMessageText"
    assert sent["text_sha256"] != edited["text_sha256"]
    later = stage.get("timeline", after=sent["received_at"])
    assert [message["text"] for message in later["messages"]] == ["y"]


def test_files_are_shown_or_downloaded(stage: Stage) -> None:
    person = stage.person()
    [photo] = stage.post(f"people/{person}/send", kind="photo")["messages"]
    [note] = stage.post(f"people/{person}/send", kind="document")["messages"]
    files = f"{stage.url}/_sandbox/files"
    shown = CLIENT.get(f"{files}/{photo['photo'][0]['file_id']}")
    saved = CLIENT.get(f"{files}/{note['document']['file_id']}")
    lost = CLIENT.get(f"{files}/nothing")
    assert shown.headers["content-type"] == "image/png"
    assert saved.headers["content-disposition"] == "attachment"
    assert lost.status_code == 404
