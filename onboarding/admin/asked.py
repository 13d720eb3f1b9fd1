"""One asked question, and why it was this one."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.staff_columns import column, link, words_column, words_filter
from core.staff_pages import PERSON_SEARCH_HELP, WIDE, ReadOnlyPage
from onboarding.admin.why import why
from onboarding.models import AskedQuestion
from onboarding.staff_words import OUTCOME_COLOURS, OUTCOMES, STAGES
from people.staff_words import LANGUAGES, person_column

SESSIONS = "onboarding.view_session"
STAGE = words_column("stage", _("stage"), STAGES)
OUTCOME = words_column("outcome", _("outcome"), OUTCOMES, OUTCOME_COLOURS)
SESSION = column(
    "session",
    _("session"),
    lambda row: link(
        reverse("admin:onboarding_session_change", args=[row.session_id]), f"#{row.session_id}"
    ),
)
QUESTION = column(
    "question_",
    _("question"),
    lambda row: link(
        reverse("admin:onboarding_question_change", args=[row.question_id]), row.question
    ),
)


def _text(asked: AskedQuestion) -> str:
    """Return the words of the question in the language it was asked in."""
    texts = {text.language: text.text for text in asked.question.texts.all()}
    return texts.get(asked.language, "")


def _why(asked: AskedQuestion) -> Any:
    context = {"why": why(asked.selection, asked.question.code)}
    return render_to_string("admin/onboarding/why.html", context)


@admin.register(AskedQuestion)
class AskedQuestionAdmin(ReadOnlyPage[AskedQuestion]):
    """Asked questions; whoever may see sessions may see what was asked in them and why."""

    code_field = "person_id"
    search_fields = ("pk",)
    search_help_text = PERSON_SEARCH_HELP
    ordering = ("-pk",)
    date_hierarchy = "asked_at"
    list_select_related = ("question",)
    list_display = (
        column("id", _("number")),
        person_column(),
        QUESTION,
        STAGE,
        OUTCOME,
        "asked_at",
    )
    list_filter = (
        words_filter("stage", _("stage"), STAGES),
        words_filter("outcome", _("outcome"), OUTCOMES),
    )
    fieldsets = (
        (
            None,
            {
                "fields": (
                    (person_column(), SESSION),
                    (QUESTION, words_column("language", _("language"), LANGUAGES)),
                    column("wording", _("text"), _text),
                    (STAGE, OUTCOME),
                    ("asked_at", "closed_at"),
                )
            },
        ),
        (
            _("Why this question"),
            {"classes": [WIDE], "fields": (column("why_", _("why this question"), _why),)},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[AskedQuestion]:
        """Read the question with its texts."""
        return super().get_queryset(request).select_related("question")

    def has_view_permission(self, request: HttpRequest, obj: AskedQuestion | None = None) -> bool:
        """Allow whoever may see sessions."""
        return request.user.has_perm(SESSIONS)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Allow whoever may see sessions."""
        return request.user.has_perm(SESSIONS)
