"""Breakers over a real Redis, one that dies and comes back, and several processes."""

import asyncio
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread
from unittest.mock import Mock
from uuid import uuid4

import pytest
import time_machine
from django.conf import settings as django_settings
from pytest_django import Settings

from core.breaker import Breaker, BreakerOpenError, Phase, Rules, circuit, snapshots
from core.breaker import memory as memory_room
from core.breaker.circuit import Event
from core.breaker.health import breakers_health
from core.breaker.memory import Memory
from core.clock import utc_now
from core.errors import PermanentError, TransientError, is_permanent
from core.health import HEALTHY, Health
from core.redis import RedisError, hasty_redis_client
from selfology_site.embedded.binaries import redis_server
from tests.counting import counted, metrics_dir
from tests.waiting import until

__all__ = ["metrics_dir"]

CALLS = 20
PATIENCE_SECONDS = 20.0
MINUTE = timedelta(seconds=61)


@pytest.fixture
def breaker() -> Breaker:
    return Breaker(f"part-{uuid4()}")


def fail(breaker: Breaker, error: type[BaseException] = TransientError, times: int = 1) -> None:
    for _ in range(times):
        with pytest.raises(error), breaker.guard():
            raise error


def succeed(breaker: Breaker) -> None:
    with breaker.guard():
        pass


def is_refused(breaker: Breaker) -> bool:
    try:
        succeed(breaker)
    except BreakerOpenError:
        return True
    return False


def phase(breaker: Breaker) -> Phase:
    return next(snapshot.phase for snapshot in snapshots() if snapshot.name == breaker.name)


