"""What Redis knows: who works, and which breakers are open. Looked at on a thread, now and then."""

import asyncio
from typing import Any

from core.breaker import snapshots
from core.redis import RedisError
from events.workers_alive import workers_by_queue

LOOK_EVERY_SECONDS = 3.0


class Surroundings:
    """What was seen last; nothing before the first look.

    `workers` is None as long as Redis does not answer.
    """

    def __init__(self) -> None:
        self.seen: dict[str, Any] = {}

    async def keep_looking(self) -> None:
        """Look until cancelled. A Redis that hangs makes what is shown older, and nothing wait."""
        while True:
            self.seen = await asyncio.to_thread(_look)
            await asyncio.sleep(LOOK_EVERY_SECONDS)


def _look() -> dict[str, Any]:
    return {"workers": _workers(), "breakers": _breakers()}


def _workers() -> dict[str, int] | None:
    try:
        return workers_by_queue()
    except RedisError:
        return None


def _breakers() -> list[dict[str, Any]]:
    return [
        {
            "name": breaker.name,
            "phase": breaker.phase.value,
            "failures": breaker.failures,
            "probe_at": breaker.next_probe.timestamp() if breaker.next_probe else None,
        }
        for breaker in snapshots()
    ]
