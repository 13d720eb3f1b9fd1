"""The waits between attempts."""

import random
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from events.backoff import CAP_SECONDS, retry_delay

attempts = st.integers(1, 1000)
seeds = st.integers()


class Middle(random.Random):
    """A generator without jitter."""

    def uniform(self, a: float, b: float) -> float:
        return (a + b) / 2


@given(attempts, seeds)
def test_a_wait_is_between_half_a_second_and_the_jittered_cap(failures: int, seed: int) -> None:
    wait = retry_delay(failures, random.Random(seed))  # noqa: S311 - jitter, not a secret
    assert timedelta(seconds=0.5) <= wait <= timedelta(seconds=CAP_SECONDS * 1.5)


@given(attempts)
def test_waits_never_shrink_with_failures(failures: int) -> None:
    assert retry_delay(failures, Middle()) <= retry_delay(failures + 1, Middle())


def test_waits_double_up_to_the_cap() -> None:
    waits = [retry_delay(failures, Middle()).total_seconds() for failures in range(1, 12)]
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]


@given(seeds)
def test_what_failed_together_comes_back_apart(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - jitter, not a secret
    assert retry_delay(5, rng) != retry_delay(5, rng)
