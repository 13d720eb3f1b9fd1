"""How long a failed delivery waits. Pure."""

import random
from datetime import timedelta

CAP_SECONDS = 300.0


def retry_delay(attempts: int, rng: random.Random) -> timedelta:
    """Return the wait after the `attempts`-th failure (1, 2, 3 …).

    1, 2, 4 … seconds, at most 300, times a jitter of 0.5 to 1.5 so that what failed together
    does not come back together.
    """
    seconds = min(2.0 ** (attempts - 1), CAP_SECONDS)
    return timedelta(seconds=seconds * rng.uniform(0.5, 1.5))
