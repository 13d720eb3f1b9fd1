"""The states of one attempt: claimed, prolonged, finished, failed. Raw SQL, as every event pays it.

Order within (handler, stream) is enforced here: nothing is claimed while something earlier in its
line is unfinished, whatever jobs there are.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connection

from core.clock import utc_now
from core.listen import plain_connection
from core.prepared import prepared_cursor
from events.choices import DeliveryStatus
from events.errors import LeaseLostError
from events.models import Delivery, OutboxEvent

# The commit of a claim alone need not reach the disk before work begins: the commit of the effects
# takes it there, and what PostgreSQL forgets when it crashes before, it also undoes. Within a
# larger transaction a claim must not hurry the commit of the rest.
CLAIM_SQL = """
    UPDATE event_deliveries d
    SET status = 'running', attempts = d.attempts + 1, lease_token = %s, lease_until = %s
    FROM (SELECT CASE WHEN %s THEN set_config('synchronous_commit', 'off', true) END) AS hurry
    WHERE d.id = %s AND d.status IN ('pending', 'queued')
      AND NOT EXISTS (
        SELECT 1 FROM event_deliveries earlier
        WHERE earlier.handler = d.handler AND earlier.stream = d.stream AND earlier.id < d.id
          AND earlier.status IN ('pending', 'queued', 'running'))
    RETURNING d.attempts, d.id
"""
# A job begins in one round trip: an idle worker pays most for those.
BEGIN_SQL = f"""
    WITH claimed AS ({CLAIM_SQL})
    SELECT d.id, d.handler, d.stream, d.priority, coalesce(c.attempts, d.attempts), c.id,
           e.id, e.name, e.version, e.stream, e.payload, e.headers, e.created_at
    FROM event_deliveries d
    JOIN event_outbox e ON e.id = d.event_id
    LEFT JOIN claimed c ON c.id = d.id
    WHERE d.id = ANY(%s)
"""  # noqa: S608 - a statement of ours
FINISH_SQL = """
    UPDATE event_deliveries
    SET status = 'done', done_at = %s, lease_until = NULL, last_error = ''
    WHERE id = %s AND lease_token = %s AND status = 'running'
"""
# Both in one round trip. In the line of what is being finished nothing earlier is unfinished, so
# only what lies between the two is looked at: index entries of what was done just now are still
# there, and each costs a visit to its row.
FINISH_AND_CLAIM_SQL = """
    WITH finished AS (
        UPDATE event_deliveries
        SET status = 'done', done_at = %s, lease_until = NULL, last_error = ''
        WHERE id = %s AND lease_token = %s AND status = 'running'
        RETURNING id
    ), claimed AS (
        UPDATE event_deliveries d
        SET status = 'running', attempts = d.attempts + 1, lease_token = %s, lease_until = %s
        WHERE d.id = %s AND d.status IN ('pending', 'queued')
          AND NOT EXISTS (
            SELECT 1 FROM event_deliveries earlier
            WHERE earlier.handler = d.handler AND earlier.stream = d.stream AND earlier.id < d.id
              AND earlier.id > %s AND earlier.status IN ('pending', 'queued', 'running'))
        RETURNING d.attempts
    )
    SELECT (SELECT id FROM finished), (SELECT attempts FROM claimed)
"""
PROLONG_SQL = """
    UPDATE event_deliveries SET lease_until = %s
    WHERE id = %s AND lease_token = %s AND status = 'running'
"""
#: Of a row of `BEGIN_SQL`: the id again if it was claimed.
CLAIMED_COLUMN = 5


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery in our hands, as long as its lease lasts and its token is ours."""

    delivery: Delivery
    token: UUID


def begin(delivery_ids: Sequence[int], lease: timedelta) -> tuple[list[Delivery], Claim | None]:
    """Return the deliveries that are there, in this order, and try to `claim` the first of all."""
    token = uuid4()
    values = [*_claim_values(token, lease, delivery_ids[0]), list(delivery_ids)]
    with prepared_cursor() as cursor:
        rows = cursor.execute(BEGIN_SQL, values).fetchall()
    found = {row[0]: _delivery(row) for row in rows}
    held = [Claim(found[row[0]], token) for row in rows if row[CLAIMED_COLUMN] is not None]
    return [found[pk] for pk in delivery_ids if pk in found], next(iter(held), None)


