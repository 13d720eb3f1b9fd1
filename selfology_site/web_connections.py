"""Connections of the web process to PostgreSQL.

Under ASGI each request has a thread of its own, and a connection of Django belongs to a thread. One
that lives on is left behind by its request, and only the garbage collector closes it: a hundred
requests leave some thirty connections. A pool takes them back at the end of each request.
"""

from typing import Any

#: More requests than these wait for a connection, and after a while fail, instead of exhausting
#: what PostgreSQL has for all processes.
MOST_CONNECTIONS = 16
LONGEST_WAIT_SECONDS = 10.0


def pooled(database: dict[str, Any]) -> dict[str, Any]:
    """Return database settings of Django with connections from a pool of this process.

    A connection is looked at before it is lent, as PostgreSQL may have restarted meanwhile.
    """
    pool = {"min_size": 1, "max_size": MOST_CONNECTIONS, "timeout": LONGEST_WAIT_SECONDS}
    return {
        **database,
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**database["OPTIONS"], "pool": pool},
    }
