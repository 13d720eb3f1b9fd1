"""The worker classes."""

import binascii
import signal
import subprocess
import sys
import zlib
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from redis import Redis
from rq.exceptions import StopRequested
from rq.registry import FailedJobRegistry
from rq.serializers import JSONSerializer
from rq.utils import utcformat

from core.clock import utc_now
from events import dispatch, workers
from events.relay import relay_batch
from events.workers import FAILED, LongWorker, ShortWorker
from selfology_site.env import BASE_DIR
from tests.events.conftest import QUEUES, Subscribe, published

#: Forks as the pool does, with the pool's handler in place, and stops the child before it is more.
SCRIPT = """
import os, signal, time
import events.workers
signal.signal(signal.SIGINT, lambda *_: None)
child = os.fork()
if child == 0:
    time.sleep(30)
    os._exit(0)
time.sleep(0.5)
os.kill(child, signal.SIGINT)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


def test_a_worker_that_was_just_forked_does_not_miss_the_signal_to_stop() -> None:
    result = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-c", SCRIPT], cwd=BASE_DIR, capture_output=True, text=True, check=True
    )

    assert result.stdout.strip() == "-2"


WORDS = "слова человека"


def fail_in_words(*_: Any) -> None:
    """Quote the person in an exception, as any code may do by accident."""
    raise ValueError(WORDS)


@pytest.fixture
def _calm(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Leave this process as it is after a worker has run in it."""
    monkeypatch.setattr(workers, "give_way", lambda: None)
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


def everything_in(redis: Any) -> bytes:
    """Return all keys and values, each also as it reads when it is unpacked as RQ packs it."""
    keys = list(redis.scan_iter())
    values = [READ[redis.type(key)](redis, key) for key in keys]
    return b"\n".join(reading for leaf in leaves([keys, values]) for reading in readings(leaf))


READ: dict[bytes, Callable[[Any, bytes], Any]] = {
    b"string": lambda redis, key: [redis.get(key)],
    b"hash": lambda redis, key: list(redis.hgetall(key).items()),
    b"list": lambda redis, key: redis.lrange(key, 0, -1),
    b"set": lambda redis, key: list(redis.smembers(key)),
    b"zset": lambda redis, key: redis.zrange(key, 0, -1),
    b"stream": lambda redis, key: [list(entry.items()) for _, entry in redis.xrange(key)],
}


def leaves(nested: Any) -> Iterator[bytes]:
    """Yield the values in lists in lists."""
    for one in nested:
        yield from [one] if isinstance(one, bytes) else leaves(one)


def readings(value: bytes) -> Iterator[bytes]:
    """Yield the value as it is and, if it is packed, what is in it."""
    yield value
    with suppress(zlib.error):
        yield zlib.decompress(value)
    with suppress(zlib.error, binascii.Error):
        yield zlib.decompress(b64decode(value))


@pytest.mark.usefixtures("_calm")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", [ShortWorker, LongWorker])
def test_no_words_of_an_exception_reach_redis_even_when_the_failure_cannot_be_noted(
    redis: "Redis", subscribe: Subscribe, monkeypatch: pytest.MonkeyPatch, kind: type[Any]
) -> None:
    subscribe(fail_in_words)
    monkeypatch.setattr(dispatch, "_fail", fail_in_words)
    published()
    relay_batch()

    kind(QUEUES, connection=redis, serializer=JSONSerializer).work(burst=True)

    failed = FailedJobRegistry("critical", connection=redis, serializer=JSONSerializer)
    assert len(failed.get_job_ids()) == 1
    assert FAILED.encode() in everything_in(redis)
    assert WORDS.encode() not in everything_in(redis)


class AskedInPassing(ShortWorker):
    """Is asked to stop while it waits for jobs, in code that swallows what RQ makes of it."""

    waits = 0

    def heartbeat(self, *args: Any, **kwargs: Any) -> None:
        self.waits += 1
        if self.waits == 1:
            with suppress(StopRequested):
                self.request_stop(signal.SIGINT, None)
        super().heartbeat(*args, **kwargs)


def test_a_worker_stops_although_its_request_was_swallowed(redis: "Redis") -> None:
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    worker = AskedInPassing(["critical"], connection=redis, serializer=JSONSerializer)

    worker.work()

    for number, handler in kept.items():
        signal.signal(number, handler)
    assert worker.waits == 1


def test_signs_of_life_come_no_more_often_than_once_a_second(redis: "Redis") -> None:
    worker = ShortWorker(QUEUES, connection=redis, serializer=JSONSerializer)
    worker.heartbeat()
    first = worker.last_heartbeat
    worker.heartbeat()
    assert worker.last_heartbeat == first
    worker.last_heartbeat = utc_now() - workers.HEARTBEAT_EVERY
    worker.heartbeat()
    assert redis.hget(worker.key, "last_heartbeat") == utcformat(worker.last_heartbeat).encode()
    assert worker.last_heartbeat != first