def another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Go on as a process that remembers nothing by itself."""
    monkeypatch.setattr(circuit, "_memory", Memory())


def test_an_open_breaker_makes_no_call_and_says_when_to_ask_again(breaker: Breaker) -> None:
    fail(breaker, times=5)

    with pytest.raises(BreakerOpenError) as refused, breaker.guard():
        pytest.fail("the call was made")

    assert refused.value.breaker == breaker.name
    assert 59 < refused.value.seconds <= 60
    assert not is_permanent(refused.value)


def test_what_one_process_sees_holds_for_all(
    breaker: Breaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail(breaker, times=3)
    another_process(monkeypatch)
    fail(breaker, times=2)
    another_process(monkeypatch)

    assert is_refused(breaker)


def test_a_probe_that_fails_doubles_and_one_that_succeeds_closes(breaker: Breaker) -> None:
    fail(breaker, times=5)
    with time_machine.travel(utc_now() + MINUTE):
        fail(breaker)
        assert is_refused(breaker)
    with time_machine.travel(utc_now() + 2 * MINUTE):
        assert is_refused(breaker)
    with time_machine.travel(utc_now() + 4 * MINUTE):
        succeed(breaker)

        assert phase(breaker) is Phase.CLOSED


@pytest.mark.parametrize(
    "error", [PermanentError(), KeyboardInterrupt(), BreakerOpenError("other", 1.0)]
)
def test_by_default_nothing_counts_that_is_not_the_fault_of_the_dependency(
    breaker: Breaker, error: BaseException
) -> None:
    for _ in range(6):
        with pytest.raises(type(error)), breaker.guard():
            raise error

    assert phase(breaker) is Phase.CLOSED


def test_a_dependency_says_itself_what_counts() -> None:
    breaker = Breaker(f"part-{uuid4()}", counts=lambda error: isinstance(error, PermanentError))

    fail(breaker, TransientError, times=6)
    assert phase(breaker) is Phase.CLOSED
    fail(breaker, PermanentError, times=5)

    assert phase(breaker) is Phase.OPEN


def test_a_dependency_has_rules_of_its_own() -> None:
    breaker = Breaker(f"part-{uuid4()}", rules=Rules(threshold=1, open_ms=5_000))

    fail(breaker)
    with pytest.raises(BreakerOpenError) as refused:
        succeed(breaker)

    assert refused.value.seconds <= 5


def test_functions_and_coroutine_functions_are_protected(breaker: Breaker) -> None:
    @breaker.protect
    def double(number: int) -> int:
        return 2 * number

    @breaker.protect
    async def triple(number: int) -> int:
        await asyncio.sleep(0)
        return 3 * number

    assert (double(2), asyncio.run(triple(2))) == (4, 6)
    fail(breaker, times=5)
    with pytest.raises(BreakerOpenError):
        double(2)
    with pytest.raises(BreakerOpenError):
        asyncio.run(triple(2))


def test_twenty_threads_are_in_the_call_at_once(breaker: Breaker) -> None:
    all_inside = Barrier(CALLS)

    def call() -> None:
        with breaker.guard():
            all_inside.wait(PATIENCE_SECONDS)

    threads = [Thread(target=call) for _ in range(CALLS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not all_inside.broken


def test_twenty_coroutines_are_in_the_call_at_once(breaker: Breaker) -> None:
    inside: list[int] = []

    async def call(number: int, all_inside: asyncio.Event) -> None:
        async with breaker.guard():
            inside.append(number)
            if len(inside) == CALLS:
                all_inside.set()
            await asyncio.wait_for(all_inside.wait(), PATIENCE_SECONDS)

    async def call_all() -> None:
        all_inside = asyncio.Event()
        await asyncio.gather(*(call(number, all_inside) for number in range(CALLS)))

    asyncio.run(call_all())

    assert sorted(inside) == list(range(CALLS))


def test_a_cancelled_coroutine_neither_counts_nor_keeps_the_place_of_the_probe(
    breaker: Breaker,
) -> None:
    fail(breaker, times=5)

    async def probe_and_give_up() -> None:
        inside = asyncio.Event()

        async def hang() -> None:
            async with breaker.guard():
                inside.set()
                await asyncio.Event().wait()

        task = asyncio.create_task(hang())
        await inside.wait()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    with time_machine.travel(utc_now() + MINUTE):
        asyncio.run(probe_and_give_up())

        assert not is_refused(breaker)


@pytest.mark.usefixtures("metrics_dir")
def test_everything_that_happens_is_counted(breaker: Breaker) -> None:
    succeed(breaker)
    fail(breaker, KeyboardInterrupt)
    fail(breaker, times=5)
    is_refused(breaker)
    with time_machine.travel(utc_now() + MINUTE):
        succeed(breaker)

    events = {
        event: counted("breaker_events_total", breaker=breaker.name, event=event.value)
        for event in Event
    }
    once = (Event.EXCLUDED, Event.OPENED, Event.REFUSED, Event.PROBE, Event.CLOSED)
    assert events == {Event.SUCCESS: 2, Event.FAILURE: 5, **dict.fromkeys(once, 1)}


def test_a_snapshot_says_since_when_and_when_the_next_probe_may_go(breaker: Breaker) -> None:
    with time_machine.travel(utc_now(), tick=False):
        now = utc_now().replace(microsecond=utc_now().microsecond // 1000 * 1000)
        fail(breaker, times=5)

        [snapshot] = [found for found in snapshots() if found.name == breaker.name]

    assert (snapshot.phase, snapshot.failures, snapshot.opens) == (Phase.OPEN, 5, 1)
    assert snapshot.since == now
    assert snapshot.next_probe == now + timedelta(seconds=60)


def test_a_breaker_that_never_failed_is_named_and_closed(breaker: Breaker) -> None:
    [snapshot] = [found for found in snapshots() if found.name == breaker.name]

    assert snapshot.phase is Phase.CLOSED
    assert snapshot.since is snapshot.next_probe is None


def test_an_open_breaker_degrades_and_is_named(breaker: Breaker) -> None:
    assert breakers_health() == HEALTHY

    fail(breaker, times=5)

    report = breakers_health()
    assert (report.health, str(report)) == (Health.DEGRADED, f"away: {breaker.name}")


# Several processes


@pytest.fixture
def half_open(breaker: Breaker) -> Breaker:
    """Return a breaker that waits for its probe: its minute passed before the processes began."""
    with time_machine.travel(utc_now() - MINUTE):
        fail(breaker, times=5)
    return breaker


class Prober:
    """A process that asks for admission, and stays in the call until it is told to end it."""

    def __init__(self, breaker: Breaker, folder: Path) -> None:
        command = [sys.executable, "-m", "tests.core.breaker.prober"]
        self.process = subprocess.Popen(  # noqa: S603 - our own module
            [*command, django_settings.REDIS_URL, breaker.name, folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def tell(self) -> None:
        """Let it take its next step."""
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def says(self) -> str:
        """Return what it says next."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def kill(self) -> None:
        """Let it die."""
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def probers(half_open: Breaker, tmp_path: Path) -> Iterator[Callable[[int], list[Prober]]]:
    """Return a function that starts processes and returns them when they are ready to ask."""
    started: list[Prober] = []

    def start(count: int) -> list[Prober]:
        started.extend(Prober(half_open, tmp_path) for _ in range(count))
        assert [prober.says() for prober in started] == ["ready"] * count
        return started

    yield start
    for prober in started:
        prober.kill()


