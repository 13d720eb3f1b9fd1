"""Staff page of answers that no model read as it should have."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ai.staff_words import ERRORS, UNKNOWN, WHY_LOCAL
from analysis.admin.read_again import read_again_form
from analysis.admin.readings import ANSWER, PHASE, PHASES
from analysis.models import AnalysisFailure
from core.staff_columns import badge, column, words_filter
from core.staff_pages import PERSON_SEARCH_HELP, ObjectForm, ReadOnlyPage, Words
from core.typed_unfold import DropdownFilter
from people.staff_words import person_column

#: Codes of vendors' errors, of the router, and names of our own errors; others stand as they are.
REASONS: Words = {**ERRORS, **{code: word for code, word in WHY_LOCAL.items() if code}}
OPEN, RESOLVED = "open", "resolved"
REASON = column(
    "reason", _("reason"), lambda row: REASONS.get(row.reason, row.reason), order="reason"
)
STATE = column(
    "state",
    _("state"),
    lambda row: badge(_("resolved"), "success") if row.resolved_at else badge(_("open"), "danger"),
    order="resolved_at",
)
MODEL = column("model", _("model"), lambda row: row.model or UNKNOWN, order="model")


class StateFilter(DropdownFilter):
    """Narrows the list to what is still open, or no more."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> Iterable[tuple[str, Any]]:
        """Return both."""
        return [(OPEN, _("open")), (RESOLVED, _("resolved"))]

    def queryset(self, _request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Narrow the list."""
        chosen = self.value()
        return queryset.filter(resolved_at__isnull=chosen == OPEN) if chosen else queryset


@admin.register(AnalysisFailure)
class AnalysisFailureAdmin(ReadOnlyPage[AnalysisFailure]):
    """Failed analyses; the open ones may be given to another model."""

    code_field = "person_id"
    search_fields = ("pk",)
    search_help_text = PERSON_SEARCH_HELP
    ordering = ("-at",)
    date_hierarchy = "at"
    list_display = (
        column("id", _("number")),
        person_column(),
        ANSWER,
        PHASE,
        REASON,
        MODEL,
        "attempts",
        "at",
        STATE,
    )
    list_filter = (
        StateFilter,
        words_filter("reason", _("reason"), REASONS),
        words_filter("phase", _("phase"), PHASES),
    )
    fields = (
        (person_column(), ANSWER),
        (PHASE, STATE),
        (REASON, MODEL),
        ("attempts", "since"),
        ("at", "resolved_at"),
    )

    def object_forms(self, request: HttpRequest) -> Sequence[ObjectForm[AnalysisFailure]]:
        """Offer another model."""
        return [read_again_form()]
