"""For how long a delivery is claimed, by its handler."""

from datetime import timedelta

from events.registry import DEFAULT_TIMEOUT, HANDLERS

LEASE_GRACE = timedelta(seconds=30)
DEFAULT_LEASE = DEFAULT_TIMEOUT + LEASE_GRACE
#: How long the lease of slow work lasts unless it is prolonged.
SLOW_LEASE = timedelta(seconds=30)


def lease_of(handler_name: str) -> timedelta:
    """Return how long an attempt of this handler is believed to be alive without a sign of it."""
    handler = HANDLERS.get(handler_name)
    if handler is None:
        return DEFAULT_LEASE
    return SLOW_LEASE if handler.prepare else handler.timeout + LEASE_GRACE
