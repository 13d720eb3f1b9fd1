"""Publishing: the fact is written in the transaction that makes it true."""

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction

from core.metrics import EVENTS_PUBLISHED
from core.tracing import trace_headers
from events.catalogue import DomainEvent
from events.errors import PublishOutsideTransactionError
from events.models import OutboxEvent
from events.registry import Handler, handlers_of

CHANNEL = "outbox"

# One statement, because every turn publishes several facts while its person waits. The stream's
# lock is taken before the id, so that the order of ids is the order of commits within a stream.
PUBLISH_SQL = """
    WITH line AS MATERIALIZED (
        SELECT pg_advisory_xact_lock(hashtextextended(%(stream)s, 0)), pg_notify(%(channel)s, '')
    ), fact AS (
        INSERT INTO event_outbox
            (event_id, name, version, priority, stream, payload, headers, created_at)
        SELECT %(event_id)s, %(name)s, %(version)s, %(priority)s, %(stream)s, %(payload)s::jsonb,
            %(headers)s::jsonb, %(now)s
        FROM line
        RETURNING id
    ), duties AS (
        INSERT INTO event_deliveries
            (event_id, handler, stream, priority, status, attempts, available_at, last_error)
        SELECT fact.id, duty.handler, %(stream)s, duty.priority, 'pending', 0, %(now)s, ''
        FROM fact, unnest(%(handlers)s::text[], %(priorities)s::int[]) AS duty (handler, priority)
    )
    SELECT id FROM fact
"""


def publish(event: DomainEvent) -> OutboxEvent:
    """Write `event` and one delivery per handler; the commit wakes the relay.

    Raises:
        PublishOutsideTransactionError: there is no transaction to be part of.
    """
    if not connection.in_atomic_block:
        raise PublishOutsideTransactionError
    row = OutboxEvent(
        name=event.name,
        version=event.version,
        priority=event.priority,
        stream=event.stream,
        payload=event.model_dump(mode="json"),
        headers=trace_headers(),
    )
    row.pk = _insert(row, handlers_of(type(event)))
    transaction.on_commit(EVENTS_PUBLISHED.labels(event.name).inc)
    return row


def _insert(row: OutboxEvent, handlers: Sequence[Handler]) -> int:
    parameters: dict[str, Any] = {
        "channel": CHANNEL,
        "event_id": row.event_id,
        "name": row.name,
        "version": row.version,
        "priority": int(row.priority),
        "stream": row.stream,
        "payload": json.dumps(row.payload),
        "headers": json.dumps(row.headers),
        "now": row.created_at,
        "handlers": [handler.name for handler in handlers],
        "priorities": [int(handler.priority) for handler in handlers],
    }
    with connection.cursor() as cursor:
        cursor.execute(PUBLISH_SQL, parameters)
        return int(cursor.fetchone()[0])


def wake_relay() -> None:
    """Tell the relay, at commit, that something may be due now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])
