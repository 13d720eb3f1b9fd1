"""People who talk with the bot, with and without the founding questions."""

from itertools import count

import pytest
from redis import Redis

from onboarding.services.bank import bank_load
from tests.telegram_bot.talker import Talker

_chat_ids = count(5_000_000)


@pytest.fixture
def bank(db: None) -> None:
    """Load the founding questions."""
    bank_load()


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
