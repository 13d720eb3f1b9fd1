"""Who handles which event. Handlers live in each app's `handlers.py`, found at start-up."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import Any, TypeVar

from events.catalogue import DomainEvent, Priority

E = TypeVar("E", bound=DomainEvent)
DEFAULT_TIMEOUT = timedelta(seconds=30)
DEFAULT_MAX_ATTEMPTS = 8


@dataclass(frozen=True, slots=True)
class Handler:
    """One subscription.

    Attributes:
        name: `<app>.<function>`, stored in deliveries; renaming it orphans them.
        event: the event it handles.
        run: effects, called inside the transaction that marks the delivery done. Takes the event,
            and what `prepare` returned where there is a `prepare`.
        prepare: slow work (AI, network), called before and outside that transaction; may be
            repeated and must have no effect of its own in the database.
        priority: its queue; the event's priority unless it says otherwise.
        timeout: after which an attempt counts as lost.
        max_attempts: after which the delivery is dead.
        dead_holds_line: whether what follows in the line waits until a person has decided about a
            dead delivery. Otherwise the line goes on without it.
    """

    name: str
    event: type[DomainEvent]
    run: Callable[..., None]
    prepare: Callable[[Any], Any] | None
    priority: Priority
    timeout: timedelta
    max_attempts: int
    dead_holds_line: bool = False

    @property
    def is_short(self) -> bool:
        """Return whether it only writes to the database and is waited for: it may share a job."""
        return self.prepare is None and self.priority <= Priority.HIGH


_handlers: dict[str, Handler] = {}
HANDLERS: Mapping[str, Handler] = MappingProxyType(_handlers)


def handles(
    event: type[E],
    *,
    prepare: Callable[[E], Any] | None = None,
    priority: Priority | None = None,
    timeout: timedelta = DEFAULT_TIMEOUT,
    max_attempts: int = DEFAULT_MAX_ATTEMPTS,
    dead_holds_line: bool = False,
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Subscribe the decorated function to `event`; see `Handler` for the arguments."""

    def register(function: Callable[..., None]) -> Callable[..., None]:
        app = function.__module__.partition(".")[0]
        handler = Handler(
            name=f"{app}.{function.__name__}",
            event=event,
            run=function,
            prepare=prepare,
            priority=event.priority if priority is None else priority,
            timeout=timeout,
            max_attempts=max_attempts,
            dead_holds_line=dead_holds_line,
        )
        if handler.name in _handlers:
            message = f"Two handlers are called {handler.name}."
            raise TypeError(message)
        _handlers[handler.name] = handler
        return function

    return register


def handlers_of(event: type[DomainEvent]) -> list[Handler]:
    """Return the handlers subscribed to `event`, in order of registration."""
    return [handler for handler in _handlers.values() if handler.event is event]
