"""The product with a token and the address of a Bot API server: any server, polling and webhook.

Here the server is a sandbox of its own, that gets along badly with some methods.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from selfology_site.env import BASE_DIR
from tests.e2e.product import Product, Talker, eventually
from tests.waiting import until

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

COSMETIC = ("setMyCommands", "setMessageReaction", "sendChatAction", "editMessageReplyMarkup")
WATCHED_SECONDS = 5.0
MOST_CALLS = 15
WAIT_SECONDS = 2
ANSWER = "I like to walk by the river with my sister, it makes me calm."


class Server:
    """A Bot API server on a port, run from a data folder that is not the product's."""

    def __init__(self, product: Product) -> None:
        self.product = product
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "manage.py", "sandbox", "--port", str(product.sandbox_port)],
            cwd=BASE_DIR,
            env={**product.environment, "SELFOLOGY_DATA_DIR": str(product.data_dir / "elsewhere")},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        eventually(self._answers, "the server", 60)

    def _answers(self) -> bool:
        with self.product.sandbox as client:
            try:
                return client.get("/_sandbox/people").is_success
            except httpx.HTTPError:
                return False

    def fault(self, kind: str, **wish: Any) -> None:
        with self.product.sandbox as client:
            client.post("/_sandbox/faults", json={"kind": kind, **wish}).raise_for_status()

    def hits(self, kind: str) -> int:
        with self.product.sandbox as client:
            faults = client.get("/_sandbox/faults").json()
        return sum(fault["hits"] for fault in faults if fault["kind"] == kind)

    @contextmanager
    def trouble(self, kind: str, **wish: Any) -> Iterator[None]:
        """Have a fault in force for the block, besides the cosmetic ones."""
        self.fault(kind, **wish)
        yield
        self.dislike_cosmetics()

    def dislike_cosmetics(self) -> None:
        """Half of the cosmetic methods are unknown, the others fail."""
        with self.product.sandbox as client:
            client.delete("/_sandbox/faults").raise_for_status()
        for method, kind in zip(COSMETIC, ("unknown_method", "5xx") * 2, strict=True):
            self.fault(kind, method=method)

    def timeline(self) -> dict[str, list[dict[str, Any]]]:
        with self.product.sandbox as client:
            found: dict[str, list[dict[str, Any]]] = client.get("/_sandbox/timeline").json()
            return found

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(30)


def _run(data_dir: Any, **settings: str) -> Iterator[Server]:
    product = Product(data_dir)
    product.settings = {
        "TELEGRAM_TOKEN": "777000:any-token",
        "TELEGRAM_API_URL": f"http://127.0.0.1:{product.sandbox_port}",
        "PUBLIC_URL": f"http://127.0.0.1:{product.web_port}",
        "TELEGRAM_WEBHOOK_SECRET": "webhook-secret",
        **settings,
    }
    product.data_dir.mkdir(parents=True)
    server = Server(product)
    server.dislike_cosmetics()
    product.start()
    yield server
    product.stop()
    server.stop()


@pytest.fixture(scope="module")
def polled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    yield from _run(tmp_path_factory.mktemp("polled") / "data", TELEGRAM_MODE="polling")


@pytest.fixture(scope="module")
def posted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    yield from _run(tmp_path_factory.mktemp("posted") / "data", TELEGRAM_MODE="webhook")


def _asked(server: Server) -> Talker:
    talker = server.product.person("Kim", "en")
    talker.begin(language="en")
    return talker


def test_polling_a_person_is_answered_although_every_cosmetic_method_fails(polled: Server) -> None:
    talker = _asked(polled)

    assert "●" in talker.write(ANSWER)["text"]
    assert "commands_not_set" in _warnings(polled)
    # The buttons are taken off after the reply was sent, which is what the line above waited for.
    until(lambda: "buttons_not_retired" in _warnings(polled))
    assert "buttons_not_retired" in _warnings(polled)


def _warnings(server: Server) -> set[str]:
    """Return the names of all warnings that the product has logged."""
    entries = [json.loads(line) for line in server.product.logs().splitlines() if line[:1] == "{"]
    return {entry["event"] for entry in entries if entry.get("level") == "warning"}


def test_a_server_that_answers_get_updates_at_once_does_not_make_the_bot_spin(
    polled: Server,
) -> None:
    talker = _asked(polled)

    with polled.trouble("empty_updates"):
        talker.send(text="a word to end the long poll that waits")
        time.sleep(1.0)
        before = polled.hits("empty_updates")
        time.sleep(WATCHED_SECONDS)
        calls = polled.hits("empty_updates") - before

    assert 1 <= calls <= MOST_CALLS
    assert "●" in talker.next_message()["text"]


