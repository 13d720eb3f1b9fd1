"""Breakers of models, shared by all processes.

A model has three, because what fails says for how long it will: a vendor in trouble is asked again
after a minute, a key that was refused after a quarter of an hour, and outputs that are of no use
only close a model once there are several in a row, for one of them says more about its text.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from ai.errors import (
    BrokenProviderError,
    InvalidOutputError,
    KeyRefusedError,
    ModelUnknownError,
    RateLimitedError,
    RefusedError,
    SpendLimitError,
    TruncatedError,
    VendorAwayError,
)
from core.breaker import Breaker, Rules

#: Longer than any attempt.
_PROBE_MS = 60_000
AWAY_RULES = Rules(threshold=5, open_ms=60_000, longest_open_ms=900_000, probe_ms=_PROBE_MS)
#: A key, an account or a name is mended by a person, who should not wait longer than this for it to
#: be seen; until then every call is in vain.
ACCESS_RULES = Rules(threshold=1, open_ms=900_000, longest_open_ms=900_000, probe_ms=_PROBE_MS)
OUTPUT_RULES = Rules(threshold=8, open_ms=300_000, longest_open_ms=3_600_000, probe_ms=_PROBE_MS)

AWAY = (VendorAwayError, RateLimitedError, BrokenProviderError)
ACCESS = (KeyRefusedError, ModelUnknownError, SpendLimitError)
OUTPUT = (RefusedError, TruncatedError, InvalidOutputError)


@contextmanager
def guarded(model: str) -> Iterator[None]:
    """Guard one call of a model.

    Raises:
        BreakerOpenError: on entering, when one of its breakers is open.
    """
    away, access, output = breakers(model)
    with away.guard(), access.guard(), output.guard():
        yield


@lru_cache(maxsize=128)
def breakers(model: str) -> tuple[Breaker, Breaker, Breaker]:
    """Return the breakers of a model: for trouble, for access and for outputs."""
    return (
        Breaker(f"ai {model}", counts=lambda e: isinstance(e, AWAY), rules=AWAY_RULES),
        Breaker(f"ai {model} access", counts=lambda e: isinstance(e, ACCESS), rules=ACCESS_RULES),
        Breaker(f"ai {model} output", counts=lambda e: isinstance(e, OUTPUT), rules=OUTPUT_RULES),
    )
