"""The one place where the product asks what time it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_pretended: ContextVar[datetime | None] = ContextVar("pretended_now", default=None)


def utc_now() -> datetime:
    """Return the present moment as an aware datetime in UTC."""
    return _pretended.get() or datetime.now(UTC)


@contextmanager
def pretend_now(moment: datetime) -> Iterator[None]:
    """Let `utc_now` return `moment` in this context, and in no other thread or task.

    Only the demo uses it, to live two weeks of synthetic talks in a minute.
    """
    token = _pretended.set(moment)
    try:
        yield
    finally:
        _pretended.reset(token)
