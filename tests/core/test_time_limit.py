"""A limit on time: what hangs is interrupted, what ends in time is not."""

import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

import pytest

from core import time_limit as module
from core.errors import is_permanent
from core.time_limit import TimeLimitExceededError, time_limit

SOON, LATE = timedelta(milliseconds=20), timedelta(minutes=1)


def hang() -> None:
    time.sleep(LATE.total_seconds())


def test_what_hangs_is_interrupted_with_an_error_worth_a_retry() -> None:
    with pytest.raises(TimeLimitExceededError) as caught, time_limit(SOON):
        hang()
    assert not is_permanent(caught.value)


def test_work_that_swallows_the_error_is_interrupted_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def swallow_and_hang_again() -> None:
        with suppress(TimeLimitExceededError):
            hang()
        hang()

    monkeypatch.setattr(module, "REPEAT_SECONDS", 0.02)
    with pytest.raises(TimeLimitExceededError), time_limit(SOON):
        swallow_and_hang_again()


def test_what_ends_in_time_leaves_no_alarm_behind() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with time_limit(LATE):
        ran = True
    assert ran
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) == before


def test_in_another_thread_the_work_runs_without_a_limit() -> None:
    def work() -> int:
        with time_limit(SOON):
            return 7

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(work).result() == 7
