"""All writes of the ai room."""

from ai.services.calls import (
    Attempt,
    Egress,
    Reservation,
    call_reserve,
    call_settle,
    reservations_release_stale,
)

__all__ = [
    "Attempt",
    "Egress",
    "Reservation",
    "call_reserve",
    "call_settle",
    "reservations_release_stale",
]
