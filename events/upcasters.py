"""Older versions of events, brought up to date when they are read. Stored rows never change. Pure.

A new version of an event comes with a function from the payload of the version before. Functions
are applied one after another, so an event of version 1 reaches version 3 through version 2.
"""

from collections.abc import Callable, Mapping
from typing import Any

Payload = Mapping[str, Any]
Upcast = Callable[[Payload], Payload]

_upcasts: dict[tuple[str, int], Upcast] = {}


def upcasts(name: str, *, version: int) -> Callable[[Upcast], Upcast]:
    """Register the decorated function as the way from `version` of event `name` to the next."""

    def register(function: Upcast) -> Upcast:
        if (name, version) in _upcasts:
            message = f"Two ways lead from version {version} of {name} to the next."
            raise TypeError(message)
        _upcasts[name, version] = function
        return function

    return register


def upcast(name: str, version: int, payload: Payload, *, to: int) -> Payload:
    """Return the payload of version `version` as version `to` has it.

    Raises:
        KeyError: a step is missing.
    """
    for step in range(version, to):
        payload = _upcasts[name, step](payload)
    return payload


@upcasts("crisis.detected", version=1)
def _name_source(payload: Payload) -> Payload:
    """Before version 2 only the guard, which reads messages, published it."""
    return {**payload, "source": "message"}


@upcasts("session.analytics.updated", version=1)
def _leave_path_empty(payload: Payload) -> Payload:
    """Before version 2 the path of a session was not told."""
    return {**payload, "energies": []}
