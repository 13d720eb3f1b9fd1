import asyncio
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from typing import Any

import httpx
import pytest
import telegram

from telegram_bot.sandbox.store import Store, StoreInUseError
from tests.telegram_bot.sandbox.conftest import LOOPBACK, SandboxProcess, Stage

SECRET = "hook-secret_1"  # noqa: S105 - a secret for this test alone


def ids(updates: list[dict[str, Any]]) -> list[int]:
    return [update["update_id"] for update in updates]


def test_updates_come_again_until_the_next_offset_confirms_them(stage: Stage) -> None:
    person = stage.person(text="one")
    stage.post(f"people/{person}/send", text="two")
    assert ids(stage.updates()) == [1, 2]
    assert ids(stage.updates()) == [1, 2]
    assert ids(stage.updates(offset=2)) == [2]
    assert ids(stage.updates()) == [2]
    assert ids(stage.updates(offset=3)) == []


def test_a_negative_offset_keeps_the_newest_only(stage: Stage) -> None:
    person = stage.person(text="one")
    stage.post(f"people/{person}/send", text="two")
    assert ids(stage.updates(offset=-1)) == [2]
    assert ids(stage.updates()) == [2]


def test_a_limit_gives_the_oldest_first(stage: Stage) -> None:
    person = stage.person(text="one")
    stage.post(f"people/{person}/send", text="two")
    assert ids(stage.call("getUpdates", limit=1)["result"]) == [1]


def test_a_waiting_poll_gets_the_update_when_it_comes(stage: Stage) -> None:
    async def scenario(bot: telegram.Bot) -> tuple[telegram.Update, ...]:
        poll = asyncio.create_task(bot.get_updates(timeout=20))
        await asyncio.sleep(0.2)
        assert not poll.done()
        await asyncio.to_thread(stage.person, text="привет")
        return await poll

    [update] = stage.run(scenario)
    assert update.message is not None
    assert update.message.text == "привет"
    assert update.effective_user is not None
    assert update.effective_user.language_code == "ru"


def test_a_poll_without_updates_ends_empty(stage: Stage) -> None:
    assert stage.call("getUpdates", timeout=1) == {"ok": True, "result": []}


def test_a_newer_poll_ends_the_older_one(stage: Stage) -> None:
    async def scenario(bot: telegram.Bot) -> tuple[telegram.Update, ...]:
        older = asyncio.create_task(bot.get_updates(timeout=20))
        await asyncio.sleep(0.2)
        newer = asyncio.create_task(bot.get_updates(timeout=20))
        with pytest.raises(telegram.error.Conflict, match="terminated by other getUpdates"):
            await older
        await asyncio.to_thread(stage.person)
        return await newer

    assert len(stage.run(scenario)) == 1


def test_only_the_kinds_asked_for_are_kept(stage: Stage) -> None:
    stage.call("getUpdates", allowed_updates=["callback_query"])
    person = stage.person()
    stage.post(f"people/{person}/press", message_id=1, callback_data="a")
    assert [list(update)[1] for update in stage.updates()] == ["callback_query"]


def test_an_empty_list_of_kinds_means_the_usual_ones(stage: Stage) -> None:
    stage.call("getUpdates", allowed_updates=["callback_query"])
    stage.call("getUpdates", allowed_updates=[])
    stage.person()
    assert len(stage.updates()) == 1


def test_a_repeated_update_keeps_its_number_and_comes_once_more(stage: Stage) -> None:
    person = stage.person()
    stage.updates(offset=2)
    assert stage.post(f"people/{person}/duplicate_last_update") == {"update_id": 1}
    assert ids(stage.updates(offset=2)) == [1]
    assert stage.updates(offset=2) == []


@pytest.fixture
def hook() -> Iterator["Hook"]:
    server = Hook()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


