"""Statements that are planned once a connection."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.transaction import TransactionManagementError

from core.heartbeat import beat
from core.prepared import prepared_cursor

pytestmark = pytest.mark.django_db(transaction=True)
COUNT_SQL = "SELECT count(*) FROM core_heartbeats WHERE kind = %s"


def count(process: str) -> int:
    with prepared_cursor() as cursor:
        row = cursor.execute(COUNT_SQL, [process]).fetchone()
    assert row
    return int(row[0])


def test_a_statement_is_prepared_when_it_comes_again() -> None:
    connection.close()
    for _ in range(3):
        count("relay")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s",
            ["%core_heartbeats%"],
        )
        assert cursor.fetchone() == (1,)


def test_it_is_part_of_the_current_transaction() -> None:
    with transaction.atomic():
        beat("relay")
        assert count("relay") == 1
        transaction.set_rollback(True)
    assert count("relay") == 0


def test_nothing_goes_on_in_a_transaction_that_has_failed() -> None:
    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(TransactionManagementError):
            count("relay")


def test_its_errors_are_those_of_the_framework() -> None:
    with pytest.raises(DatabaseError), prepared_cursor() as cursor:
        cursor.execute("SELECT 1 / %s", [0])
