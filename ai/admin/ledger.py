"""The ledger of calls to models: numbers and codes, never a text."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import quote
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ai.models import AiCall, AiModel
from ai.staff_words import (
    CALL_PURPOSES,
    EFFORTS,
    EGRESS_KINDS,
    ERRORS,
    OUTCOME_COLOURS,
    OUTCOMES,
    SPACE,
    TIER_COLOURS,
    TIERS,
    UNKNOWN,
    VENDORS,
    usd,
)
from core.staff_columns import Column, badge, column, flag, link, words_column, words_filter
from core.staff_pages import PERSON_SEARCH_HELP, ReadOnlyPage
from core.typed_unfold import DropdownFilter


class ModelFilter(DropdownFilter):
    """Narrows the list to one model."""

    title = _("model")
    parameter_name = "model"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> Iterable[tuple[str, str]]:
        """Return the models by name."""
        return [(str(pk), name) for pk, name in AiModel.objects.values_list("pk", "name")]

    def queryset(self, _request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Narrow the list; what is no number finds nothing."""
        chosen = self.value()
        if not chosen:
            return queryset
        return queryset.filter(model_id=int(chosen)) if chosen.isdecimal() else queryset.none()


def _person(row: AiCall) -> Any:
    if row.person_id is None:
        return UNKNOWN
    address = reverse("admin:people_person_change", args=[quote(row.person_id)])
    return link(address, row.person_id.hex[-8:].upper())


def _model(row: AiCall) -> Any:
    return link(reverse("admin:ai_aimodel_change", args=[row.model_id]), row.model.name)


def _tokens(name: str, label: Any) -> Column:
    def read(row: AiCall) -> str:
        return number_format(getattr(row, name), force_grouping=True)

    return column(name, label, read, order=name)


def _cost(row: AiCall) -> str:
    text = usd(row.usd)
    return f"≤{SPACE}{text}" if row.is_estimated else text


def _duration(row: AiCall) -> str:
    if row.latency_ms is None:
        return UNKNOWN
    return f"{number_format(row.latency_ms, force_grouping=True)}{SPACE}{gettext('ms')}"


def _ended(row: AiCall) -> Any:
    label = badge(OUTCOMES[row.outcome], OUTCOME_COLOURS[row.outcome])
    if not row.error_code:
        return label
    why = ERRORS.get(row.error_code, row.error_code)
    return format_html('{} <span class="sf-muted">{}</span>', label, why)


def _both_tokens(row: AiCall) -> str:
    both = (row.input_tokens, row.output_tokens)
    return " / ".join(number_format(count, force_grouping=True) for count in both)


def _kinds(row: AiCall) -> str:
    return ", ".join(str(EGRESS_KINDS.get(kind, kind)) for kind in row.kinds) or UNKNOWN


def _masked(row: AiCall) -> str:
    return ", ".join(f"{kind}: {count}" for kind, count in sorted(row.masked.items())) or UNKNOWN


PURPOSE = words_column("purpose", _("purpose"), CALL_PURPOSES)
TIER = words_column("tier", _("tier"), {**TIERS, "": UNKNOWN}, TIER_COLOURS)
OUTCOME = words_column("outcome", _("outcome"), OUTCOMES, OUTCOME_COLOURS)
ERROR = words_column("error_code", _("error"), {**ERRORS, "": ""})
PERSON = column("person", _("person"), _person)
MODEL = column("model_name", _("model"), _model, order="model__name")
COST = column("cost", _("cost"), _cost, order="usd")
DURATION = column("duration", _("duration"), _duration, order="latency_ms")
STARTED = column("started_at", _("started"))
INPUT = _tokens("input_tokens", _("input tokens"))
OUTPUT = _tokens("output_tokens", _("output tokens"))


@admin.register(AiCall)
class AiCallAdmin(ReadOnlyPage[AiCall]):
    """Every attempt at a model: what for, what left, how it ended, what it cost."""

    code_field = "person_id"
    search_fields = ("pk",)
    search_help_text = PERSON_SEARCH_HELP
    ordering = ("-pk",)
    date_hierarchy = "started_at"
    list_select_related = ("model",)
    list_display = (
        column("id", _("number")),
        STARTED,
        PURPOSE,
        MODEL,
        TIER,
        column("ended", _("outcome"), _ended, order="outcome"),
        column("tokens", _("tokens in and out"), _both_tokens, order="input_tokens"),
        COST,
        DURATION,
        PERSON,
    )
    list_filter = (
        words_filter("model__vendor", _("vendor"), VENDORS),
        ModelFilter,
        words_filter("outcome", _("outcome"), OUTCOMES),
        words_filter("purpose", _("purpose"), CALL_PURPOSES),
        words_filter("tier", _("tier"), TIERS),
    )
    fieldsets = (
        (
            None,
            {
                "fields": (
                    (PURPOSE, PERSON),
                    (OUTCOME, ERROR),
                    (STARTED, DURATION),
                    (
                        column("request_id", _("request")),
                        column("attempt", _("attempt")),
                    ),
                )
            },
        ),
        (
            _("Model"),
            {
                "fields": (
                    (MODEL, column("served_by", _("served by"), lambda row: row.served_by or "–")),
                    (TIER, column("position", _("position in the chain"))),
                    (
                        words_column("effort", _("effort"), {**EFFORTS, "": UNKNOWN}),
                        column("prompt_version", _("version of the prompt")),
                    ),
                    column("trace_id", _("trace")),
                )
            },
        ),
        (
            _("What left"),
            {
                "fields": (
                    column("kinds", _("kinds of words that left"), _kinds),
                    column("masked", _("masked, by kind"), _masked),
                )
            },
        ),
        (
            _("Tokens and money"),
            {
                "fields": (
                    (INPUT, _tokens("cached_tokens", _("cached tokens"))),
                    _tokens("cache_write_tokens", _("tokens written to the cache")),
                    (OUTPUT, _tokens("reasoning_tokens", _("of them thinking"))),
                    (COST, column("reserved", _("reserved"), lambda row: usd(row.reserved_usd))),
                    flag("is_estimated", _("estimated: the vendor did not say what was used")),
                )
            },
        ),
    )
