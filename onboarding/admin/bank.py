"""The question lab. What was published never changes: an edit is a new version."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.staff_columns import column, words_column, words_filter
from core.staff_pages import Page, ReadOnlyPage, Words
from core.typed_unfold import TabularInline
from onboarding.choices import QuestionStatus
from onboarding.models import BankVersion, Question, QuestionTarget, QuestionText
from onboarding.staff_words import (
    ENERGIES,
    ENERGY_COLOURS,
    FLAGS,
    QUESTION_COLOURS,
    QUESTION_STATUSES,
    REVIEW_COLOURS,
    REVIEW_KINDS,
    REVIEW_KINDS_SHORT,
    STAGES,
    TRANSLATIONS,
    TRUST_LEVELS,
)
from people.staff_words import DOMAINS, LANGUAGES, TRAITS

EDITABLE = (QuestionStatus.DRAFT, QuestionStatus.IN_REVIEW)
DEPTHS: Words = {str(depth): str(depth) for depth in range(1, 6)}
#: What is shown of where a question comes from.
PROVENANCE: Words = {
    "author": _("written by"),
    "reviewers": _("read by"),
    "approved_at": _("approved on"),
    "licence": _("licence"),
    "source": _("source"),
}
DOMAIN = words_column("domain", _("domain"), DOMAINS)
ENERGY = words_column("energy", _("energy"), ENERGIES, ENERGY_COLOURS)
STATUS = words_column("status", _("status"), QUESTION_STATUSES, QUESTION_COLOURS)
TRUST = column(
    "trust", _("trust needed"), lambda row: TRUST_LEVELS[row.min_trust], order="min_trust"
)


def _in_words(codes: Sequence[str], words: Words) -> str:
    return ", ".join(str(words.get(code, code)) for code in codes)


def _wording(question: Question) -> str:
    """Return the text in the language of the reader, else in any."""
    texts = {text.language: text.text for text in question.texts.all()}
    return texts.get((get_language() or "")[:2]) or next(iter(texts.values()), "")


def _provenance(question: Question) -> Any:
    """Return who wrote and who read the question, as the bank says it."""
    said = {**question.provenance, **(question.review or {})}
    lines = (
        (label, ", ".join(value) if isinstance(value, list) else value)
        for name, label in PROVENANCE.items()
        if (value := said.get(name))
    )
    return format_html("{}", format_html_join("", "<div>{}: {}</div>", lines))


class QuestionTextInline(TabularInline[QuestionText, Question]):
    """What is asked, in each language."""

    model = QuestionText
    extra = 0
    hide_title = True
    can_delete = False
    fields = (
        words_column("language", _("language"), LANGUAGES),
        "text",
        "hint",
        "familiar_text",
        "familiar_hint",
        "translation",
    )
    readonly_fields = (fields[0], "translation")

    @admin.display(description=_("translation"))
    def translation(self, text: QuestionText) -> Any:
        """Return how far the translation has come."""
        return TRANSLATIONS[text.status]

    def has_add_permission(self, request: HttpRequest, obj: Question | None = None) -> bool:
        """Refuse: a question has one text a language."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Question | None = None) -> bool:
        """Allow while nobody was asked it."""
        return _is_editable(obj) and super().has_change_permission(request, obj)


class QuestionTargetInline(TabularInline[QuestionTarget, Question]):
    """What answers tell about."""

    model = QuestionTarget
    extra = 0
    hide_title = True
    can_delete = False
    fields = (
        words_column("trait", _("trait"), TRAITS),
        "facet_",
        "information",
    )
    readonly_fields = fields

    @admin.display(description=_("facet"))
    def facet_(self, target: QuestionTarget) -> str:
        """Return the part of the trait."""
        return target.facet.replace("_", " ")

    def has_add_permission(self, request: HttpRequest, obj: Question | None = None) -> bool:
        """Refuse: targets come with the bank."""
        return False


def _is_editable(question: Question | None) -> bool:
    return question is not None and question.status in EDITABLE


@admin.register(Question)
class QuestionAdmin(Page[Question]):
    """Every version of every question; only drafts can be edited."""

    search_fields = ("code", "texts__text")
    search_help_text = _("Code or words of a question")
    ordering = ("code", "-version")
    list_per_page = 25
    list_display = (
        column("code", _("code")),
        column("wording", _("text"), _wording),
        words_column("review_kind", _("review"), REVIEW_KINDS_SHORT, REVIEW_COLOURS),
        ENERGY,
        "depth",
        DOMAIN,
        STATUS,
    )
    list_filter = (
        words_filter("domain", _("domain"), DOMAINS),
        words_filter("energy", _("energy"), ENERGIES),
        words_filter("depth", _("depth"), DEPTHS),
        words_filter("status", _("status"), QUESTION_STATUSES),
        words_filter("review_kind", _("review"), REVIEW_KINDS),
    )
    inlines = (QuestionTextInline, QuestionTargetInline)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    words_column("review_kind", _("review"), REVIEW_KINDS, REVIEW_COLOURS),
                    ("code", "version"),
                    (STATUS, DOMAIN),
                    (ENERGY, "depth"),
                    TRUST,
                    column("stage_names", _("stages"), lambda q: _in_words(q.stages, STAGES)),
                    "cooldown_days",
                )
            },
        ),
        (
            _("Care"),
            {
                "fields": (
                    column("flags", _("safety flags"), lambda q: _in_words(q.safety_flags, FLAGS)),
                    "requires_opt_in",
                )
            },
        ),
        (
            _("Where it comes from"),
            {
                "fields": (
                    column("provenance_", _("author and review"), _provenance),
                    "is_from_files",
                    "loaded_at",
                )
            },
        ),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Question | None = None) -> list[Any]:
        """Leave the numbers of care open in a draft; everything else comes with the bank."""
        fields = flatten_fieldsets(self.get_fieldsets(request, obj))
        edited = ("depth", "cooldown_days", "requires_opt_in") if _is_editable(obj) else ()
        return [name for name in fields if name not in edited]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        """Read the texts with the questions."""
        texts = Prefetch("texts", QuestionText.objects.order_by("-language"))
        return super().get_queryset(request).prefetch_related(texts)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Question], search_term: str
    ) -> tuple[QuerySet[Question], bool]:
        """Find by code or words: questions are nobody's personal words."""
        return super(Page, self).get_search_results(request, queryset, search_term)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: new questions come with the bank."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Question | None = None) -> bool:
        """Allow for drafts."""
        return (obj is None or _is_editable(obj)) and super().has_change_permission(request, obj)


@admin.register(BankVersion)
class BankVersionAdmin(ReadOnlyPage[BankVersion]):
    """Every state of the bank; the newest is the current one."""

    ordering = ("-pk",)
    list_display = (column("id", _("number")), "label", "loaded_at")
    fields = ("label", "loaded_at")
