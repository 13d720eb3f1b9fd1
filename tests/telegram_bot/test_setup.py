import asyncio
from collections.abc import Awaitable, Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from telegram_bot.setup import MENU, WEBHOOK_PATH, announce_commands, attach
from telegram_bot.transport import ALLOWED_UPDATES, Bot, build_bot
from tests.telegram_bot.sandbox.conftest import Stage


def run(work: Callable[[Bot], Awaitable[None]]) -> None:
    """Do something with a bot."""

    async def main() -> None:
        async with build_bot() as bot:
            await work(bot)

    asyncio.run(main())


@pytest.fixture
def webhook_mode(settings: Settings) -> Settings:
    """Let Telegram call us."""
    settings.TELEGRAM_MODE = "webhook"
    settings.PUBLIC_URL = "http://127.0.0.1:9/"
    settings.TELEGRAM_WEBHOOK_SECRET = "very-secret"  # noqa: S105 - of this test
    return settings


def test_in_webhook_mode_telegram_is_told_where_to_call(
    telegram: Stage, webhook_mode: Settings
) -> None:
    run(attach)

    info = telegram.call("getWebhookInfo")["result"]
    assert info["url"] == f"http://127.0.0.1:9/{WEBHOOK_PATH}"
    assert info["allowed_updates"] == ALLOWED_UPDATES


def test_in_polling_mode_no_webhook_stands_in_the_way(telegram: Stage) -> None:
    telegram.call("setWebhook", url="http://127.0.0.1:9/old")

    run(attach)

    assert telegram.call("getWebhookInfo")["result"]["url"] == ""


def test_an_address_that_telegram_refuses_is_said_and_does_not_stop_the_bot(
    telegram: Stage, webhook_mode: Settings
) -> None:
    webhook_mode.PUBLIC_URL = "http://elsewhere.example"

    run(attach)

    assert telegram.call("getWebhookInfo")["result"]["url"] == ""


def test_while_telegram_is_away_it_is_tried_again(
    telegram: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    patience = "telegram_bot.setup._set_or_delete_webhook.retry.wait"
    monkeypatch.setattr(patience, lambda _state: 0.01)
    telegram.call("setWebhook", url="http://127.0.0.1:9/old")
    telegram.post("faults", kind="5xx", method="deleteWebhook", count=2)

    run(attach)

    assert telegram.call("getWebhookInfo")["result"]["url"] == ""


@pytest.mark.parametrize(("code", "first"), [("", "Continue"), ("ru", "Продолжить")])
def test_the_commands_are_named_in_both_languages(telegram: Stage, code: str, first: str) -> None:
    run(announce_commands)

    commands = telegram.call("getMyCommands", language_code=code)["result"]
    assert [command["command"] for command in commands] == list(MENU)
    assert commands[0]["description"] == first


def test_a_server_without_a_menu_of_commands_will_do(telegram: Stage) -> None:
    telegram.post("faults", kind="unknown_method", method="setMyCommands")

    run(announce_commands)

    assert telegram.call("getMyCommands")["result"] == []


def test_the_command_sets_everything_up(telegram: Stage) -> None:
    out = StringIO()

    call_command("setup_bot", stdout=out)

    assert "is set up" in out.getvalue()
    assert telegram.call("getMyCommands")["result"]


def test_the_gateway_does_not_start_without_a_token(settings: Settings) -> None:
    settings.TELEGRAM_TOKEN = ""

    with pytest.raises(CommandError, match="TELEGRAM_TOKEN"):
        call_command("runbot")


def test_the_webhook_needs_an_address(settings: Settings) -> None:
    settings.TELEGRAM_TOKEN = "42:x"  # noqa: S105 - of this test
    settings.TELEGRAM_MODE, settings.PUBLIC_URL = "webhook", None

    with pytest.raises(CommandError, match="PUBLIC_URL"):
        call_command("runbot")