def test_a_429_is_honoured(polled: Server) -> None:
    talker = _asked(polled)

    with polled.trouble(
        "429", method="sendMessage", chat_id=talker.id, count=1, seconds=WAIT_SECONDS
    ):
        talker.write(ANSWER)

    timeline = polled.timeline()
    asked = max(u["created_at"] for u in timeline["updates"] if u["person"] == talker.id)
    came = max(m["received_at"] for m in timeline["messages"] if m["chat_id"] == talker.id)
    assert came - asked >= WAIT_SECONDS


def test_whoever_blocks_the_bot_is_left_alone_until_they_come_back(polled: Server) -> None:
    talker = _asked(polled)

    with polled.trouble("403", method="sendMessage", chat_id=talker.id, count=1):
        talker.send(text=ANSWER)
        eventually(lambda: polled.hits("403"), "the refusal")
        eventually(lambda: _account_is(polled, talker, "False"), "the account's rest", 30)

    assert "●" in talker.write("/start")["text"]
    assert _account_is(polled, talker, "True")


def test_a_refused_message_is_buried_and_the_next_one_goes_on(polled: Server) -> None:
    talker = _asked(polled)

    polled.product.manage("shell", "-c", _write_to_nobody())

    assert "●" in talker.write(ANSWER)["text"]
    eventually(lambda: "dead" in polled.product.manage("shell", "-c", _STATUS), "the burial", 30)


@pytest.mark.parametrize(
    "trouble",
    [
        {"kind": "5xx", "count": 2},
        {"kind": "timeout", "count": 1, "seconds": 6},
        {"kind": "timeout", "count": 1, "seconds": 6, "after_store": True},
    ],
    ids=["server error", "timeout", "timeout after it was taken"],
)
def test_errors_of_server_and_network_are_retried(polled: Server, trouble: dict[str, Any]) -> None:
    talker = _asked(polled)

    with polled.trouble(**trouble, method="sendMessage", chat_id=talker.id):
        assert "●" in talker.write(ANSWER)["text"]


def test_webhook_a_person_is_answered(posted: Server) -> None:
    talker = _asked(posted)

    assert "●" in talker.write(ANSWER)["text"]


@pytest.mark.parametrize(
    ("secret", "body", "status"),
    [
        ("wrong", b'{"update_id": 1}', 403),
        ("", b'{"update_id": 1}', 403),
        ("webhook-secret", b"{", 400),
        ("webhook-secret", b"\xff\xfe", 400),
        ("webhook-secret", b"[1]", 400),
        ("webhook-secret", b"[" * 100_000, 400),
        ("webhook-secret", b'{"update_id": "1"}', 400),
        ("webhook-secret", b'{"update_id": true}', 400),
        ("webhook-secret", b'{"update_id": 99999999999999999999}', 400),
        ("webhook-secret", b'{"update_id": 1, "message": {}, "x": "' + b"y" * 2_000_000, 400),
        ("webhook-secret", b'{"update_id": 900001, "message": {"message_id": "odd"}}', 200),
        ("webhook-secret", b'{"update_id": 900002, "message": "odd"}', 200),
        ("webhook-secret", b'{"update_id": 900003, "message": null}', 200),
    ],
)
def test_the_webhook_takes_updates_and_nothing_else(
    posted: Server, secret: str, body: bytes, status: int
) -> None:
    url = f"http://127.0.0.1:{posted.product.web_port}/telegram/webhook/"
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret, "Content-Type": "application/json"}

    answer = httpx.post(url, content=body, headers=headers, trust_env=False, timeout=30)

    assert answer.status_code == status
    assert "Traceback" not in answer.text
    assert "●" in _asked(posted).write(ANSWER)["text"]


def test_an_update_that_is_posted_twice_is_handled_once(posted: Server) -> None:
    talker = _asked(posted)
    talker.write(ANSWER)

    talker.do("duplicate_last_update")

    assert "●" in talker.write(ANSWER.upper())["text"]
    assert len(talker.messages()) == talker.seen


def _account_is(server: Server, talker: Talker, active: str) -> bool:
    code = (
        "from telegram_bot.models import Account;"
        f"print(Account.objects.get(pk={talker.id}).is_active)"
    )
    return server.product.manage("shell", "-c", code).strip().endswith(active)


def _write_to_nobody() -> str:
    return (
        "from telegram_bot import outgoing; from telegram_bot.reply import Reply;"
        "outgoing.write(None, 99, Reply('anybody?'), key='nobody')"
    )


_STATUS = (
    "from telegram_bot.models import OutgoingMessage;"
    "print(OutgoingMessage.objects.get(dedupe_key='nobody').status)"
)
