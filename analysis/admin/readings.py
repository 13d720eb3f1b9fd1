"""Staff pages of analysis: who read an answer, how well, and what it says about traits."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from ai.contracts import Sentiment
from ai.staff_words import TIER_COLOURS, TIERS, UNKNOWN, WHY_LOCAL, usd
from analysis.admin.read_again import read_again_form
from analysis.choices import Phase
from analysis.models import Analysis
from core.staff_columns import (
    Colours,
    column,
    flag,
    hidden_column,
    link,
    words_column,
    words_filter,
    yes_no_filter,
)
from core.staff_pages import PERSON_SEARCH_HELP, Label, ObjectForm, Words
from people.person_figures import PersonFigure, all_rows, show_figure
from people.staff_words import DOMAINS, LANGUAGES, TRAITS, person_column
from people.words_page import ReadOnlyWordsPage

PHASES: Words = {Phase.INSTANT: _("at once"), Phase.DEEP: _("in depth")}
SENTIMENTS: Words = {
    Sentiment.POSITIVE: _("positive"),
    Sentiment.NEUTRAL: _("even"),
    Sentiment.NEGATIVE: _("negative"),
}
SENTIMENT_COLOURS: Colours = {Sentiment.POSITIVE: "success", Sentiment.NEGATIVE: "warning"}
PHASE = words_column("phase", _("phase"), PHASES)
SENTIMENT = words_column("sentiment", _("sentiment"), SENTIMENTS, SENTIMENT_COLOURS)
QUALITY = column("quality", _("quality"), lambda row: f"{row.quality:.0%}", order="quality")
OFFLINE = flag("is_offline", _("read by the local analyser"))
ANSWER = column(
    "answer",
    _("answer"),
    lambda row: link(
        reverse("admin:onboarding_answer_change", args=[row.answer_id]), f"#{row.answer_id}"
    ),
)
COST = column("cost_usd", _("cost"), lambda row: usd(row.cost_usd), order="cost_usd")
TIER = words_column("tier", _("tier"), TIERS, TIER_COLOURS)
WHY_HERE = column(
    "reason_local",
    _("why it was read here"),
    lambda row: WHY_LOCAL[row.reason_local] if row.reason_local else UNKNOWN,
    order="reason_local",
)


def _calls(analysis: Analysis) -> Any:
    """Return the ways to the calls in the ledger."""
    rows = ((reverse("admin:ai_aicall_change", args=[pk]), pk) for pk in analysis.calls)
    return format_html_join(", ", '<a href="{}" class="text-link">#{}</a>', rows) or UNKNOWN


def _traits(analysis: Analysis) -> Any:
    """Return the traits as bars on the scale from -3 to 3."""
    rows = [
        {
            "name": TRAITS[trait.trait],
            "value": f"{trait.value:+.2f}",
            "deviation": f"{trait.variance**0.5:.2f}",
        }
        for trait in analysis.traits.order_by("trait")
    ]
    return render_to_string("admin/analysis/traits.html", {"rows": rows})


def _is_deep(analysis: Analysis) -> bool:
    return analysis.phase == Phase.DEEP and analysis.is_current


@admin.register(Analysis)
class AnalysisAdmin(ReadOnlyWordsPage[Analysis]):
    """Readings of answers; what they say in words is hidden."""

    code_field = "person_id"
    search_fields = ("pk",)
    search_help_text = PERSON_SEARCH_HELP
    ordering = ("-pk",)
    date_hierarchy = "created_at"
    list_display = (
        column("id", _("number")),
        person_column(),
        ANSWER,
        PHASE,
        SENTIMENT,
        QUALITY,
        "model",
        TIER,
        COST,
        OFFLINE,
        flag("is_current", _("counts")),
        "created_at",
    )
    list_filter = (
        words_filter("phase", _("phase"), PHASES),
        words_filter("sentiment", _("sentiment"), SENTIMENTS),
        words_filter("domain", _("domain of the question"), DOMAINS),
        words_filter("tier", _("tier"), TIERS),
        words_filter(
            "reason_local",
            _("why it was read here"),
            {code: word for code, word in WHY_LOCAL.items() if code},
        ),
        yes_no_filter("is_offline", _("read by the local analyser")),
        yes_no_filter("is_current", _("counts")),
    )
    fieldsets = (
        (
            None,
            {
                "fields": (
                    (person_column(), ANSWER),
                    (PHASE, flag("is_current", _("counts"))),
                    (
                        words_column("domain", _("domain of the question"), DOMAINS),
                        words_column("language", _("language"), LANGUAGES),
                    ),
                    (SENTIMENT, QUALITY),
                    "crisis_level",
                    column("traits", _("what it says about traits"), _traits),
                    hidden_column("words", _("reflection, insight and quotes")),
                )
            },
        ),
        (
            _("Who read it"),
            {
                "fields": (
                    ("provider", "model"),
                    (TIER, flag("is_chosen", _("model chosen by staff"))),
                    ("prompt_version", OFFLINE),
                    (WHY_HERE, "read_again_at"),
                    (COST, column("calls_", _("calls"), _calls)),
                    ("quotes_dropped", "rereads"),
                    "created_at",
                )
            },
        ),
    )

    def object_forms(self, request: HttpRequest) -> Sequence[ObjectForm[Analysis]]:
        """Offer another model beside opening the words."""
        return [*super().object_forms(request), read_again_form(_is_deep)]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Analysis]:
        """Leave the words in the table."""
        words = ("reflection", "insight", "insight_quote", "patterns")
        return super().get_queryset(request).defer(*words)

    def owner_of(self, obj: Analysis) -> UUID:
        """Return whose answer was read."""
        return obj.person_id

    def words_of(self, obj: Analysis) -> Iterable[tuple[Label, str]]:
        """Return what was said, and the quotes it leans on."""
        yield _("reflection"), obj.reflection or ""
        yield _("insight"), obj.insight or ""
        yield _("words the insight leans on"), obj.insight_quote or ""
        yield _("patterns"), "\n".join(obj.patterns or ())
        for trait in obj.traits.order_by("trait"):
            yield TRAITS[trait.trait], trait.quote


show_figure(
    PersonFigure(
        "analysis_count", _("analyses"), all_rows(Analysis), "admin:analysis_analysis_changelist"
    )
)
