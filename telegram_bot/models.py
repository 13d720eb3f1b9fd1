"""Tables of the gateway: who is who in Telegram, what came in, what goes out."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.clock import utc_now
from core.sealed import SealedJSONField
from telegram_bot.choices import InboundStatus, OutgoingKind, OutgoingStatus

WAITING = (InboundStatus.NEW, InboundStatus.CLAIMED)
UNSENT = (OutgoingStatus.PENDING, OutgoingStatus.SENDING)
GIVEN_UP = (OutgoingStatus.DROPPED, OutgoingStatus.DEAD)


class Account(models.Model):
    """A person's chat in Telegram."""

    chat_id = models.BigIntegerField(primary_key=True)
    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="+")
    is_active = models.BooleanField(_("can be written to"), default=True)
    keyboard_message_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(default=utc_now)

    class Meta:
        db_table = "telegram_accounts"
        verbose_name = _("Telegram account")
        verbose_name_plural = _("Telegram accounts")

    def __str__(self) -> str:
        """Return the id of the chat."""
        return str(self.chat_id)


class InboundUpdate(models.Model):
    """An update as Telegram sent it, stored before it is acknowledged.

    Once handled only the number is left, so that a repeated update is recognised.

    Attributes:
        chat_id: the chat in whose order it waits; empty where it waits for no other, and when
            it is handled.
    """

    update_id = models.BigIntegerField(primary_key=True)
    chat_id = models.BigIntegerField(null=True)
    payload = SealedJSONField(owner=None, null=True)
    status = models.CharField(
        _("status"),
        max_length=7,
        choices=[(status.value, status.value) for status in InboundStatus],
        default=InboundStatus.NEW.value,
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    available_at = models.DateTimeField(default=utc_now)
    lease_token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    last_error = models.CharField(_("last error"), max_length=80, blank=True, default="")
    received_at = models.DateTimeField(_("received"), default=utc_now)
    handled_at = models.DateTimeField(_("handled"), null=True)

    class Meta:
        db_table = "telegram_inbound_updates"
        verbose_name = _("inbound update")
        verbose_name_plural = _("inbound updates")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in InboundStatus]),
                name="telegram_inbound_updates_status_known",
            ),
            models.CheckConstraint(
                condition=~Q(status=InboundStatus.HANDLED)
                | Q(payload__isnull=True, chat_id__isnull=True),
                name="telegram_inbound_updates_handled_is_empty",
            ),
            models.CheckConstraint(
                condition=~Q(status=InboundStatus.CLAIMED) | Q(lease_until__isnull=False),
                name="telegram_inbound_updates_claimed_until",
            ),
        ]
        indexes: ClassVar = [
            # read by: the claim of the oldest waiting update of every chat
            models.Index(
                fields=["chat_id", "update_id"],
                name="telegram_inbound_waiting",
                condition=Q(status__in=WAITING),
            ),
        ]

    def __str__(self) -> str:
        """Return the number."""
        return f"#{self.update_id}"


class OutgoingMessage(models.Model):
    """A message to a person, written in the turn or by a handler, sent by the sender."""

    person = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, null=True, related_name="+"
    )
    chat_id = models.BigIntegerField()
    kind = models.CharField(
        max_length=6,
        choices=[(kind.value, kind.value) for kind in OutgoingKind],
        default=OutgoingKind.TEXT.value,
    )
    body = SealedJSONField(null=True)
    dedupe_key = models.CharField(max_length=80, unique=True)
    status = models.CharField(
        _("status"),
        max_length=7,
        choices=[(status.value, status.value) for status in OutgoingStatus],
        default=OutgoingStatus.PENDING.value,
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    send_after = models.DateTimeField(default=utc_now)
    lease_token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    last_error = models.CharField(_("last error"), max_length=80, blank=True, default="")
    telegram_message_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(_("created"), default=utc_now)
    sent_at = models.DateTimeField(_("sent"), null=True)

    class Meta:
        db_table = "telegram_outgoing_messages"
        verbose_name = _("outgoing message")
        verbose_name_plural = _("outgoing messages")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in OutgoingStatus]),
                name="telegram_outgoing_messages_status_known",
            ),
            models.CheckConstraint(
                condition=~Q(status=OutgoingStatus.SENT) | Q(sent_at__isnull=False),
                name="telegram_outgoing_messages_sent_at",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=UNSENT) | Q(body__isnull=False),
                name="telegram_outgoing_messages_unsent_has_body",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=GIVEN_UP) | Q(body__isnull=True),
                name="telegram_outgoing_messages_given_up_has_no_body",
            ),
        ]
        indexes: ClassVar = [
            # read by: the sender's claim of the oldest unsent message of every chat
            models.Index(
                fields=["chat_id", "id"],
                name="telegram_outgoing_unsent",
                condition=Q(status__in=UNSENT),
            ),
            # read by: the hourly emptying of words that were sent a day ago
            models.Index(
                fields=["sent_at"],
                name="telegram_outgoing_to_empty",
                condition=Q(status=OutgoingStatus.SENT, body__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        """Return the number; never the words."""
        return f"#{self.pk}"
