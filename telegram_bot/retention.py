"""What the gateway forgets in time. Telegram repeats an update for a day at most."""

from datetime import timedelta

from core.clock import utc_now
from telegram_bot.choices import InboundStatus, OutgoingStatus
from telegram_bot.models import InboundUpdate, OutgoingMessage

NUMBERS_KEPT = timedelta(days=7)
SENT_KEPT = timedelta(days=90)
AT_ONCE = 5000


def updates_prune() -> int:
    """Delete the numbers of updates that were handled long ago; return how many."""
    old = InboundUpdate.objects.filter(
        status=InboundStatus.HANDLED, handled_at__lt=utc_now() - NUMBERS_KEPT
    )
    ids = list(old.values_list("pk", flat=True)[:AT_ONCE])
    InboundUpdate.objects.filter(pk__in=ids).delete()
    return len(ids)


def sent_prune() -> int:
    """Delete the rows, long without words, of messages that were sent; return how many."""
    old = OutgoingMessage.objects.filter(
        status=OutgoingStatus.SENT, body__isnull=True, sent_at__lt=utc_now() - SENT_KEPT
    )
    ids = list(old.values_list("pk", flat=True)[:AT_ONCE])
    OutgoingMessage.objects.filter(pk__in=ids).delete()
    return len(ids)
