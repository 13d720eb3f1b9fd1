"""Waiting for PostgreSQL notifications, with polling as the net under them."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import psycopg
from django.db import connection
from psycopg import sql

DJANGO_ONLY = ("cursor_factory", "context", "prepare_threshold")


class Listener:
    """A dedicated connection that listens on one channel.

    A notification is only a hint: `wait` also returns after the time is up, so that whoever loops
    around it loses nothing when one is missed.
    """

    def __init__(self, channel: str) -> None:
        self._channel = channel
        self._connection: psycopg.Connection | None = None

    def wait(self, seconds: float) -> bool:
        """Return True at the first notification, False after `seconds`.

        Raises:
            psycopg.OperationalError: PostgreSQL is away; the next call connects anew.
        """
        try:
            listening = self._connection or self._connect()
            return any(True for _ in listening.notifies(timeout=seconds, stop_after=1))
        except psycopg.OperationalError:
            self.close()
            raise

    def close(self) -> None:
        """Give the connection back."""
        if self._connection is not None:
            with suppress(psycopg.Error):
                self._connection.close()
        self._connection = None

    def _connect(self) -> psycopg.Connection:
        self._connection = plain_connection()
        self._connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(self._channel)))
        return self._connection


def plain_connection() -> psycopg.Connection:
    """Return a psycopg connection of its own, in autocommit, outside Django's care."""
    return psycopg.connect(**_parameters(), autocommit=True)


async def plain_async_connection(name: str) -> psycopg.AsyncConnection:
    """Return a connection like `plain_connection` for coroutines; PostgreSQL lists it by `name`."""
    parameters = {**_parameters(), "application_name": name}
    return await psycopg.AsyncConnection.connect(**parameters, autocommit=True)


def _parameters() -> dict[str, Any]:
    parameters = connection.get_connection_params()
    return {name: value for name, value in parameters.items() if name not in DJANGO_ONLY}


@contextmanager
def singleton(name: str) -> Iterator[bool]:
    """Hold the advisory lock `name` for the block; yield whether this process got it.

    The lock belongs to a connection of its own, so it dies with the process.
    """
    holder = plain_connection()
    try:
        row = holder.execute(
            "SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [name]
        ).fetchone()
        yield bool(row and row[0])
    finally:
        holder.close()
