"""Where breakers remember: in Redis for all processes, in this process while Redis is away.

What Redis said last is kept, so that neither its loss nor its return opens or closes anything.
"""

import time
from collections.abc import Mapping
from dataclasses import astuple
from pathlib import Path
from threading import Lock
from typing import cast

from core.breaker.rules import Move, Rules, Settlement, State, step
from core.clock import utc_now
from core.redis import RedisError, hasty_redis_client

KEY = "selfology:breakers"
#: How long Redis is left alone after it failed: a dead one costs a time-out each time.
RETRY_REDIS_AFTER_SECONDS = 10.0
_LUA = Path(__file__).with_name("rules.lua").read_text()
NEW = State()


class Memory:
    """The states of all breakers, as this process knows them."""

    def __init__(self) -> None:
        self._states: dict[str, State] = {}
        self._lock = Lock()
        self._redis_away_until = 0.0

    def move(self, name: str, rules: Rules, end: Settlement | None) -> Move:
        """Make one step of a breaker; see `rules.step`."""
        now = now_ms()
        if time.monotonic() >= self._redis_away_until:
            try:
                return self._move_shared(name, rules, now, end)
            except RedisError:
                self._redis_away_until = time.monotonic() + RETRY_REDIS_AFTER_SECONDS
        return self._move_alone(name, rules, now, end)

    def states(self) -> Mapping[str, State]:
        """Return what is remembered of every breaker that ever failed."""
        try:
            shared = cast("dict[bytes, bytes]", hasty_redis_client().hgetall(KEY))
        except RedisError:
            return dict(self._states)
        return {name.decode(): State.unpack(packed.decode()) for name, packed in shared.items()}

    def _move_shared(self, name: str, rules: Rules, now: int, end: Settlement | None) -> Move:
        settled = (end.ticket, end.outcome.value) if end else ("", "")
        carried = self._states.get(name, NEW).pack()
        reply = hasty_redis_client().eval(
            _LUA, 1, KEY, name, carried, now, *astuple(rules), *settled
        )
        wait, before, after = cast("tuple[int, bytes, bytes]", reply)
        move = Move(State.unpack(before.decode()), State.unpack(after.decode()), wait)
        self._states[name] = move.after
        return move

    def _move_alone(self, name: str, rules: Rules, now: int, end: Settlement | None) -> Move:
        with self._lock:
            state = self._states.get(name, NEW)
            move = step(state, state, rules, now, end)
            self._states[name] = move.after
        return move


def now_ms() -> int:
    """Return the present in milliseconds since 1970."""
    return int(utc_now().timestamp() * 1000)