class Hook(ThreadingHTTPServer):
    """A bot's webhook that answers with the statuses laid out for it, then with 200."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), HookRequest)
        self.statuses: Queue[int] = Queue()
        self.received: Queue[tuple[str | None, dict[str, Any]]] = Queue()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook"

    def next_update(self) -> dict[str, Any]:
        return self.received.get(timeout=10)[1]


class HookRequest(BaseHTTPRequestHandler):
    server: Hook

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        secret = self.headers.get("X-Telegram-Bot-Api-Secret-Token")
        self.server.received.put((secret, json.loads(body)))
        self.send_response(200 if self.server.statuses.empty() else self.server.statuses.get())
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


def test_a_webhook_gets_updates_with_its_secret_in_order(stage: Stage, hook: Hook) -> None:
    person = stage.person(text="one")
    assert stage.call("setWebhook", url=hook.url, secret_token=SECRET)["ok"]
    stage.post(f"people/{person}/send", text="two")
    received = [hook.received.get(timeout=10) for _ in range(2)]
    assert [secret for secret, _ in received] == [SECRET, SECRET]
    assert [update["message"]["text"] for _, update in received] == ["one", "two"]


def test_a_webhook_that_fails_is_tried_again_before_the_next_update(
    stage: Stage, hook: Hook
) -> None:
    hook.statuses.put(500)
    stage.call("setWebhook", url=hook.url)
    person = stage.person(text="one")
    stage.post(f"people/{person}/send", text="two")
    texts = [hook.next_update()["message"]["text"] for _ in range(3)]
    assert texts == ["one", "one", "two"]
    info = stage.call("getWebhookInfo")["result"]
    assert info["url"] == hook.url
    assert info["last_error_message"] == "Wrong response from the webhook: 500"


def test_a_webhook_and_polling_exclude_each_other(stage: Stage, hook: Hook) -> None:
    async def scenario(bot: telegram.Bot) -> telegram.WebhookInfo:
        poll = asyncio.create_task(bot.get_updates(timeout=20))
        await asyncio.sleep(0.2)
        await bot.set_webhook(hook.url, allowed_updates=["message"])
        with pytest.raises(telegram.error.Conflict, match="terminated by setWebhook"):
            await poll
        with pytest.raises(telegram.error.Conflict, match="can't use getUpdates"):
            await bot.get_updates()
        return await bot.get_webhook_info()

    info = stage.run(scenario)
    assert info.url == hook.url
    assert info.allowed_updates == ("message",)
    assert stage.call("deleteWebhook")["ok"]
    assert stage.call("getUpdates")["ok"]


def test_dropping_pending_updates_forgets_them(stage: Stage, hook: Hook) -> None:
    stage.person()
    stage.call("setWebhook", url=hook.url, drop_pending_updates=True)
    assert stage.call("getWebhookInfo")["result"]["pending_update_count"] == 0
    assert hook.received.empty()


@pytest.mark.parametrize("url", ["https://example.org/hook", "ftp://127.0.0.1/", "nonsense"])
def test_a_webhook_elsewhere_is_refused(stage: Stage, url: str) -> None:
    answer = stage.call("setWebhook", url=url)
    assert answer["description"].startswith("Bad Request: bad webhook")


def test_a_secret_with_other_characters_is_refused(stage: Stage, hook: Hook) -> None:
    answer = stage.call("setWebhook", url=hook.url, secret_token=f"{SECRET} и")
    assert answer["description"] == "Bad Request: secret token contains unallowed characters"


def test_an_empty_address_ends_the_webhook(stage: Stage, hook: Hook) -> None:
    stage.call("setWebhook", url=hook.url)
    assert stage.call("setWebhook", url="")["ok"]
    assert stage.call("getWebhookInfo")["result"]["url"] == ""


def test_nothing_is_lost_when_the_sandbox_is_killed(sandbox_process: SandboxProcess) -> None:
    stage = sandbox_process.start()
    person = stage.person(text="one")
    stage.call("sendMessage", chat_id=person, text="reply")
    sandbox_process.kill()
    stage = sandbox_process.start()
    stage.post(f"people/{person}/send", text="two")
    messages = stage.get(f"people/{person}/messages")
    assert [update["message"]["text"] for update in stage.updates()] == ["one", "two"]
    assert [message["text"] for message in messages] == ["one", "reply", "two"]


def test_a_webhook_goes_on_after_the_sandbox_was_killed(
    sandbox_process: SandboxProcess, hook: Hook
) -> None:
    stage = sandbox_process.start()
    hook.statuses.put(500)
    stage.call("setWebhook", url=hook.url)
    stage.person(text="one")
    hook.next_update()
    sandbox_process.kill()
    sandbox_process.start()
    assert hook.next_update()["message"]["text"] == "one"


def test_it_stops_cleanly_while_a_poll_and_a_page_wait(sandbox_process: SandboxProcess) -> None:
    stage = sandbox_process.start()
    live = f"{stage.url}/_sandbox/live"

    async def scenario(bot: telegram.Bot) -> tuple[telegram.Update, ...]:
        poll = asyncio.create_task(bot.get_updates(timeout=20))
        async with (
            httpx.AsyncClient(**LOOPBACK) as client,
            client.stream("GET", live) as page,
        ):
            await asyncio.sleep(0.2)
            assert await asyncio.to_thread(sandbox_process.stop) in {0, -15}
            assert await page.aread() == b"retry: 1000\n\n"
        return await poll

    assert stage.run(scenario) == ()


def test_a_second_sandbox_on_the_same_file_is_refused(sandbox_process: SandboxProcess) -> None:
    sandbox_process.start()
    with pytest.raises(StoreInUseError):
        Store(sandbox_process.path)
