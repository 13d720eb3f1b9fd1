"""Publishing: the fact is written in the transaction that makes it true."""

from django.db import connection

from events.catalogue import DomainEvent
from events.errors import PublishOutsideTransactionError
from events.models import Delivery, OutboxEvent
from events.registry import handlers_of

CHANNEL = "outbox"


def publish(event: DomainEvent) -> OutboxEvent:
    """Write `event` and one delivery per handler; the commit wakes the relay.

    A transaction-level lock on the stream makes the order of ids the order of commits within it.

    Raises:
        PublishOutsideTransactionError: there is no transaction to be part of.
    """
    if not connection.in_atomic_block:
        raise PublishOutsideTransactionError
    _lock_stream_and_wake_relay(event.stream)
    row = OutboxEvent.objects.create(
        name=event.name,
        version=event.version,
        priority=event.priority,
        stream=event.stream,
        payload=event.model_dump(mode="json"),
    )
    _deliver(row, event)
    return row


def _lock_stream_and_wake_relay(stream: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0)), pg_notify(%s, '')",
            [stream, CHANNEL],
        )


def _deliver(row: OutboxEvent, event: DomainEvent) -> None:
    Delivery.objects.bulk_create(
        Delivery(event=row, handler=handler.name, stream=event.stream, priority=handler.priority)
        for handler in handlers_of(type(event))
    )


def wake_relay() -> None:
    """Tell the relay, at commit, that something may be due now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])
