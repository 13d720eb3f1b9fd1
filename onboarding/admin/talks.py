"""Sessions with what was asked and why, and answers without their words."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.clock import utc_now
from core.overview import Bars, Card, Chart, Figure, Series, show_card, show_chart
from core.staff_columns import (
    badge,
    column,
    flag,
    hidden_column,
    link,
    words_column,
    words_filter,
)
from core.staff_pages import PERSON_SEARCH_HELP, WIDE, Label, ReadOnlyPage
from onboarding.admin.session_path import energy_path, session_summary
from onboarding.admin.why import why
from onboarding.models import Answer, AskedQuestion, Session
from onboarding.models.talks import OPEN_STATUSES
from onboarding.staff_words import (
    END_REASONS,
    OUTCOME_COLOURS,
    OUTCOMES,
    SESSION_COLOURS,
    SESSION_STATUSES,
    STAGES,
)
from people.person_figures import PersonFigure, all_rows, show_figure
from people.staff_words import person_column
from people.words_page import ReadOnlyWordsPage

CHART_DAYS = 14
STATUS = words_column("status", _("status"), SESSION_STATUSES, SESSION_COLOURS)
PATH = column(
    "path",
    _("path of the answer"),
    lambda row: link(reverse("admin:answer_path", args=[row.pk]), f"#{row.pk}"),
)
END_REASON = words_column("end_reason", _("reason of the end"), END_REASONS)


def _asked_rows(session: Session) -> Any:
    """Return the questions of a session as a readable list."""
    asked = session.asked.select_related("question").prefetch_related("question__texts", "answers")
    rows = [_asked_row(number, row) for number, row in enumerate(asked.order_by("pk"), start=1)]
    return render_to_string("admin/onboarding/asked.html", {"rows": rows})


def _asked_row(number: int, asked: AskedQuestion) -> dict[str, Any]:
    texts = {text.language: text.text for text in asked.question.texts.all()}
    return {
        "number": number,
        "code": link(
            reverse("admin:onboarding_question_change", args=[asked.question_id]),
            asked.question,
        ),
        "text": texts.get(asked.language, ""),
        "stage": STAGES[asked.stage],
        "outcome": badge(OUTCOMES[asked.outcome], OUTCOME_COLOURS.get(asked.outcome, "")),
        "asked_at": asked.asked_at,
        "answers": [answer for answer in asked.answers.all() if answer.is_current],
        "why": why(asked.selection, asked.question.code),
        "url": reverse("admin:onboarding_askedquestion_change", args=[asked.pk]),
    }


@admin.register(Session)
class SessionAdmin(ReadOnlyPage[Session]):
    """Sessions; each shows what was asked and why it was that question."""

    code_field = "person_id"
    search_fields = ("pk",)
    search_help_text = PERSON_SEARCH_HELP
    ordering = ("-pk",)
    date_hierarchy = "started_at"
    list_display = (
        column("id", _("number")),
        person_column(),
        STATUS,
        column("taken", _("answered of asked"), lambda row: f"{row.answered} / {row.asked_count}"),
        "started_at",
        "last_activity_at",
        END_REASON,
    )
    list_filter = (
        words_filter("status", _("status"), SESSION_STATUSES),
        words_filter("end_reason", _("reason of the end"), END_REASONS),
    )
    fieldsets = (
        (
            None,
            {
                "fields": (
                    (person_column(), STATUS),
                    ("started_at", "last_activity_at"),
                    ("ended_at", END_REASON),
                    "target_questions",
                    column("summary", _("how it went"), session_summary),
                    column("energy", _("path of energy"), energy_path),
                )
            },
        ),
        (
            _("What was asked, and why"),
            {"classes": [WIDE], "fields": (column("asked_rows", _("questions"), _asked_rows),)},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Session]:
        """Count what was asked and answered."""
        answered = Count("asked", filter=Q(asked__outcome="answered"))
        return super().get_queryset(request).annotate(asked_count=Count("asked"), answered=answered)


@admin.register(Answer)
class AnswerAdmin(ReadOnlyWordsPage[Answer]):
    """Answers by number, time and length; the words are hidden."""

    code_field = "person_id"
    search_fields = ("pk",)
    search_help_text = PERSON_SEARCH_HELP
    ordering = ("-pk",)
    date_hierarchy = "submitted_at"
    list_select_related = ("asked__question",)
    list_display = (
        column("id", _("number")),
        person_column(),
        column("question", _("question"), lambda row: row.asked.question),
        hidden_column("words", _("answer")),
        "length",
        "submitted_at",
        flag("is_current", _("current")),
    )
    fields = (
        person_column(),
        column(
            "session",
            _("session"),
            lambda row: link(
                reverse("admin:onboarding_session_change", args=[row.asked.session_id]),
                f"#{row.asked.session_id}",
            ),
        ),
        column("question", _("question"), lambda row: row.asked.question),
        hidden_column("words", _("answer")),
        "length",
        "submitted_at",
        flag("is_current", _("current")),
        column("supersedes", _("corrects the answer"), lambda row: row.supersedes_id),
    )

    def get_fields(self, request: HttpRequest, obj: Answer | None = None) -> Any:
        """Show the way to the path of the answer to those who look after the machinery."""
        return [*self.fields, *([PATH] if request.user.has_perm("events.view_delivery") else [])]

    def owner_of(self, obj: Answer) -> UUID:
        """Return who answered."""
        return obj.person_id

    def words_of(self, obj: Answer) -> Iterable[tuple[Label, str]]:
        """Return the question with the answer."""
        wording = obj.asked.question.texts.filter(language=obj.asked.language).first()
        yield _("question"), wording.text if wording else ""
        yield _("answer"), obj.text


def _answers_today() -> Figure:
    since = utc_now().replace(hour=0, minute=0, second=0, microsecond=0)
    return Figure(Answer.objects.filter(is_current=True, submitted_at__gte=since).count())


def _answers_per_day() -> Bars:
    today = utc_now().date()
    days = [today - timedelta(days=back) for back in reversed(range(CHART_DAYS))]
    counted = dict(
        Answer.objects.filter(is_current=True, submitted_at__date__gte=days[0])
        .annotate(day=TruncDate("submitted_at"))
        .order_by()
        .values_list("day")
        .annotate(count=Count("pk"))
    )
    labels = [date_format(day, gettext("j M")) for day in days]
    return Bars(labels, [Series(_("answers"), [counted.get(day, 0) for day in days])])


show_figure(
    PersonFigure(
        "answer_count",
        _("answers"),
        Answer.objects.filter(is_current=True),
        "admin:onboarding_answer_changelist",
        is_listed=True,
    )
)
show_figure(
    PersonFigure(
        "session_count", _("sessions"), all_rows(Session), "admin:onboarding_session_changelist"
    )
)
show_card(
    "answers",
    Card(
        title=_("Answers today"),
        permission="onboarding.view_answer",
        link="admin:onboarding_answer_changelist",
        read=_answers_today,
        rank=2,
    ),
)
show_card(
    "sessions",
    Card(
        title=_("Open sessions"),
        permission="onboarding.view_session",
        link="admin:onboarding_session_changelist",
        read=lambda: Figure(Session.objects.filter(status__in=OPEN_STATUSES).count()),
        rank=2,
    ),
)
show_chart(
    "answers",
    Chart(
        title=_("Answers per day, last 14 days"),
        permission="onboarding.view_answer",
        read=_answers_per_day,
    ),
)
