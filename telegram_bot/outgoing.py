"""The outgoing rows: written with the facts, claimed in order per chat, sent at least once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from core.clock import utc_now
from core.sealed import SealedError
from core.tracing import trace_headers
from telegram_bot.choices import OutgoingKind, OutgoingStatus
from telegram_bot.inbox import notify
from telegram_bot.models import UNSENT, Account, OutgoingMessage
from telegram_bot.reply import Reply

CHANNEL = "outgoing"
#: Under which key of the body the trace of whoever wrote the message goes on.
TRACE = "trace"
LEASE = timedelta(seconds=40)
#: With pauses of up to five minutes: a Telegram that is away for an hour loses nothing.
MAX_ATTEMPTS = 20
BATCH = 50
WORDS_KEPT = timedelta(hours=24)
#: Why messages were dropped, as `last_error` has it.
MADE_WAY = "made_way"

# An array, not IN: a subquery that a join runs again and again would claim beyond its limit.
# As in the inbox, nobody waits until a claim is on the disk.
CLAIM_SQL = """
    UPDATE telegram_outgoing_messages SET
        status = 'sending', attempts = attempts + 1, lease_token = %s, lease_until = %s
    WHERE id = ANY(ARRAY(
        SELECT m.id FROM telegram_outgoing_messages m
        WHERE m.send_after <= %s
          AND (m.status = 'pending' OR (m.status = 'sending' AND m.lease_until < %s))
          AND NOT EXISTS (
            SELECT 1 FROM telegram_outgoing_messages earlier
            WHERE earlier.chat_id = m.chat_id AND earlier.id < m.id
              AND earlier.status IN ('pending', 'sending'))
        ORDER BY m.id LIMIT %s
        FOR UPDATE SKIP LOCKED))
    RETURNING *, set_config('synchronous_commit', 'off', true)
"""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message to send now, under a lease."""

    id: int
    token: UUID
    attempts: int
    chat_id: int
    person_id: UUID | None
    kind: OutgoingKind
    body: dict[str, Any]


def write(person_id: UUID | None, chat_id: int, reply: Reply, *, key: str) -> None:
    """Write `reply` as a row to be sent; the same `key` a second time changes nothing."""
    body = {**reply.body(), TRACE: trace_headers()}
    row = OutgoingMessage(
        person_id=person_id, chat_id=chat_id, kind=reply.kind, body=body, dedupe_key=key
    )
    OutgoingMessage.objects.bulk_create([row], ignore_conflicts=True)
    notify(CHANNEL)


def claim(limit: int = BATCH) -> Sequence[Claimed]:
    """Claim the oldest unsent message of every chat that has one, at most `limit`."""
    token, now = uuid4(), utc_now()
    rows = list(OutgoingMessage.objects.raw(CLAIM_SQL, [token, now + LEASE, now, now, limit]))
    return [claimed for row in rows if (claimed := _open(row, token))]


def mark_sent(message: Claimed, telegram_message_id: int) -> int | None:
    """Note that Telegram took the message; return the id of the one whose buttons it retires.

    A message without buttons retires none: a question stays open after a word on the side.

    That it was sent stays true after the lease has run out, so the lease is not asked for.
    """
    has_keyboard = bool(message.body.get("keyboard"))
    with transaction.atomic():
        OutgoingMessage.objects.filter(pk=message.id, status__in=UNSENT).update(
            status=OutgoingStatus.SENT,
            sent_at=utc_now(),
            telegram_message_id=telegram_message_id,
            lease_until=None,
        )
        account = Account.objects.filter(pk=message.chat_id).first()
        if account is None or not has_keyboard:
            return None
        retired = account.keyboard_message_id
        account.keyboard_message_id = telegram_message_id
        if retired != account.keyboard_message_id:
            account.save(update_fields=["keyboard_message_id"])
    return retired if retired != telegram_message_id else None


def mark_retry(message: Claimed, delay: timedelta, code: str, *, counts: bool = True) -> None:
    """Try again after `delay`; dead when it was the last attempt. 429 does not count as one."""
    if counts and message.attempts >= MAX_ATTEMPTS:
        mark_dead(message, code)
        return
    _update(
        message,
        status=OutgoingStatus.PENDING,
        attempts=message.attempts if counts else message.attempts - 1,
        send_after=utc_now() + delay,
        last_error=code[:80],
    )


def mark_dead(message: Claimed, code: str) -> None:
    """Give up: Telegram will never take this message. Nobody reads its words any more."""
    _update(message, status=OutgoingStatus.DEAD, last_error=code[:80], body=None)


@transaction.atomic
def drop_chat(message: Claimed, code: str) -> None:
    """The person blocked the bot: drop what was to be sent, until they come back."""
    Account.objects.filter(pk=message.chat_id).update(is_active=False)
    _drop_unsent(message.chat_id, code)


def make_way(chat_id: int) -> None:
    """Drop what waits to be sent: help comes next, and no question or clever word after it."""
    _drop_unsent(chat_id, MADE_WAY)


def _drop_unsent(chat_id: int, code: str) -> None:
    OutgoingMessage.objects.filter(chat_id=chat_id, status__in=UNSENT).update(
        status=OutgoingStatus.DROPPED, last_error=code[:80], lease_until=None, body=None
    )


def empty_sent() -> int:
    """Forget the words of messages sent longer ago than `WORDS_KEPT`; return how many.

    Dead and dropped ones have lost theirs at once: a constraint sees to it.
    """
    return OutgoingMessage.objects.filter(
        status=OutgoingStatus.SENT, body__isnull=False, sent_at__lt=utc_now() - WORDS_KEPT
    ).update(body=None)


def _open(row: OutgoingMessage, token: UUID) -> Claimed | None:
    """Return the claimed row with its words; bury it when they cannot be opened."""
    try:
        body = row.body
    except SealedError as error:
        OutgoingMessage.objects.filter(pk=row.pk, lease_token=token).update(
            status=OutgoingStatus.DEAD, last_error=error.code, lease_until=None, body=None
        )
        return None
    return Claimed(
        id=row.pk,
        token=token,
        attempts=row.attempts,
        chat_id=row.chat_id,
        person_id=row.person_id,
        kind=OutgoingKind(row.kind),
        body=body,
    )


def _update(message: Claimed, **changes: Any) -> None:
    OutgoingMessage.objects.filter(
        pk=message.id, status=OutgoingStatus.SENDING, lease_token=message.token
    ).update(lease_until=None, **changes)
