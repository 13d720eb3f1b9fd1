"""Publishing: in the transaction, in order, once per handler."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from core.listen import Listener
from events.catalogue import CallbackReceived, Priority
from events.errors import PublishOutsideTransactionError
from events.models import Delivery, OutboxEvent
from events.outbox import CHANNEL, publish
from events.reading import event_of
from tests.events.conftest import Subscribe, command, published
from tests.waiting import until

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS, FACTS_EACH = 4, 10


def ignore(_event: object) -> None:
    """Do nothing about an event."""


def advisory_waiters() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        return int(cursor.fetchone()[0])


def test_a_fact_outside_a_transaction_is_refused() -> None:
    with pytest.raises(PublishOutsideTransactionError):
        publish(command())
    assert not OutboxEvent.objects.exists()


def test_a_fact_of_a_rolled_back_transaction_was_never_published(subscribe: Subscribe) -> None:
    subscribe(ignore)
    with transaction.atomic():
        publish(command())
        transaction.set_rollback(True)
    assert not OutboxEvent.objects.exists()
    assert not Delivery.objects.exists()


def test_a_stored_fact_reads_back_as_it_was_published() -> None:
    event = command(7)
    with transaction.atomic():
        row = publish(event)
    assert event_of(OutboxEvent.objects.get(pk=row.pk)) == event
    assert row.stream == str(event.person_id)


def test_every_handler_of_the_event_gets_one_delivery(subscribe: Subscribe) -> None:
    subscribe(ignore, name="first", priority=Priority.LOW)
    subscribe(ignore, name="second", priority=Priority.HIGH)
    published()
    rows = Delivery.objects.order_by("handler").values_list("handler", "priority")
    assert list(rows) == [("tests.first", Priority.LOW), ("tests.second", Priority.HIGH)]


def test_other_events_get_no_delivery(subscribe: Subscribe) -> None:
    subscribe(ignore)
    with transaction.atomic():
        publish(CallbackReceived(person_id=uuid4(), action="skip", update_id=1))
    assert not Delivery.objects.exists()


def test_a_second_delivery_to_the_same_handler_is_impossible(subscribe: Subscribe) -> None:
    subscribe(ignore)
    delivery = Delivery.objects.get(event=published())
    delivery.pk = None
    with pytest.raises(IntegrityError, match="event_deliveries_once_per_handler"):
        delivery.save(force_insert=True)


def test_a_commit_wakes_who_listens() -> None:
    listener = Listener(CHANNEL)
    assert not listener.wait(0.01)
    published()
    assert listener.wait(10)
    listener.close()


def test_a_second_writer_of_a_stream_waits_for_the_first_to_commit() -> None:
    stream = uuid4()
    second = Thread(target=publish_and_leave, args=(2, stream))
    with transaction.atomic():
        first = publish(command(1, stream))
        second.start()
        until(lambda: advisory_waiters() == 1)
    second.join(10)
    later = OutboxEvent.objects.exclude(pk=first.pk).get()
    assert first.pk < later.pk


def test_a_writer_of_another_stream_does_not_wait() -> None:
    with transaction.atomic():
        publish(command(1))
        other = Thread(target=publish_and_leave, args=(2, uuid4()))
        other.start()
        other.join(10)
        assert not other.is_alive()
        assert OutboxEvent.objects.count() == 2


def test_ids_of_a_stream_are_in_the_order_of_commits_under_concurrent_writers() -> None:
    stream = uuid4()

    def write(_: int) -> list[tuple[int, int]]:
        try:
            return [publish_and_look(stream) for _ in range(FACTS_EACH)]
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        looks = [look for found in pool.map(write, range(WRITERS)) for look in found]
    assert [seen for _, seen in sorted(looks)] == list(range(WRITERS * FACTS_EACH))


def publish_and_leave(number: int, stream: UUID) -> None:
    published(number, stream)
    connection.close()


def publish_and_look(stream: UUID) -> tuple[int, int]:
    """Publish; return the id and how many earlier facts of the stream are already committed."""
    with transaction.atomic():
        row = publish(command(1, stream))
        Event().wait(0.001)
        return row.pk, OutboxEvent.objects.filter(stream=row.stream, pk__lt=row.pk).count()


def test_publishing_is_one_statement(
    subscribe: Subscribe, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    subscribe(ignore, name="first")
    subscribe(ignore, name="second")
    with transaction.atomic(), django_assert_num_queries(1):
        row = publish(command())
    assert row.deliveries.count() == 2
