import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

import pytest
from django.db import OperationalError
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter

from core.crisis import Assessment
from telegram_bot import inbox, poller
from telegram_bot.crisis_watch import CrisisWatch
from telegram_bot.incoming import Incoming
from telegram_bot.models import InboundUpdate
from telegram_bot.poller import Poller
from telegram_bot.threads import Database
from telegram_bot.transport import Bot, build_bot
from tests.telegram_bot.sandbox.conftest import Stage
from tests.telegram_bot.updates import text_update
from tests.waiting import until


@dataclass
class Scripted:
    """A Telegram that answers by a script, and then stops the poller."""

    script: Iterator[Any]
    stopping: asyncio.Event
    offsets: list[int] = field(default_factory=list)

    async def raw_updates(self, offset: int, _timeout: int) -> list[dict[str, Any]]:
        self.offsets.append(offset)
        step = next(self.script, None)
        if isinstance(step, Exception):
            raise step
        if step is None:
            self.stopping.set()
        return step or []


@dataclass
class Store:
    """A database that fails the first times."""

    failures: int = 0
    stored: list[int] = field(default_factory=list)

    async def call(self, _work: object, updates: list[dict[str, Any]]) -> None:
        if self.failures > 0:
            self.failures -= 1
            raise OperationalError
        self.stored.extend(update["update_id"] for update in updates)


async def not_sent(_incoming: Incoming, _assessment: Assessment) -> bool:
    return False


async def not_handled(_update_id: int) -> bool:
    return False


async def alone() -> bool:
    return True


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return the pauses that the poller makes; none of them takes any time."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    made: list[float] = []

    async def sleep(seconds: float) -> None:
        made.append(seconds)

    monkeypatch.setattr(poller, "asyncio", SimpleNamespace(**{**vars(asyncio), "sleep": sleep}))
    return made


def poll(
    *script: Any, store: Store | None = None, may_poll: Callable[[], Awaitable[bool]] = alone
) -> list[int]:
    """Let a poller meet the script; return the offsets with which it asked."""

    async def run() -> list[int]:
        stopping = asyncio.Event()
        telegram = Scripted(iter(script), stopping)
        database = cast("Database", store or Store())
        watch = CrisisWatch(not_sent, not_handled)
        await Poller(cast("Bot", telegram), database, watch, may_poll).run(stopping)
        return telegram.offsets

    return asyncio.run(run())


def test_what_is_stored_is_acknowledged_by_the_next_question(pauses: list[float]) -> None:
    first, second, third = (text_update(1, str(n)) for n in range(3))
    store = Store()

    offsets = poll([first, second], [third], store=store)

    assert offsets == [0, second["update_id"] + 1, third["update_id"] + 1]
    assert store.stored == [update["update_id"] for update in (first, second, third)]


def test_what_could_not_be_stored_is_asked_for_again(pauses: list[float]) -> None:
    update = text_update(1, "x")
    store = Store(failures=2)

    offsets = poll([update], [update], [update], store=store)

    assert offsets == [0, 0, 0, update["update_id"] + 1]
    assert pauses[:2] == [poller.STORE_PAUSE_SECONDS] * 2


def test_empty_answers_that_come_at_once_do_not_make_it_spin(pauses: list[float]) -> None:
    poll([], [], [])

    assert pauses == [poller.EMPTY_PAUSE_SECONDS] * 4


def test_failures_are_met_with_longer_and_longer_pauses(pauses: list[float]) -> None:
    poll(NetworkError("x"), InvalidToken(), OSError(), [], NetworkError("x"), ValueError())

    assert pauses[:6] == [1.0, 2.0, 4.0, poller.EMPTY_PAUSE_SECONDS, 1.0, 2.0]


def test_a_pause_has_an_end(pauses: list[float]) -> None:
    poll(*[NetworkError("x")] * 9)

    assert max(pauses) == poller.LAST_PAUSE_SECONDS


def test_telegrams_wish_to_wait_is_granted(pauses: list[float]) -> None:
    poll(RetryAfter(9))

    assert pauses[0] == 9


def test_another_poller_is_given_time_to_end(pauses: list[float]) -> None:
    poll(Conflict("terminated by other getUpdates request"))

    assert pauses[0] == poller.CONFLICT_PAUSE_SECONDS


def test_it_asks_nothing_while_another_process_is_the_poller(pauses: list[float]) -> None:
    places = iter([False, True, False, False])

    async def may_poll() -> bool:
        return next(places, True)

    offsets = poll([text_update(1, "x")], may_poll=may_poll)

    assert len(offsets) == 2
    assert pauses[:3] == [poller.STAND_BY_SECONDS] * 3


@pytest.mark.django_db(transaction=True)
def test_at_a_real_server_updates_are_confirmed_only_after_they_were_stored(
    telegram: Stage,
) -> None:
    telegram.person(text="Первое")

    async def run(is_over: Any) -> None:
        database, looking = Database(1), Database(1)
        async with build_bot() as bot:
            task = asyncio.create_task(
                Poller(bot, database, CrisisWatch(not_sent, not_handled), alone).run(
                    asyncio.Event()
                )
            )
            await looking.call(until, is_over)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        database.close()
        looking.close()

    asyncio.run(run(InboundUpdate.objects.exists))

    claimed = inbox.claim()
    assert claimed is not None
    assert claimed.incoming is not None
    assert claimed.incoming.text == "Первое"
