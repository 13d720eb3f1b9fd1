"""Statements that PostgreSQL plans once a connection, for the few that run thousands of times."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection


@contextmanager
def prepared_cursor() -> "Iterator[psycopg.Cursor[tuple[Any, ...]]]":
    """Yield a cursor in the current transaction, whose statements are prepared at their second use.

    Django's own cursors put the parameters into the text, and every text is planned anew.

    Raises:
        TransactionManagementError: something in this transaction has failed before.
    """
    connection.ensure_connection()
    connection.validate_no_broken_transaction()
    own: psycopg.Connection[tuple[Any, ...]] = connection.connection
    own.prepare_threshold = 1
    with connection.wrap_database_errors, psycopg.Cursor(own) as cursor:
        yield cursor