def _delivery(row: tuple[Any, ...]) -> Delivery:
    pk, handler, stream, priority, attempts, _claimed, *event = row
    fields = ("id", "name", "version", "stream", "payload", "headers", "created_at")
    of_event = dict(zip(fields, event, strict=True))
    for field in ("payload", "headers"):
        of_event[field] = json.loads(of_event[field])
    return Delivery(
        id=pk,
        handler=handler,
        stream=stream,
        priority=priority,
        attempts=attempts,
        event=OutboxEvent(**of_event),
    )


def claim(delivery: Delivery, lease: timedelta) -> Claim | None:
    """Start one attempt; None when it is finished, in other hands, or not the first of its line."""
    token = uuid4()
    with prepared_cursor() as cursor:
        claimed = cursor.execute(CLAIM_SQL, _claim_values(token, lease, delivery.pk)).fetchone()
    return _claim(delivery, token, claimed[0] if claimed else None)


def _claim_values(token: UUID, lease: timedelta, delivery_id: int) -> list[Any]:
    is_alone = not connection.in_atomic_block
    return [token, utc_now() + lease, is_alone, delivery_id]


def finish(held: Claim, now: datetime) -> None:
    """Mark the delivery done, in the transaction of its effects.

    Raises:
        LeaseLostError: it is no longer ours, so the effects must be rolled back.
    """
    with prepared_cursor() as cursor:
        if cursor.execute(FINISH_SQL, [now, held.delivery.pk, held.token]).rowcount != 1:
            raise LeaseLostError


def finish_and_claim(held: Claim, following: Delivery, lease: timedelta) -> Claim | None:
    """Do `finish` with one delivery and `claim` with another, in one statement.

    Raises:
        LeaseLostError: as `finish`.
    """
    now, token, done = utc_now(), uuid4(), held.delivery.pk
    looked_at = done if following.line == held.delivery.line else 0
    values = [now, done, held.token, token, now + lease, following.pk, looked_at]
    with prepared_cursor() as cursor:
        finished, attempts = cursor.execute(FINISH_AND_CLAIM_SQL, values).fetchone() or (None, None)
    if finished is None:
        raise LeaseLostError
    return _claim(following, token, attempts)


def _claim(delivery: Delivery, token: UUID, attempts: int | None) -> Claim | None:
    if attempts is None:
        return None
    delivery.attempts = attempts
    return Claim(delivery, token)


def fail(held: Claim, *, status: DeliveryStatus, code: str, available_at: datetime) -> None:
    """Give the delivery back for later, or bury it, with the code of its error."""
    Delivery.objects.filter(
        pk=held.delivery.pk, lease_token=held.token, status=DeliveryStatus.RUNNING
    ).update(
        status=status, available_at=available_at, lease_until=None, last_error=code[:CODE_LENGTH]
    )


def prolong(held: Claim, lease: timedelta) -> None:
    """Let the lease last `lease` from now, over a connection of its own: another thread works."""
    with plain_connection() as own:
        own.execute(PROLONG_SQL, [utc_now() + lease, held.delivery.pk, held.token])


def release(delivery_ids: Iterable[int]) -> int:
    """Give back what was queued and is not going to be started; return how many."""
    return Delivery.objects.filter(pk__in=list(delivery_ids), status=DeliveryStatus.QUEUED).update(
        status=DeliveryStatus.PENDING, lease_until=None
    )


def bury(delivery_ids: Iterable[int], code: str) -> None:
    """Give up what was taken to be queued and cannot be."""
    Delivery.objects.filter(pk__in=list(delivery_ids), status=DeliveryStatus.QUEUED).update(
        status=DeliveryStatus.DEAD, lease_until=None, last_error=code[:CODE_LENGTH]
    )


CODE_LENGTH = Delivery._meta.get_field("last_error").max_length
