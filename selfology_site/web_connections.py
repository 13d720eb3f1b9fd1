"""Connections of the web process to PostgreSQL.

Under ASGI each request has a thread of its own, and a connection of Django belongs to a thread. One
that lives on is left behind by its request, and only the garbage collector closes it: a hundred
requests leave some ten connections, and PostgreSQL has a hundred for all processes.
"""

from typing import Any


def closed_after_each_request(database: dict[str, Any]) -> dict[str, Any]:
    """Return database settings of Django by which a request closes what it opened."""
    return {**database, "CONN_MAX_AGE": 0}
