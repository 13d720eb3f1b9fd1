"""The outgoing rows: written with the facts, claimed in order per chat, sent at least once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import QuerySet

from core.clock import utc_now
from core.sealed import Sealed, SealedError, SealedJSONField
from core.tracing import trace_headers
from telegram_bot.choices import OutgoingKind, OutgoingStatus
from telegram_bot.inbox import notify
from telegram_bot.models import UNSENT, Account, OutgoingMessage
from telegram_bot.reply import Reply

CHANNEL = "outgoing"
#: Under which key of the body the trace of whoever wrote the message goes on.
TRACE = "trace"
#: Under which key of the body it stands where the reflection begins and ends, while it may change.
REFLECTION = "reflection"
#: For how long a message waits for a better reflection; with the turn before it and the sending
#: after it a person still has their reply within half a second.
HELD = timedelta(milliseconds=450)
#: How often the sender looks without being told to.
LOOK_EVERY_SECONDS = 1.0
LEASE = timedelta(seconds=40)
#: With pauses of up to five minutes: a Telegram that is away for an hour loses nothing.
MAX_ATTEMPTS = 20
BATCH = 50
WORDS_KEPT = timedelta(hours=24)
#: Why messages were dropped, as `last_error` has it.
MADE_WAY = "made_way"

BODY: SealedJSONField = OutgoingMessage._meta.get_field("body")

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


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be sent now, and for how long there is nothing more."""

    messages: Sequence[Claimed]
    seconds_to_next: float


# The next moment at which something that waits may be sent. What is due already and was not
# claimed waits for another message of its chat, whose end wakes the sender.
NEXT_DUE_SQL = """
    SELECT EXTRACT(EPOCH FROM min(send_after) - %s) FROM telegram_outgoing_messages
    WHERE status = 'pending' AND send_after > %s
"""


def write(person_id: UUID | None, chat_id: int, reply: Reply, *, key: str) -> datetime:
    """Write `reply` as a row to be sent; the same `key` a second time changes nothing.

    Returns:
        When it may be sent: at once, or a little later where its reflection may be said better.
    """
    row = OutgoingMessage(
        person_id=person_id,
        chat_id=chat_id,
        kind=reply.kind,
        body={**reply.body(), TRACE: trace_headers()},
        dedupe_key=key,
        send_after=utc_now() + (HELD if reply.reflection else timedelta()),
    )
    OutgoingMessage.objects.bulk_create([row], ignore_conflicts=True)
    notify(CHANNEL)
    return row.send_after


def say_better(key: str, held_until: datetime, html: str) -> bool:
    """Put `html` in the place of a held message's reflection, and let the message go now.

    Everything else in it stays as it is. One conditional update decides: it changes nothing where
    the message was let go, claimed, dropped or sent, or where its time has come.

    Returns:
        Whether it says the new words.
    """
    row = _held(key, held_until).first()
    if row is None or REFLECTION not in row.body:
        return False
    body = dict(row.body)
    start, end = body.pop(REFLECTION)
    body["html"] = f"{body['html'][:start]}{html}{body['html'][end:]}"
    return let_go(key, held_until, body=BODY.seal_for(row, body))


def let_go(key: str, held_until: datetime, **changes: Sealed) -> bool:
    """Send a held message now, as it is or with sealed `changes`; return whether it was held."""
    now = utc_now()
    if now >= held_until or not _held(key, held_until).update(send_after=now, **changes):
        return False
    notify(CHANNEL)
    return True


def take_due(limit: int) -> Due:
    """Claim what is due, at most `limit`, and find out when to look again."""
    messages = claim(limit)
    return Due(messages, 0.0 if len(messages) == limit else _seconds_to_next())


def _seconds_to_next() -> float:
    now = utc_now()
    with connection.cursor() as cursor:
        cursor.execute(NEXT_DUE_SQL, [now, now])
        [seconds] = cursor.fetchone()
    return LOOK_EVERY_SECONDS if seconds is None else min(float(seconds), LOOK_EVERY_SECONDS)


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


def _held(key: str, until: datetime) -> QuerySet[OutgoingMessage]:
    """Return the held message. Whoever let it go or put it off has changed its `send_after`."""
    return OutgoingMessage.objects.filter(
        dedupe_key=key, status=OutgoingStatus.PENDING, send_after=until
    )


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
