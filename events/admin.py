"""Staff pages of the event backbone: facts, deliveries and dead letters. Payloads are ids only."""

from datetime import timedelta
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, Min, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _

from core.clock import utc_now
from core.overview import Bars, Card, Chart, Figure, Series, show_card, show_chart
from core.staff_columns import column, link, words_column, words_filter
from core.staff_pages import PERSON_SEARCH_HELP, ObjectForm, ReadOnlyPage, Words
from core.typed_unfold import TabularInline
from events.catalogue import EVENT_TYPES, Priority
from events.choices import DeliveryStatus
from events.decisions import DECISIONS, DISCARD, DRIVE_AGAIN, PERMISSION, Decision, decide
from events.models import Delivery, OutboxEvent
from events.registry import HANDLERS
from events.staff_words import STATUS_COLOURS, STATUSES

#: Older than this, an unfinished delivery means that nobody works.
LATE = timedelta(minutes=5)
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
    actions = ("drive_again", "discard")

    def object_forms(self, request: HttpRequest) -> list[ObjectForm[Delivery]]:
        """Offer a dead delivery the ways out."""
        return [
            ObjectForm(
                name=decision.name,
                title=decision.button,
                text=decision.text,
                button=decision.button,
                permission=PERMISSION,
                run=partial(self._decide_one, decision),
                is_offered=lambda delivery: delivery.status == DeliveryStatus.DEAD,
                form=decision.form,
                is_grave=decision.is_grave,
            )
            for decision in DECISIONS.values()
        ]

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """Return whether this member of staff may decide about dead deliveries."""
        return request.user.has_perm(PERMISSION)

    @admin.action(description=DRIVE_AGAIN.title, permissions=["decide"])
    def drive_again(
        self, request: HttpRequest, queryset: QuerySet[Delivery]
    ) -> HttpResponse | None:
        """Ask once more, then give the chosen dead deliveries new attempts."""
        return self._decide(DRIVE_AGAIN, request, queryset)

    @admin.action(description=DISCARD.title, permissions=["decide"])
    def discard(self, request: HttpRequest, queryset: QuerySet[Delivery]) -> HttpResponse | None:
        """Ask once more, then let the chosen dead deliveries rest."""
        return self._decide(DISCARD, request, queryset)

    def _decide(
        self, decision: Decision, request: HttpRequest, queryset: QuerySet[Delivery]
    ) -> HttpResponse | None:
        is_confirmed = "confirmed" in request.POST
        form = decision.form(request.POST) if is_confirmed else decision.form()
        back = "monitor" if "monitor" in request.POST else "events_delivery_changelist"
        if form.is_valid():
            ids = queryset.values_list("pk", flat=True)
            self._tell(
                request, decision, decide(decision, ids, request, form.cleaned_data["reason"])
            )
            return redirect(f"admin:{back}")
        dead = queryset.filter(status=DeliveryStatus.DEAD)
        context = {
            **self.admin_site.each_context(request),
            "title": decision.title,
            "opts": self.opts,
            "decision": decision,
            "form": form,
            "dead": dead.select_related("event"),
            "others": queryset.count() - dead.count(),
            "back": reverse(f"admin:{back}"),
            "from_monitor": back == "monitor",
        }
        return TemplateResponse(request, "admin/events/decide.html", context)

    def _decide_one(
        self, decision: Decision, request: HttpRequest, delivery: Delivery, form: forms.Form
    ) -> None:
        count = decide(decision, [delivery.pk], request, form.cleaned_data["reason"])
        self._tell(request, decision, count)

    def _tell(self, request: HttpRequest, decision: Decision, count: int) -> None:
        messages.success(request, decision.told(count))


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
