"""The breaker itself: asks before a call, tells after it, and holds nothing in between."""

import asyncio
from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from inspect import iscoroutinefunction
from types import TracebackType
from typing import Any, ParamSpec, TypeVar, cast

import structlog

from core.breaker.memory import NEW, Memory, now_ms
from core.breaker.rules import Move, Outcome, Rules, Settlement, Snapshot
from core.errors import TransientError, is_permanent
from core.metrics import BREAKER_EVENTS

P = ParamSpec("P")
T = TypeVar("T")
log = structlog.get_logger(__name__)


class BreakerOpenError(TransientError):
    """The call was not made: its dependency is known to be away.

    Attributes:
        breaker: name of the breaker.
        seconds: when asking again makes sense.
    """

    code = "breaker_open"

    def __init__(self, breaker: str, seconds: float) -> None:
        super().__init__(f"{breaker} is open for {seconds:.1f} s")
        self.breaker = breaker
        self.seconds = seconds


class Event(StrEnum):
    """What happens to a breaker, as it is counted."""

    SUCCESS = Outcome.SUCCESS.value
    FAILURE = Outcome.FAILURE.value
    EXCLUDED = Outcome.EXCLUDED.value
    REFUSED = "refused"
    PROBE = "probe"
    OPENED = "opened"
    CLOSED = "closed"


_names: set[str] = set()
_memory = Memory()


def snapshots() -> list[Snapshot]:
    """Return every breaker of this process and every one that failed in another, by name."""
    states = _memory.states()
    now = now_ms()
    names = sorted(_names | set(states))
    return [Snapshot.of(name, states.get(name, NEW), now) for name in names]


def means_trouble(error: Exception) -> bool:
    """Return whether `error` may be the dependency's fault: nothing that is permanent is."""
    return not is_permanent(error) and not isinstance(error, BreakerOpenError)


class Breaker:
    """Guards the calls of one dependency.

    Args:
        name: of the dependency; breakers of one name are one breaker, in all processes.
        counts: whether an error says that the dependency is away. One that does not neither opens
            nor closes anything.
        rules: when to open, and for how long.
    """

    def __init__(
        self,
        name: str,
        *,
        counts: Callable[[Exception], bool] = means_trouble,
        rules: Rules = Rules(),  # noqa: B008 - frozen
    ) -> None:
        self.name = name
        self._counts = counts
        self._rules = rules
        _names.add(name)

    def guard(self) -> "Guard":
        """Return a context for one call, for `with` and for `async with`.

        A call that hangs must end by a time limit inside the context: cancelling it from outside
        says nothing about the dependency.

        Raises:
            BreakerOpenError: on entering, when the dependency is away.
        """
        return Guard(self)

    def protect(self, function: Callable[P, T]) -> Callable[P, T]:
        """Guard every call of a function or coroutine function."""
        if iscoroutinefunction(function):

            @wraps(function)
            async def guarded_later(*args: P.args, **kwargs: P.kwargs) -> Any:
                async with self.guard():
                    return await function(*args, **kwargs)

            return cast("Callable[P, T]", guarded_later)

        @wraps(function)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> T:
            with self.guard():
                return function(*args, **kwargs)

        return guarded

    def admit(self) -> int:
        """Return the ticket of a call that may go now; it has to be settled.

        Raises:
            BreakerOpenError: it may not.
        """
        move = _memory.move(self.name, self._rules, None)
        if move.wait_ms:
            self._tell(Event.REFUSED)
            raise BreakerOpenError(self.name, move.wait_ms / 1000)
        self._tell_change(move)
        if move.after.ticket != move.before.ticket:
            self._tell(Event.PROBE)
        return move.after.ticket

    def settle(self, ticket: int, error: BaseException | None) -> None:
        """Tell how the call of `ticket` ended."""
        outcome = self._outcome(error)
        self._tell(Event(outcome.value))
        self._tell_change(_memory.move(self.name, self._rules, Settlement(ticket, outcome)))

    def _outcome(self, error: BaseException | None) -> Outcome:
        if error is None:
            return Outcome.SUCCESS
        counts = isinstance(error, Exception) and self._counts(error)
        return Outcome.FAILURE if counts else Outcome.EXCLUDED

    def _tell_change(self, move: Move) -> None:
        if move.after.opens > move.before.opens:
            seconds = (move.after.open_until_ms - move.after.touched_ms) / 1000
            log.warning("breaker_opened", breaker=self.name, seconds=seconds)
            self._tell(Event.OPENED)
        elif move.after.opens < move.before.opens:
            log.warning("breaker_closed", breaker=self.name)
            self._tell(Event.CLOSED)

    def _tell(self, event: Event) -> None:
        BREAKER_EVENTS.labels(breaker=self.name, event=event.value).inc()


class Guard:
    """One guarded call."""

    def __init__(self, breaker: Breaker) -> None:
        self._breaker = breaker
        self._ticket = 0

    def __enter__(self) -> None:
        self._ticket = self._breaker.admit()

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        self._breaker.settle(self._ticket, error)

    async def __aenter__(self) -> None:
        # On a thread: a Redis that hangs must not hold up the event loop.
        self._ticket = await asyncio.to_thread(self._breaker.admit)

    async def __aexit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        await asyncio.to_thread(self._breaker.settle, self._ticket, error)