def ask_all(probers: list[Prober]) -> list[str]:
    for prober in probers:
        prober.tell()
    return [prober.says() for prober in probers]


def test_of_eight_processes_exactly_one_probes(
    half_open: Breaker, probers: Callable[[int], list[Prober]]
) -> None:
    eight = probers(8)

    said = ask_all(eight)

    assert sorted(said) == ["admitted"] + ["refused"] * 7
    eight[said.index("admitted")].tell()
    until(lambda: phase(half_open) is Phase.CLOSED)
    assert ask_all(eight) == ["admitted"] * 8


def test_a_probe_that_is_killed_makes_room_for_another_after_its_lease(
    half_open: Breaker, probers: Callable[[int], list[Prober]]
) -> None:
    [probe] = probers(1)
    assert ask_all([probe]) == ["admitted"]
    probe.kill()

    assert is_refused(half_open)
    with time_machine.travel(utc_now() + MINUTE):
        assert not is_refused(half_open)


# A Redis that dies and comes back


class OwnRedis:
    """A Redis server of one test, which forgets everything when it dies."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._socket = folder / "redis.sock"
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"unix://{self._socket}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = ["--port", "0", "--unixsocket", str(self._socket), "--save", ""]
        self._process = subprocess.Popen(  # noqa: S603 - the server of this installation
            [str(redis_server()), *options, "--dir", str(self._folder)], stdout=subprocess.DEVNULL
        )
        until(self._answers)

    def stop(self) -> None:
        """Let it hang: it takes connections and answers nobody."""
        if self._process is not None:
            self._process.send_signal(signal.SIGSTOP)

    def kill(self) -> None:
        """Let it die."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def _answers(self) -> bool:
        with suppress(RedisError):
            return bool(hasty_redis_client().ping())
        return False


@pytest.fixture
def own_redis(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[OwnRedis]:
    """Let this process use a server of this test, and ask it again at once when it was away."""
    server = OwnRedis(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(memory_room, "RETRY_REDIS_AFTER_SECONDS", 0.0)
        patched.setattr(settings, "REDIS_URL", server.url)
        hasty_redis_client.cache_clear()
        server.start()
        yield server
        server.kill()
        hasty_redis_client().close()
    hasty_redis_client.cache_clear()


def test_without_redis_the_same_rules_hold_in_the_process(
    breaker: Breaker, own_redis: OwnRedis
) -> None:
    own_redis.kill()

    fail(breaker, times=5)
    assert is_refused(breaker)
    with time_machine.travel(utc_now() + MINUTE):
        fail(breaker)
        assert is_refused(breaker)
    with time_machine.travel(utc_now() + 4 * MINUTE):
        succeed(breaker)

        assert phase(breaker) is Phase.CLOSED


def test_what_redis_said_last_holds_when_it_goes_away(
    breaker: Breaker, own_redis: OwnRedis
) -> None:
    fail(breaker, times=3)

    own_redis.kill()

    fail(breaker, times=2)
    assert is_refused(breaker)


def test_a_call_that_began_with_redis_may_end_without_it(
    breaker: Breaker, own_redis: OwnRedis
) -> None:
    fail(breaker, times=4)

    ticket = breaker.admit()
    own_redis.kill()
    breaker.settle(ticket, TransientError())

    assert is_refused(breaker)


def test_a_redis_that_comes_back_empty_learns_what_is_open(
    breaker: Breaker, own_redis: OwnRedis, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_redis.kill()
    fail(breaker, times=5)
    own_redis.start()

    assert is_refused(breaker)
    another_process(monkeypatch)
    assert is_refused(breaker)
    with time_machine.travel(utc_now() + MINUTE):
        assert not is_refused(breaker)


def test_a_redis_that_failed_is_left_alone_for_a_while(
    breaker: Breaker, own_redis: OwnRedis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory_room, "RETRY_REDIS_AFTER_SECONDS", 60.0)
    own_redis.kill()
    succeed(breaker)
    own_redis.start()

    fail(breaker, times=5)

    assert hasty_redis_client().exists(memory_room.KEY) == 0
    assert is_refused(breaker)


def test_a_redis_that_hangs_is_asked_once(
    breaker: Breaker, own_redis: OwnRedis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory_room, "RETRY_REDIS_AFTER_SECONDS", 60.0)
    client = hasty_redis_client()
    asking = Mock(wraps=client.eval)
    monkeypatch.setattr(client, "eval", asking)
    own_redis.stop()

    fail(breaker, times=5)

    assert is_refused(breaker)
    assert asking.call_count == 1
