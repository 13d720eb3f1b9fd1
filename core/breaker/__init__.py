"""Circuit breakers: a dependency that is away is asked seldom, and by one process at a time.

    QDRANT = Breaker("vectors", counts=means_away)

    with QDRANT.guard():           # `async with` in coroutines; `@QDRANT.protect` on functions
        client.search(...)

The rules are in `rules.py` and, for Redis, in `rules.lua`; a test compares the two. While Redis is
away every process goes on by itself from what it saw last.
"""

from core.breaker.circuit import Breaker, BreakerOpenError, snapshots
from core.breaker.rules import Phase, Rules, Snapshot

__all__ = [
    "Breaker",
    "BreakerOpenError",
    "Phase",
    "Rules",
    "Snapshot",
    "snapshots",
]
