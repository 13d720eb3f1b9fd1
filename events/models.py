"""The outbox and its deliveries: publication, consumer inbox and dead letters in two tables."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.clock import utc_now
from core.ids import uuid7
from events.catalogue import Priority
from events.choices import LEASED, UNFINISHED, DeliveryStatus


class OutboxEvent(models.Model):
    """A fact, written in the transaction that made it true. Never changed."""

    id = models.BigAutoField(primary_key=True)
    event_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    name = models.CharField(max_length=80)
    version = models.PositiveSmallIntegerField()
    priority = models.PositiveSmallIntegerField()
    stream = models.CharField(max_length=80)
    payload = models.JSONField()
    headers = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=utc_now)

    class Meta:
        db_table = "event_outbox"
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes: ClassVar = [
            # read by: erasure of one stream; the monitor's path of one answer
            models.Index(fields=["stream", "id"], name="event_outbox_stream"),
            # read by: retention, which deletes by age
            models.Index(fields=["created_at"], name="event_outbox_created"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(priority__in=[p.value for p in Priority]),
                name="event_outbox_priority_known",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="event_outbox_version_from_1"),
        ]

    def __str__(self) -> str:
        """Return the name and the id."""
        return f"{self.name} #{self.pk}"


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Deliveries by where they stand."""

    def unfinished(self) -> "DeliveryQuerySet":
        """Return those that still have to run."""
        return self.filter(status__in=UNFINISHED)

    def abandoned(self) -> "DeliveryQuerySet":
        """Return those whose lease ran out: their job or their worker is lost."""
        return self.filter(status__in=LEASED, lease_until__lt=utc_now())


class Delivery(models.Model):
    """The duty to run one handler on one event, exactly once in effect."""

    id = models.BigAutoField(primary_key=True)
    # Its unique constraint begins with the event: an index of its own would cost every update.
    event = models.ForeignKey(
        OutboxEvent, on_delete=models.CASCADE, related_name="deliveries", db_index=False
    )
    handler = models.CharField(max_length=120)
    stream = models.CharField(max_length=80)
    priority = models.PositiveSmallIntegerField()
    status = models.CharField(
        max_length=8,
        choices=[(status.value, status.value) for status in DeliveryStatus],
        default=DeliveryStatus.PENDING.value,
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    available_at = models.DateTimeField(default=utc_now)
    lease_token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=80, blank=True, default="")
    done_at = models.DateTimeField(null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        db_table = "event_deliveries"
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["event", "handler"], name="event_deliveries_once_per_handler"
            ),
            models.CheckConstraint(
                condition=Q(status__in=[s.value for s in DeliveryStatus]),
                name="event_deliveries_status_known",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=LEASED) | Q(lease_until__isnull=False),
                name="event_deliveries_leased_until",
            ),
            models.CheckConstraint(
                condition=~Q(status=DeliveryStatus.DONE) | Q(done_at__isnull=False),
                name="event_deliveries_done_at",
            ),
        ]
        indexes: ClassVar = [
            # read by: the relay's pick of due deliveries, in order of urgency
            models.Index(
                fields=["priority", "id"],
                name="event_deliveries_due",
                condition=Q(status=DeliveryStatus.PENDING),
            ),
            # read by: the relay's head-of-line check per (handler, stream); re-drive of abandoned
            # deliveries, of which an index by lease would cost every delivery two entries
            models.Index(
                fields=["handler", "stream", "id"],
                name="event_deliveries_line",
                condition=Q(status__in=UNFINISHED),
            ),
            # read by: the list of dead letters
            models.Index(
                fields=["id"],
                name="event_deliveries_dead",
                condition=Q(status=DeliveryStatus.DEAD),
            ),
            # read by: the relay's head-of-line check of handlers whose dead letters hold their line
            models.Index(
                fields=["handler", "stream", "id"],
                name="event_deliveries_dead_line",
                condition=Q(status=DeliveryStatus.DEAD),
            ),
        ]

    def __str__(self) -> str:
        """Return the handler and the event."""
        return f"{self.handler} #{self.event_id}"

    @property
    def line(self) -> tuple[str, str]:
        """Return the handler and the stream, within which order is kept."""
        return self.handler, self.stream
