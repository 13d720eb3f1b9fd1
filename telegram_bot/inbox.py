"""The inbox: updates are stored, claimed in order per chat, and handled or buried.

A crisis is claimed before everything else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import F

from core.clock import utc_now
from core.crisis import CrisisLevel, assess
from core.sealed import SealedError
from telegram_bot.choices import InboundStatus
from telegram_bot.incoming import Incoming, understand
from telegram_bot.models import InboundUpdate

CHANNEL = "inbox"
LEASE = timedelta(seconds=20)
MAX_ATTEMPTS = 3
#: Claims of one update, counting those whose holder died, before it is taken for the cause.
MAX_CLAIMS = 10
RETRY_AFTER = (timedelta(seconds=2), timedelta(seconds=8))

# First what keeps no order; then the oldest waiting update of a chat none of whose updates is
# being handled. A claim whose lease ran out belongs to a process that died; it goes again.
# Ordering by the empty chat_id keeps PostgreSQL on the index of what waits: handled rows are many
# and have no chat either.
# Nobody waits until a claim is on the disk: one that PostgreSQL loses was never made, and whatever
# was committed under it took the claim to the disk with it.
CLAIM_SQL = """
    UPDATE telegram_inbound_updates SET
        status = 'claimed', attempts = attempts + 1,
        lease_token = %(token)s, lease_until = %(until)s
    WHERE update_id = COALESCE(
        (SELECT u.update_id FROM telegram_inbound_updates u
        WHERE u.chat_id IS NULL AND u.available_at <= %(now)s
          AND (u.status = 'new' OR (u.status = 'claimed' AND u.lease_until < %(now)s))
        ORDER BY u.chat_id, u.update_id LIMIT 1
        FOR UPDATE SKIP LOCKED),
        (SELECT u.update_id FROM telegram_inbound_updates u
        WHERE u.available_at <= %(now)s
          AND (u.status = 'new' OR (u.status = 'claimed' AND u.lease_until < %(now)s))
          AND NOT EXISTS (
            SELECT 1 FROM telegram_inbound_updates earlier
            WHERE earlier.chat_id = u.chat_id AND earlier.update_id < u.update_id
              AND earlier.status IN ('new', 'claimed'))
        ORDER BY u.update_id LIMIT 1
        FOR UPDATE SKIP LOCKED))
    RETURNING *, set_config('synchronous_commit', 'off', true)
"""


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to handle one update until the lease runs out.

    `incoming` is None for an update that cannot be opened.
    """

    update_id: int
    attempts: int
    token: UUID
    chat_id: int
    incoming: Incoming | None


def ingest(updates: Sequence[dict[str, Any]]) -> int:
    """Store raw updates and wake the handlers; return how many were new.

    An update that was stored before, handled or not, is recognised by its number.
    """
    rows = [
        InboundUpdate(update_id=raw["update_id"], chat_id=_order_of(understand(raw)), payload=raw)
        for raw in updates
    ]
    with transaction.atomic():
        known = set(
            InboundUpdate.objects.filter(pk__in=[row.pk for row in rows]).values_list(
                "pk", flat=True
            )
        )
        fresh = [row for row in rows if row.pk not in known]
        InboundUpdate.objects.bulk_create(fresh, ignore_conflicts=True)
        notify(CHANNEL)
    return len(fresh)


def claim() -> Claim | None:
    """Claim the next update to handle; None when there is nothing to do."""
    token, now = uuid4(), utc_now()
    for row in InboundUpdate.objects.raw(
        CLAIM_SQL, {"token": token, "until": now + LEASE, "now": now}
    ):
        incoming = _open(row)
        chat_id = row.chat_id if incoming is None else incoming.chat_id
        return Claim(row.pk, row.attempts, token, chat_id or 0, incoming)
    return None


def mark_handled(claimed: Claim) -> bool:
    """Keep the number, forget the rest; return False when the claim was lost.

    A turn begins with it: the row is locked until the turn commits, and a turn that fails has
    handled nothing.
    """
    handled = _release(claimed).update(
        status=InboundStatus.HANDLED,
        payload=None,
        chat_id=None,
        lease_until=None,
        handled_at=utc_now(),
    )
    return bool(handled)


def is_handled(update_id: int) -> bool:
    """Return whether a turn has handled the update."""
    return InboundUpdate.objects.filter(pk=update_id, status=InboundStatus.HANDLED).exists()


def postpone(claimed: Claim, until: datetime) -> None:
    """Put the update back unhandled: the person writes faster than the limit."""
    _release(claimed).update(
        status=InboundStatus.NEW,
        attempts=claimed.attempts - 1,
        available_at=until,
        lease_until=None,
    )


def mark_failed(claimed: Claim, code: str) -> bool:
    """Put the update back for another attempt, or bury it; return whether it is buried.

    A buried update lies with its chat, so that it is found when the person is erased.
    """
    is_dead = claimed.attempts >= MAX_ATTEMPTS
    delay = RETRY_AFTER[min(claimed.attempts, len(RETRY_AFTER)) - 1]
    _release(claimed).update(
        status=InboundStatus.DEAD if is_dead else InboundStatus.NEW,
        chat_id=(claimed.chat_id or None) if is_dead else F("chat_id"),
        available_at=utc_now() + delay,
        lease_until=None,
        last_error=code[:80],
    )
    return is_dead


def notify(channel: str) -> None:
    """Wake whoever listens on `channel` when the transaction commits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [channel])


def _order_of(incoming: Incoming) -> int | None:
    """Return the chat in whose order the update waits; None for one that waits for no other.

    A crisis waits for nothing: neither for what the limit put off nor for what fails. It lies
    among what belongs to no chat, so the table tells neither who is in danger nor that anybody is.
    """
    is_grave = assess(incoming.text).level >= CrisisLevel.PASSIVE
    return None if is_grave else incoming.chat_id


def _open(row: InboundUpdate) -> Incoming | None:
    try:
        return understand(row.payload)
    except SealedError:
        return None


def _release(claimed: Claim) -> Any:
    return InboundUpdate.objects.filter(
        pk=claimed.update_id, status=InboundStatus.CLAIMED, lease_token=claimed.token
    )
