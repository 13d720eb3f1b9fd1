"""Staff pages of the coach: conversations without their words."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from coach.choices import Author
from coach.models import Conversation
from core.staff_columns import column, hidden_column
from core.staff_pages import PERSON_SEARCH_HELP, WIDE, Label, Words
from people.person_figures import PersonFigure, all_rows, show_figure
from people.staff_words import person_column
from people.words_page import ReadOnlyWordsPage

AUTHORS: Words = {Author.PERSON: _("the person"), Author.COACH: _("the coach")}


def _messages(conversation: Conversation) -> Any:
    """Return who wrote when, and what a reply was made with."""
    rows = conversation.messages.defer("text").order_by("pk")
    messages = [
        {
            "author": AUTHORS[row.author],
            "at": row.created_at,
            "model": row.model or row.provider,
            "is_offline": row.is_offline,
            "leans_on": len(row.used_answer_ids),
        }
        for row in rows
    ]
    return render_to_string("admin/coach/messages.html", {"messages": messages})


@admin.register(Conversation)
class ConversationAdmin(ReadOnlyWordsPage[Conversation]):
    """Conversations with the coach."""

    code_field = "person_id"
    search_fields = ("pk",)
    search_help_text = PERSON_SEARCH_HELP
    ordering = ("-pk",)
    date_hierarchy = "started_at"
    list_display = (
        column("id", _("number")),
        person_column(),
        column("message_count", _("messages")),
        "started_at",
        "last_message_at",
        "closed_at",
    )
    fieldsets = (
        (
            None,
            {
                "fields": (
                    (person_column(), "started_at"),
                    ("last_message_at", "closed_at"),
                    hidden_column("words", _("what was said")),
                )
            },
        ),
        (
            _("Messages"),
            {"classes": [WIDE], "fields": (column("messages", _("messages"), _messages),)},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Conversation]:
        """Count the messages."""
        return super().get_queryset(request).annotate(message_count=Count("messages"))

    def owner_of(self, obj: Conversation) -> UUID:
        """Return who talked."""
        return obj.person_id

    def words_of(self, obj: Conversation) -> Iterable[tuple[Label, str]]:
        """Return what was said, in order."""
        for message in obj.messages.order_by("pk"):
            moment = date_format(message.created_at, "DATETIME_FORMAT")
            yield f"{AUTHORS[message.author]}, {moment}", message.text


show_figure(
    PersonFigure(
        "conversation_count",
        _("conversations"),
        all_rows(Conversation),
        "admin:coach_conversation_changelist",
    )
)
