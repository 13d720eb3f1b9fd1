"""Listening, with real notifications, and holding a place alone."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection, transaction

from core.listen import Listener, plain_connection, singleton
from tests.waiting import until

pytestmark = pytest.mark.django_db(transaction=True)
CHANNEL = "tests of listening"
A_MOMENT, PATIENCE = 0.01, 10


@pytest.fixture
def listener() -> Iterator[Listener]:
    listening = Listener(CHANNEL)
    listening.wait(A_MOMENT)
    yield listening
    listening.close()


def notify(channel: str = CHANNEL) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [channel])


def kill_listening_backends() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE query LIKE 'LISTEN%%' AND pid <> pg_backend_pid()"
        )


def test_a_notification_ends_the_wait(listener: Listener) -> None:
    notify()
    assert listener.wait(PATIENCE)


def test_without_a_notification_the_wait_ends_by_itself(listener: Listener) -> None:
    notify("another channel")
    assert not listener.wait(A_MOMENT)


def test_a_notification_comes_with_the_commit(listener: Listener) -> None:
    with transaction.atomic():
        notify()
        assert not listener.wait(A_MOMENT)
    assert listener.wait(PATIENCE)


def test_a_listener_that_lost_its_connection_connects_anew(listener: Listener) -> None:
    kill_listening_backends()
    with pytest.raises(psycopg.OperationalError):
        listener.wait(PATIENCE)
    assert not listener.wait(A_MOMENT)
    notify()
    assert listener.wait(PATIENCE)


def test_a_place_is_held_by_one_at_a_time() -> None:
    with singleton("place") as first, singleton("place") as second, singleton("other") as third:
        assert (first, second, third) == (True, False, True)


def test_a_place_is_free_again_when_its_holder_is_gone() -> None:
    with singleton("place"):
        assert not is_free("place")
    until(lambda: is_free("place"))


def is_free(place: str) -> bool:
    with singleton(place) as got_it:
        return got_it


def test_a_plain_connection_is_to_the_same_database_and_commits_at_once() -> None:
    with plain_connection() as plain:
        row = plain.execute("SELECT current_database()").fetchone()
        assert plain.autocommit
    assert row == (connection.settings_dict["NAME"],)
