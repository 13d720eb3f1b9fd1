"""Staff pages of the gateway: what came in and what went out, never the words of it."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from core.overview import Card, Figure, show_card
from core.staff_columns import (
    Colours,
    column,
    flag,
    hidden_column,
    words_column,
    words_filter,
    yes_no_filter,
)
from core.staff_pages import PERSON_SEARCH_HELP, ReadOnlyPage, Words
from onboarding.question_preview import render_with
from people.person_figures import PersonFigure, all_rows, show_figure
from people.staff_words import person_link
from telegram_bot.choices import InboundStatus, OutgoingKind, OutgoingStatus
from telegram_bot.models import UNSENT, Account, InboundUpdate, OutgoingMessage
from telegram_bot.question_screens import screens

INBOUND: Words = {
    InboundStatus.NEW: _("new"),
    InboundStatus.CLAIMED: _("in hands"),
    InboundStatus.HANDLED: _("handled"),
    InboundStatus.DEAD: _("could not be handled"),
}
OUTGOING: Words = {
    OutgoingStatus.PENDING: _("waits to be sent"),
    OutgoingStatus.SENDING: _("being sent"),
    OutgoingStatus.SENT: _("sent"),
    OutgoingStatus.DROPPED: _("dropped"),
    OutgoingStatus.DEAD: _("could not be sent"),
}
KINDS: Words = {OutgoingKind.TEXT: _("message"), OutgoingKind.EXPORT: _("export document")}
COLOURS: Colours = {
    InboundStatus.NEW: "warning",
    InboundStatus.CLAIMED: "info",
    InboundStatus.HANDLED: "success",
    InboundStatus.DEAD: "danger",
    OutgoingStatus.PENDING: "warning",
    OutgoingStatus.SENDING: "info",
    OutgoingStatus.SENT: "success",
}
INBOUND_STATUS = words_column("status", _("status"), INBOUND, COLOURS)
OUTGOING_STATUS = words_column("status", _("status"), OUTGOING, COLOURS)


def _person(row: Any) -> Any:
    return person_link(row.person_id) if row.person_id else ""


PERSON = column("person", _("person"), _person)


@admin.register(Account)
class AccountAdmin(ReadOnlyPage[Account]):
    """Chats of people; the number is Telegram's."""

    code_field = "person_id"
    search_fields = ("pk",)
    search_help_text = PERSON_SEARCH_HELP
    ordering = ("-created_at",)
    list_display = (
        column("chat_id", _("chat")),
        PERSON,
        flag("is_active", _("can be written to")),
        column("created_at", _("created")),
    )
    list_filter = (yes_no_filter("is_active", _("can be written to")),)
    fields = (
        column("chat_id", _("chat")),
        PERSON,
        flag("is_active", _("can be written to")),
        column("created_at", _("created")),
    )


@admin.register(InboundUpdate)
class InboundUpdateAdmin(ReadOnlyPage[InboundUpdate]):
    """Updates; what they said is not shown to anybody, and gone once handled."""

    search_fields = ("pk",)
    search_help_text = _("Number of an update")
    ordering = ("-pk",)
    date_hierarchy = "received_at"
    list_display = (
        column("update_id", _("number")),
        INBOUND_STATUS,
        "attempts",
        "last_error",
        "received_at",
        "handled_at",
    )
    list_filter = (words_filter("status", _("status"), INBOUND),)
    fields = (
        column("update_id", _("number")),
        INBOUND_STATUS,
        hidden_column("words", _("content")),
        ("attempts", "last_error"),
        ("received_at", "handled_at"),
        column("available_at", _("due")),
    )


@admin.register(OutgoingMessage)
class OutgoingMessageAdmin(ReadOnlyPage[OutgoingMessage]):
    """Messages; their words are not shown to anybody, and gone a day after sending."""

    code_field = "person_id"
    search_fields = ("pk",)
    search_help_text = PERSON_SEARCH_HELP
    ordering = ("-pk",)
    date_hierarchy = "created_at"
    list_display = (
        column("id", _("number")),
        PERSON,
        words_column("kind", _("kind"), KINDS),
        OUTGOING_STATUS,
        "attempts",
        "last_error",
        "created_at",
        "sent_at",
    )
    list_filter = (
        words_filter("status", _("status"), OUTGOING),
        words_filter("kind", _("kind"), KINDS),
    )
    fields = (
        (PERSON, OUTGOING_STATUS),
        words_column("kind", _("kind"), KINDS),
        hidden_column("words", _("content")),
        ("attempts", "last_error"),
        ("created_at", "sent_at"),
        column("send_after", _("not before")),
    )


def _unsent() -> Figure:
    dead = OutgoingMessage.objects.filter(status=OutgoingStatus.DEAD).count()
    note = _("could not be sent: %(count)d") % {"count": dead} if dead else ""
    return Figure(
        OutgoingMessage.objects.filter(status__in=UNSENT).count(), note, is_alarming=dead > 0
    )


show_figure(
    PersonFigure(
        "message_count",
        _("messages of the bot"),
        all_rows(OutgoingMessage),
        "admin:telegram_bot_outgoingmessage_changelist",
    )
)
show_card(
    "messages",
    Card(
        title=_("Messages to be sent"),
        permission="telegram_bot.view_outgoingmessage",
        link="admin:telegram_bot_outgoingmessage_changelist",
        read=_unsent,
    ),
)
render_with(screens)
