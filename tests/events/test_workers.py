"""The worker classes."""

import subprocess
import sys

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
