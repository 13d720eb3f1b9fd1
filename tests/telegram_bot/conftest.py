"""People who talk with the bot, with and without the founding questions, and a Telegram for it."""

from collections.abc import Iterator
from itertools import count

import pytest
from pytest_django import Settings
from redis import Redis

from tests.founding_bank import bank_restore
from tests.telegram_bot.sandbox.conftest import CLIENT, Stage, sandbox_url
from tests.telegram_bot.talker import Talker

__all__ = ["sandbox_url"]
_chat_ids = count(5_000_000)


@pytest.fixture
def bank(db: None) -> None:
    """Have the founding questions in the tables, as loading them leaves them."""
    bank_restore()


@pytest.fixture
def newcomer(db: None, redis: "Redis") -> Talker:
    """Return somebody who speaks Russian and has not written yet."""
    return Talker(next(_chat_ids))


@pytest.fixture
def stranger(db: None, redis: "Redis") -> Talker:
    """Return somebody who speaks English and has not written yet."""
    return Talker(next(_chat_ids), language_code="en", first_name="Mary")


@pytest.fixture
def talker(newcomer: Talker, bank: None) -> Talker:
    """Return somebody with the first question before them."""
    newcomer.begin()
    return newcomer


@pytest.fixture
def telegram(
    request: pytest.FixtureRequest,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Stage]:
    """Return a bot of this test's own at a running sandbox; the product is set to use it."""
    url: str = request.getfixturevalue("sandbox_url")
    token = f"42:{tmp_path_factory.mktemp('bot').name}"
    settings.TELEGRAM_TOKEN, settings.TELEGRAM_API_URL = token, url
    # The library warns that durations will be durations.
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    yield Stage(url, token)
    CLIENT.delete(f"{url}/_sandbox/faults")
