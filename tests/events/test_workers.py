"""The worker classes."""

import signal
import subprocess
import sys
from contextlib import suppress
from typing import Any

from redis import Redis
from rq.exceptions import StopRequested
from rq.serializers import JSONSerializer

from events.workers import ShortWorker
from selfology_site.env import BASE_DIR

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
