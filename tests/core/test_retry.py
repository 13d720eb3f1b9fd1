"""Policies of trying again. Nothing here waits: the waits are written down."""

import asyncio
import random
import re
from dataclasses import replace
from datetime import timedelta

import psycopg
import pytest
from django.db import IntegrityError, OperationalError
from hypothesis import given
from hypothesis import strategies as st
from tenacity import RetryCallState, Retrying

from core.errors import PermanentError, TransientError
from core.retry import DATABASE, TELEGRAM, VECTORS, Policy
from tests.counting import counted, metrics_dir

__all__ = ["metrics_dir"]

POLICY = Policy("test")


class TooManyError(TransientError):
    """Somebody asks to be left alone for a while."""

    code = "too_many_in_a_test"

    def __init__(self, retry_after: timedelta | float) -> None:
        super().__init__("words of a person")
        self.retry_after = retry_after


class Failing:
    """Fails with the given errors, one a call, then answers."""

    def __init__(self, *errors: BaseException) -> None:
        self.errors = list(errors)
        self.calls = 0

    def __call__(self) -> str:
        self.calls += 1
        if self.errors:
            raise self.errors.pop(0)
        return "answer"


@pytest.fixture(autouse=True)
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Write the waits down, without jitter, instead of waiting."""
    waited: list[float] = []
    monkeypatch.setattr("tenacity.nap.time.sleep", waited.append)
    monkeypatch.setattr(random, "uniform", lambda _low, _high: 1.0)
    return waited


def tried(policy: Policy, failing: Failing) -> str:
    @policy
    def work() -> str:
        return failing()

    return work()


def test_it_waits_one_two_and_four_seconds(waits: list[float]) -> None:
    assert tried(POLICY, Failing(*[TransientError()] * 3)) == "answer"
    assert waits == [1.0, 2.0, 4.0]


def test_after_the_last_attempt_the_error_itself_is_raised(waits: list[float]) -> None:
    failing = Failing(*[TransientError()] * 9)

    with pytest.raises(TransientError):
        tried(POLICY, failing)

    assert failing.calls == POLICY.attempts
    assert len(waits) == 3


def test_what_can_never_succeed_is_not_tried_again(waits: list[float]) -> None:
    failing = Failing(PermanentError())

    with pytest.raises(PermanentError):
        tried(POLICY, failing)

    assert (failing.calls, waits) == (1, [])


def test_a_condition_of_ones_own_decides(waits: list[float]) -> None:
    policy = POLICY.when(lambda error: isinstance(error, KeyError))

    assert tried(policy, Failing(KeyError())) == "answer"
    with pytest.raises(TransientError):
        tried(policy, Failing(TransientError()))
    assert waits == [1.0]


def test_no_attempt_begins_after_the_deadline(waits: list[float]) -> None:
    failing = Failing(*[TransientError()] * 9)

    with pytest.raises(TransientError):
        tried(replace(POLICY, attempts=None, deadline_seconds=2.0), failing)

    assert waits == [1.0]


def test_it_gives_up_when_told_to(waits: list[float]) -> None:
    stops = iter([False, True])

    with pytest.raises(TransientError):
        tried(replace(POLICY, gives_up=lambda: next(stops)), Failing(*[TransientError()] * 9))

    assert waits == [1.0]


def test_without_a_limit_it_goes_on_and_waits_no_longer_than_the_longest(
    waits: list[float],
) -> None:
    policy = replace(POLICY, attempts=None, deadline_seconds=None)

    assert tried(policy, Failing(*[TransientError()] * 40)) == "answer"
    assert waits[-1] == POLICY.longest_seconds


@pytest.mark.parametrize("asked", [7, 7.0, timedelta(seconds=7)])
def test_whoever_asks_to_be_left_alone_is_left_alone(
    asked: timedelta | float, waits: list[float]
) -> None:
    assert tried(POLICY, Failing(TooManyError(asked))) == "answer"
    assert waits == [7.0]


def test_coroutine_functions_are_tried_again_too() -> None:
    failing = Failing(TransientError(), TransientError())

    @replace(POLICY, first_seconds=0.0)
    async def work() -> str:
        await asyncio.sleep(0)
        return failing()

    assert asyncio.run(work()) == "answer"
    assert failing.calls == 3


@given(
    attempt=st.integers(1, 100),
    first=st.floats(0.01, 10),
    longest=st.floats(0.01, 600),
    jitter=st.randoms(use_true_random=False),
)
def test_every_wait_is_jittered_around_its_doubling(
    attempt: int, first: float, longest: float, jitter: random.Random
) -> None:
    policy = replace(POLICY, first_seconds=first, longest_seconds=longest)
    state = RetryCallState(Retrying(), None, (), {})
    state.attempt_number = attempt

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(random, "uniform", jitter.uniform)
        wait = policy.wait_seconds(state)

    assert 0.5 <= wait / min(first * 2 ** (attempt - 1), longest) <= 1.5


@pytest.mark.usefixtures("metrics_dir")
def test_what_happens_is_counted_and_told_without_words(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", logger="core.retry"), pytest.raises(TransientError):
        tried(replace(POLICY, attempts=2), Failing(*[TooManyError(0.0)] * 2))

    assert counted("retries_total", policy="test", end="repeated") == 1
    assert counted("retries_total", policy="test", end="given_up") == 1
    assert re.findall(r"'event': '(\w+)'", caplog.text) == ["retry", "retry_given_up"]
    assert "words" not in caplog.text


@pytest.mark.parametrize(
    ("error", "calls"),
    [(OperationalError(), 2), (psycopg.OperationalError(), 2), (IntegrityError(), 1)],
)
def test_a_database_that_is_away_is_asked_again_and_a_wrong_statement_is_not(
    error: Exception, calls: int
) -> None:
    failing = Failing(error, error)

    with pytest.raises(type(error)):
        tried(replace(DATABASE, attempts=2), failing)

    assert failing.calls == calls


def test_every_policy_ends_by_itself() -> None:
    for policy in (DATABASE, TELEGRAM, VECTORS):
        assert policy.attempts is not None
        assert policy.deadline_seconds is not None
