import socket

import httpx
import pytest
import telegram

from tests.telegram_bot.sandbox.conftest import CLIENT, Stage


def test_a_bot_knows_itself(stage: Stage) -> None:
    async def scenario(bot: telegram.Bot) -> telegram.User:
        return await bot.get_me()

    me = stage.run(scenario)
    assert (me.id, me.is_bot, me.username) == (42, True, "selfology_42_bot")


@pytest.mark.parametrize("path", ["botnonsense/getMe", "bot42:a/noSuchMethod", "bot42:a%20b/getMe"])
def test_unknown_tokens_and_methods_are_not_found(sandbox_url: str, path: str) -> None:
    answer = CLIENT.get(f"{sandbox_url}/{path}")
    assert answer.status_code == 404
    assert answer.json() == {"ok": False, "error_code": 404, "description": "Not Found"}


def test_method_names_ignore_case_and_take_queries(stage: Stage) -> None:
    person = stage.person()
    url = f"{stage.url}/bot{stage.token}/SENDMESSAGE"
    answer = CLIENT.get(url, params={"chat_id": person, "text": "x"})
    assert answer.json()["result"]["text"] == "x"


@pytest.mark.parametrize("body", [b"[1]", b"{", b'{"chat_id": "x", "text": "y"}'])
def test_a_body_nobody_can_read_is_refused(stage: Stage, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    url = f"{stage.url}/bot{stage.token}/sendMessage"
    answer = CLIENT.post(url, content=body, headers=headers)
    assert answer.status_code == 400


def test_a_huge_body_is_refused_before_it_is_read(stage: Stage) -> None:
    url = f"{stage.url}/bot{stage.token}/sendDocument"
    address = ("127.0.0.1", httpx.URL(url).port or 0)
    lines = [f"POST {httpx.URL(url).path} HTTP/1.1", "Host: 127.0.0.1", "Content-Length: 60000000"]
    head = "\r\n".join([*lines, "", ""])
    with socket.create_connection(address, timeout=10) as connection:
        connection.sendall(head.encode())
        assert connection.recv(100).startswith(b"HTTP/1.1 413 ")


def test_bots_do_not_see_each_others_people(stage: Stage) -> None:
    person = stage.person()
    other = Stage(stage.url, f"{stage.token}-other")
    assert other.updates() == []
    assert other.call("sendMessage", chat_id=person, text="x")["error_code"] == 400


def test_commands_are_kept_for_each_scope_and_language(stage: Stage) -> None:
    async def scenario(bot: telegram.Bot) -> list[tuple[telegram.BotCommand, ...]]:
        await bot.set_my_commands([("help", "Help")])
        await bot.set_my_commands([("help", "Помощь")], language_code="ru")
        english = await bot.get_my_commands()
        russian = await bot.get_my_commands(language_code="ru")
        await bot.delete_my_commands()
        return [english, russian, await bot.get_my_commands()]

    english, russian, deleted = stage.run(scenario)
    assert [c.description for c in english] == ["Help"]
    assert [c.description for c in russian] == ["Помощь"]
    assert deleted == ()


def test_people_see_the_commands_in_their_language(stage: Stage) -> None:
    stage.call("setMyCommands", commands=[{"command": "help", "description": "Help"}])
    stage.call(
        "setMyCommands",
        commands=[{"command": "help", "description": "Помощь"}],
        language_code="ru",
        scope={"type": "all_private_chats"},
    )
    ids = [stage.person("ru"), stage.person("en")]
    people = {person["id"]: person for person in stage.get("people")["people"]}
    seen = [people[person_id]["commands"][0]["description"] for person_id in ids]
    assert seen == ["Помощь", "Help"]


@pytest.mark.parametrize(
    ("parameters", "problem"),
    [
        ({"commands": [{"command": "Help!", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "a", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [{"command": "a", "description": "x"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": ["a"]}, "can't parse BotCommand: expected an Object"),
        ({}, "can't parse BotCommand: expected an Array"),
        ({"commands": [], "scope": {"type": "moon"}}, "can't parse BotCommandScope"),
        ({"commands": [], "scope": 1}, "object expected as scope"),
        ({"commands": [], "scope": {"type": "chat", "chat_id": "x"}}, "must be an Integer"),
        ({"commands": [], "language_code": "russian"}, "invalid language code specified"),
    ],
)
def test_commands_telegram_refuses_are_refused(
    stage: Stage, parameters: dict[str, object], problem: str
) -> None:
    assert problem in stage.call("setMyCommands", **parameters)["description"]


def test_name_and_descriptions_are_kept_for_each_language(stage: Stage) -> None:
    async def scenario(bot: telegram.Bot) -> list[str]:
        await bot.set_my_name("Сам", language_code="ru")
        await bot.set_my_description("About")
        await bot.set_my_short_description("Short")
        return [
            (await bot.get_my_name()).name,
            (await bot.get_my_name("ru")).name,
            (await bot.get_my_description("ru")).description,
            (await bot.get_my_short_description()).short_description,
        ]

    assert stage.run(scenario) == ["Selfology", "Сам", "About", "Short"]


def test_a_long_name_is_refused(stage: Stage) -> None:
    assert stage.call("setMyName", name="x" * 65)["description"] == "Bad Request: name is too long"


def test_the_menu_button_is_kept(stage: Stage) -> None:
    async def scenario(bot: telegram.Bot) -> list[str]:
        before = await bot.get_chat_menu_button()
        await bot.set_chat_menu_button(menu_button=telegram.MenuButtonDefault())
        return [before.type, (await bot.get_chat_menu_button()).type]

    assert stage.run(scenario) == ["commands", "default"]
    assert not stage.call("setChatMenuButton", menu_button={"type": "x"})["ok"]


def test_a_chat_is_described(stage: Stage) -> None:
    person = stage.person()

    async def scenario(bot: telegram.Bot) -> telegram.ChatFullInfo:
        return await bot.get_chat(person)

    assert stage.run(scenario).first_name == "Анна"


def test_an_unknown_action_is_refused(stage: Stage) -> None:
    answer = stage.call("sendChatAction", chat_id=stage.person(), action="dancing")
    assert answer["description"] == "Bad Request: wrong parameter action in request"


def test_unknown_files_are_refused(stage: Stage) -> None:
    download = CLIENT.get(f"{stage.url}/file/bot{stage.token}/photos/x.png")
    assert stage.call("getFile", file_id="x")["description"] == "Bad Request: invalid file_id"
    assert download.status_code == 404


def test_numbers_must_be_numbers(stage: Stage) -> None:
    answer = stage.call("getUpdates", offset="soon")
    assert answer["description"] == 'Bad Request: parameter "offset" must be an Integer'


def test_a_page_may_load_nothing_from_elsewhere(sandbox_url: str) -> None:
    page = CLIENT.get(sandbox_url)
    assert page.status_code == 200
    assert page.headers["content-security-policy"].startswith("default-src 'self'")
    assert "http://" not in page.text
    assert "https://" not in page.text


def test_foreign_pages_and_names_are_turned_away(sandbox_url: str) -> None:
    people = f"{sandbox_url}/_sandbox/people"
    foreign = CLIENT.post(people, headers={"Origin": "https://example.org"})
    rebound = CLIENT.get(people, headers={"Host": "example.org"})
    assert foreign.status_code == 403
    assert rebound.status_code == 400
