"""Models and their prices, and the chains of the tiers: edited here, in force at once."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ai.admin.warnings import model_warnings, warnings
from ai.admin.words_fields import WordsPage
from ai.choices import ModelKind, Tier
from ai.models import AiCall, AiModel, AiTierPlace
from ai.selectors.price_list_troubles import WARN_BEFORE
from ai.staff_words import EFFORTS, MODEL_KINDS, TIER_COLOURS, TIERS, UNKNOWN, VENDORS, price
from core.clock import utc_now
from core.staff_columns import badge, column, link, words_column, words_filter, yes_no_filter
from core.typed_unfold import BaseModelFormSet, ModelForm

PRICES = ("input_usd", "cached_usd", "cache_write_usd", "output_usd")
TIER_ORDER = Case(
    *(When(tier=tier, then=Value(number)) for number, tier in enumerate(Tier)),
    output_field=IntegerField(),
)


class AiModelForm(ModelForm[AiModel]):
    """A model; what the database would refuse is said in words beforehand."""

    def clean(self) -> dict[str, Any]:
        """Compare the fields with each other."""
        data = super().clean() or self.cleaned_data
        for name in PRICES:
            if (data.get(name) or 0) < 0:
                self.add_error(name, _("A price is not negative."))
        most_in, most_out = data.get("context_tokens"), data.get("max_output_tokens")
        for name, most in (("context_tokens", most_in), ("max_output_tokens", most_out)):
            if most == 0:
                self.add_error(name, _("At least one token."))
        if most_in and most_out and most_out > most_in:
            self.add_error("max_output_tokens", _("Not more than fits in at all."))
        if data.get("is_instant") and data.get("kind", self.instance.kind) != ModelKind.TEXT:
            self.add_error("is_instant", _("Only a model that writes text can do this."))
        return data


def _retires(row: AiModel) -> Any:
    if row.retires_on is None:
        return ""
    text = date_format(row.retires_on, "DATE_FORMAT")
    today = utc_now().date()
    if row.retires_on <= today:
        return badge(text, "danger" if row.is_enabled else "")
    is_soon = row.retires_on <= today + WARN_BEFORE
    return badge(text, "warning" if is_soon and row.is_enabled else "")


def _places(row: AiModel) -> Any:
    places = sorted(row.places.all(), key=lambda place: list(Tier).index(Tier(place.tier)))
    labels = ((badge(_place_words(place), TIER_COLOURS[place.tier]),) for place in places)
    return format_html_join(" ", "{}", labels) or UNKNOWN


def _place_words(place: AiTierPlace) -> str:
    return f"{TIERS[place.tier]}, {place.position}"


def _was_called(row: AiModel | None) -> bool:
    return row is not None and AiCall.objects.filter(model=row).exists()


VENDOR = words_column("vendor", _("vendor"), VENDORS)
KIND = words_column("kind", _("kind"), MODEL_KINDS)
PLACES = column("places", _("tier and position"), _places)
#: What calls are booked under.
BOOKED = ("name", VENDOR, KIND)


@admin.register(AiModel)
class AiModelAdmin(WordsPage[AiModel]):
    """Models of the vendors. What calls have cost stays as it was when a price changes."""

    form = AiModelForm
    words_of_fields = {"vendor": VENDORS, "kind": MODEL_KINDS}
    search_fields = ("name",)
    search_help_text = _("Name of a model")
    ordering = ("-is_enabled", "vendor", "name")
    list_before_template = "admin/ai/warnings.html"
    change_form_outer_before_template = "admin/ai/warnings.html"
    list_display = (
        "name",
        VENDOR,
        PLACES,
        column("price_in", _("input, 1M"), lambda row: price(row.input_usd), order="input_usd"),
        column("price_out", _("output, 1M"), lambda row: price(row.output_usd), order="output_usd"),
        "is_enabled",
        column("retires", _("retires on"), _retires, order="retires_on"),
        KIND,
    )
    list_filter = (
        words_filter("vendor", _("vendor"), VENDORS),
        words_filter("kind", _("kind"), MODEL_KINDS),
        yes_no_filter("is_enabled", _("enabled")),
    )
    fieldsets = (
        (None, {"fields": (("name", "vendor"), ("kind", "is_instant"), "is_enabled")}),
        (
            _("Prices, US dollars for a million tokens"),
            {
                "fields": (("input_usd", "output_usd"), ("cached_usd", "cache_write_usd")),
                "description": _(
                    "A model without a price of input or output is not asked. Empty prices of the"
                    " cache count as that of fresh input."
                ),
            },
        ),
        (_("Limits"), {"fields": (("context_tokens", "max_output_tokens"), "retires_on", "note")}),
        (_("Where it stands"), {"fields": (PLACES,)}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[AiModel]:
        """Read the places with the models."""
        return super().get_queryset(request).prefetch_related("places")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[AiModel], search_term: str
    ) -> tuple[QuerySet[AiModel], bool]:
        """Find by a part of the name."""
        return queryset.filter(name__icontains=search_term.strip()), False

    def get_readonly_fields(self, request: HttpRequest, obj: AiModel | None = None) -> list[Any]:
        """Keep what calls were booked under."""
        return [PLACES, *(BOOKED if _was_called(obj) else ())]

    def get_fieldsets(self, request: HttpRequest, obj: AiModel | None = None) -> Any:
        """Show what is kept in words."""
        _first, *others = self.fieldsets
        if not _was_called(obj):
            return self.fieldsets
        name, vendor, kind = BOOKED
        return [(None, {"fields": ((name, vendor), (kind, "is_instant"), "is_enabled")}), *others]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Warn above the list."""
        return super().changelist_view(request, {"warnings": warnings(), **(extra_context or {})})

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Warn above the model of what speaks against it."""
        row = self.get_object(request, unquote(object_id))
        context = {"warnings": model_warnings(row.name) if row else [], **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)


class PlaceRowForm(ModelForm[AiTierPlace]):
    """A row of the list. Whether two stand at one place shows only with all rows together."""

    def validate_constraints(self) -> None:
        """Leave it to `PlacesFormSet`."""


class PlacesFormSet(BaseModelFormSet[AiTierPlace, PlaceRowForm]):
    """All rows of the list, so that two can change places at once."""

    def clean(self) -> None:
        """Refuse two models at one position of a tier.

        Raises:
            ValidationError: there are such.
        """
        super().clean()
        stands = dict(AiTierPlace.objects.values_list("pk", "position"))
        tiers = dict(AiTierPlace.objects.values_list("pk", "tier"))
        for form in self.forms:
            if "position" in form.cleaned_data:
                stands[form.instance.pk] = form.cleaned_data["position"]
        taken = [(tiers[pk], position) for pk, position in stands.items() if pk in tiers]
        for tier, position in sorted(set(taken)):
            if taken.count((tier, position)) > 1:
                words = {"tier": TIERS[tier], "position": position}
                message = _("Two models at position %(position)d of the tier «%(tier)s».")
                raise forms.ValidationError(message, code="taken", params=words)


@admin.register(AiTierPlace)
class AiTierPlaceAdmin(WordsPage[AiTierPlace]):
    """The chains: who is asked first, and who when the first one fails."""

    words_of_fields = {"tier": TIERS, "effort": EFFORTS}
    list_before_template = "admin/ai/chains.html"
    ordering = (TIER_ORDER.asc(), "position")
    list_display_links = ("model_name",)
    list_display = (
        words_column("tier", _("tier"), TIERS, TIER_COLOURS),
        column("model_name", _("model"), lambda row: row.model.name, order="model__name"),
        "position",
        "effort",
        column("cost", _("input and output, 1M"), lambda row: _both_prices(row.model)),
        column("works", _("can be asked"), lambda row: _state(row.model)),
    )
    list_editable = ("position", "effort")
    list_filter = (words_filter("tier", _("tier"), TIERS),)
    list_select_related = ("model",)
    fields = (("tier", "position"), "model", "effort")

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> Any:
        """Return the form of a row."""
        return super().get_changelist_form(request, **{**kwargs, "form": PlaceRowForm})

    def get_changelist_formset(self, request: HttpRequest, **kwargs: Any) -> Any:
        """Return the form of all rows."""
        return super().get_changelist_formset(request, **{**kwargs, "formset": PlacesFormSet})

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer models that write text."""
        kwargs["queryset"] = AiModel.objects.filter(kind=ModelKind.TEXT).order_by("name")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: AiTierPlace | None = None) -> bool:
        """Let those take a model out of a chain who may."""
        return request.user.has_perm("ai.delete_aitierplace")

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Warn above the list."""
        return super().changelist_view(request, {"warnings": warnings(), **(extra_context or {})})


def _both_prices(model: AiModel) -> Any:
    text = f"{price(model.input_usd)} / {price(model.output_usd)}"
    return link(reverse("admin:ai_aimodel_change", args=[model.pk]), text)


def _state(model: AiModel) -> Any:
    today = utc_now().date()
    if not model.is_enabled:
        return badge(gettext("not enabled"), "danger")
    if model.retires_on and model.retires_on <= today:
        return badge(gettext("retired"), "danger")
    if model.input_usd is None or model.output_usd is None:
        return badge(gettext("without a price"), "danger")
    return badge(gettext("yes"), "success")
