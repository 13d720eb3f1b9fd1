"""Staff pages of the event backbone: facts, deliveries and dead letters. Payloads are ids only."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, Min, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.clock import utc_now
from core.overview import Bars, Card, Chart, Figure, Series, show_card, show_chart
from core.staff_columns import Colours, column, link, words_column, words_filter
from core.staff_pages import PERSON_SEARCH_HELP, ObjectForm, ReadOnlyPage, Words
from core.typed_unfold import TabularInline
from events.catalogue import EVENT_TYPES, Priority
from events.choices import DeliveryStatus
from events.models import Delivery, OutboxEvent
from events.registry import HANDLERS
from events.services import redrive_dead

REDRIVE = "events.change_delivery"
#: Older than this, an unfinished delivery means that nobody works.
LATE = timedelta(minutes=5)
STATUSES: Words = {
    DeliveryStatus.PENDING: _("pending"),
    DeliveryStatus.QUEUED: _("queued"),
    DeliveryStatus.RUNNING: _("running"),
    DeliveryStatus.DONE: _("done"),
    DeliveryStatus.DEAD: _("dead"),
}
STATUS_COLOURS: Colours = {
    DeliveryStatus.PENDING: "warning",
    DeliveryStatus.QUEUED: "info",
    DeliveryStatus.RUNNING: "primary",
    DeliveryStatus.DONE: "success",
    DeliveryStatus.DEAD: "danger",
}
QUEUES: Words = {str(priority.value): priority.queue for priority in Priority}
STATUS = words_column("status", _("status"), STATUSES, STATUS_COLOURS)
QUEUE = column("queue", _("queue"), lambda row: QUEUES[str(row.priority)], order="priority")
#: The end of a stream is the code of the person it belongs to.
PERSON = column("code", _("person"), lambda row: row.stream[-8:].upper(), order="stream")
EVENT = column(
    "event",
    _("event"),
    lambda row: link(reverse("admin:events_outboxevent_change", args=[row.event_id]), row.event),
)


class DeliveryInline(TabularInline[Delivery, OutboxEvent]):
    """Who had to hear of a fact, and whether they did."""

    model = Delivery
    extra = 0
    hide_title = True
    can_delete = False
    fields = (
        column("handler", _("handler")),
        STATUS,
        column("attempts", _("attempts")),
        column("last_error", _("last error")),
        column("done_at", _("done")),
    )
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest, obj: OutboxEvent | None = None) -> bool:
        """Refuse."""
        return False


@admin.register(OutboxEvent)
class OutboxEventAdmin(ReadOnlyPage[OutboxEvent]):
    """Facts as they were published."""

    code_field = "stream"
    search_fields = ("pk",)
    search_help_text = PERSON_SEARCH_HELP
    ordering = ("-pk",)
    date_hierarchy = "created_at"
    list_display = (
        column("id", _("number")),
        column("name", _("event")),
        QUEUE,
        PERSON,
        column("created_at", _("published")),
    )
    list_filter = (
        words_filter("name", _("event"), {name: name for name in sorted(EVENT_TYPES)}),
        words_filter("priority", _("queue"), QUEUES),
    )
    fields = (
        column("name", _("event")),
        column("version", _("version")),
        QUEUE,
        PERSON,
        column("payload", _("ids and numbers"), lambda row: _lines(row.payload)),
        column("created_at", _("published")),
    )
    inlines = (DeliveryInline,)


def _lines(payload: dict[str, Any]) -> str:
    return "\n".join(f"{name}: {value}" for name, value in payload.items())


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyPage[Delivery]):
    """Deliveries; the dead ones wait for a person to decide."""

    code_field = "stream"
    search_fields = ("pk",)
    search_help_text = PERSON_SEARCH_HELP
    ordering = ("-pk",)
    list_select_related = ("event",)
    list_display = (
        column("id", _("number")),
        column("handler", _("handler")),
        STATUS,
        QUEUE,
        column("attempts", _("attempts")),
        column("last_error", _("last error")),
        PERSON,
        column("available_at", _("due")),
    )
    list_filter = (
        words_filter("status", _("status"), STATUSES),
        words_filter("priority", _("queue"), QUEUES),
        words_filter("handler", _("handler"), {name: name for name in sorted(HANDLERS)}),
    )
    fields = (
        column("handler", _("handler")),
        (STATUS, QUEUE),
        EVENT,
        PERSON,
        (column("attempts", _("attempts")), column("last_error", _("last error"))),
        (column("available_at", _("due")), column("lease_until", _("in hands until"))),
        column("done_at", _("done")),
    )
    actions = ("drive_again",)

    def object_forms(self, request: HttpRequest) -> list[ObjectForm[Delivery]]:
        """Offer a dead delivery another life."""
        return [
            ObjectForm(
                name="redrive",
                title=_("Drive again"),
                text=_(
                    "The delivery gets a full set of new attempts. Make sure that what killed it "
                    "has been mended."
                ),
                button=_("Drive again"),
                permission=REDRIVE,
                run=self._redrive,
                is_offered=lambda delivery: delivery.status == DeliveryStatus.DEAD,
            )
        ]

    def has_redrive_permission(self, request: HttpRequest) -> bool:
        """Return whether this member of staff may drive dead deliveries again."""
        return request.user.has_perm(REDRIVE)

    @admin.action(description=_("Drive dead deliveries again"), permissions=["redrive"])
    def drive_again(
        self, request: HttpRequest, queryset: QuerySet[Delivery]
    ) -> HttpResponse | None:
        """Ask once more, then give the chosen dead deliveries new attempts."""
        dead = queryset.filter(status=DeliveryStatus.DEAD)
        if "confirmed" in request.POST:
            self._tell(request, redrive_dead(dead.values_list("pk", flat=True)))
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": _("Drive dead deliveries again"),
            "opts": self.opts,
            "dead": dead.select_related("event"),
            "others": queryset.count() - dead.count(),
        }
        return TemplateResponse(request, "admin/events/drive_again.html", context)

    def _redrive(self, request: HttpRequest, delivery: Delivery, _form: forms.Form) -> None:
        self._tell(request, redrive_dead([delivery.pk]))

    def _tell(self, request: HttpRequest, count: int) -> None:
        text = ngettext(
            "%(count)d delivery will be driven again.",
            "%(count)d deliveries will be driven again.",
            count,
        )
        messages.success(request, text % {"count": count})


def _unfinished() -> Figure:
    waiting = Delivery.objects.unfinished()
    oldest = waiting.aggregate(oldest=Min("event__created_at"))["oldest"]
    if oldest is None:
        return Figure(0)
    note = _("the oldest for %(time)s") % {"time": timesince(oldest, utc_now())}
    return Figure(waiting.count(), note, is_alarming=utc_now() - oldest > LATE)


def _dead() -> Figure:
    count = Delivery.objects.filter(status=DeliveryStatus.DEAD).count()
    return Figure(count, is_alarming=count > 0)


def _by_status() -> Bars:
    counted = dict(Delivery.objects.order_by().values_list("status").annotate(count=Count("pk")))
    return Bars(
        list(STATUSES.values()),
        [Series(_("deliveries"), [counted.get(status, 0) for status in DeliveryStatus])],
    )


show_card(
    "deliveries",
    Card(
        title=_("Unfinished deliveries"),
        permission="events.view_delivery",
        link="admin:events_delivery_changelist",
        read=_unfinished,
    ),
)
show_card(
    "dead",
    Card(
        title=_("Dead deliveries"),
        permission="events.view_delivery",
        link="admin:events_delivery_changelist",
        query=f"?status={DeliveryStatus.DEAD}",
        read=_dead,
    ),
)
show_chart(
    "deliveries",
    Chart(title=_("Deliveries by status"), permission="events.view_delivery", read=_by_status),
)
