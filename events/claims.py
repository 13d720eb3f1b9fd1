"""The states of one attempt: claimed, prolonged, finished, failed. Raw SQL, as every event pays it.

Order within (handler, stream) is enforced here: nothing is claimed while something earlier in its
line is unfinished, whatever jobs there are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import connection

from core.clock import utc_now
from core.listen import plain_connection
from events.choices import DeliveryStatus
from events.errors import LeaseLostError
from events.models import Delivery

CLAIM_SQL = """
    UPDATE event_deliveries d
    SET status = 'running', attempts = d.attempts + 1, lease_token = %s, lease_until = %s
    WHERE d.id = %s AND d.status IN ('pending', 'queued')
      AND NOT EXISTS (
        SELECT 1 FROM event_deliveries earlier
        WHERE earlier.handler = d.handler AND earlier.stream = d.stream AND earlier.id < d.id
          AND earlier.status IN ('pending', 'queued', 'running'))
    RETURNING d.attempts
"""
FINISH_SQL = """
    UPDATE event_deliveries
    SET status = 'done', done_at = %s, lease_until = NULL, last_error = ''
    WHERE id = %s AND lease_token = %s AND status = 'running'
"""
PROLONG_SQL = """
    UPDATE event_deliveries SET lease_until = %s
    WHERE id = %s AND lease_token = %s AND status = 'running'
"""


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery in our hands, as long as its lease lasts and its token is ours."""

    delivery: Delivery
    token: UUID


def claim(delivery: Delivery, lease: timedelta) -> Claim | None:
    """Start one attempt; None when it is finished, in other hands, or not the first of its line."""
    token = uuid4()
    with connection.cursor() as cursor:
        cursor.execute(CLAIM_SQL, [token, utc_now() + lease, delivery.pk])
        claimed = cursor.fetchone()
    if claimed is None:
        return None
    (delivery.attempts,) = claimed
    return Claim(delivery, token)


def finish(held: Claim, now: datetime) -> None:
    """Mark the delivery done, in the transaction of its effects.

    Raises:
        LeaseLostError: it is no longer ours, so the effects must be rolled back.
    """
    with connection.cursor() as cursor:
        cursor.execute(FINISH_SQL, [now, held.delivery.pk, held.token])
        if cursor.rowcount != 1:
            raise LeaseLostError


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


CODE_LENGTH = Delivery._meta.get_field("last_error").max_length
