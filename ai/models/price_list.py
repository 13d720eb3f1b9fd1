"""Which models there are, what they cost, and in which order they are asked."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ai.choices import Effort, ModelKind, Tier, Vendor
from ai.models.columns import at_least_0, known, pairs, price


class AiModelQuerySet(models.QuerySet["AiModel"]):
    """Models by what may be done with them."""

    def usable(self, day: date) -> "AiModelQuerySet":
        """Return those that may be called on `day`: enabled, with a price, not retired."""
        return self.filter(
            Q(retires_on__isnull=True) | Q(retires_on__gt=day),
            is_enabled=True,
            input_usd__isnull=False,
            output_usd__isnull=False,
        )


class AiModel(models.Model):
    """A model of a vendor. Prices are US dollars for a million tokens.

    A model whose price of input or output is unknown is not used. Where the price of cached input
    is unknown, the price of fresh input counts.
    """

    name = models.CharField(_("name"), max_length=80)
    vendor = models.CharField(_("vendor"), max_length=16, choices=pairs(Vendor))
    kind = models.CharField(
        _("kind"), max_length=16, choices=pairs(ModelKind), default=ModelKind.TEXT.value
    )
    input_usd = price(_("input, USD for 1M tokens"))
    cached_usd = price(_("cached input, USD for 1M tokens"))
    cache_write_usd = price(_("input written to the cache, USD for 1M tokens"))
    output_usd = price(_("output, USD for 1M tokens"))
    context_tokens = models.PositiveIntegerField(
        _("most tokens in"),
        help_text=_("More input is never sent; some models cost more above a length."),
    )
    max_output_tokens = models.PositiveIntegerField(
        _("most tokens out"),
        help_text=_("Thinking included. A call reserves the price of all of them."),
    )
    is_enabled = models.BooleanField(_("enabled"), default=True)
    is_instant = models.BooleanField(
        _("improves instant reflections"),
        default=False,
        help_text=_("Quick enough to be asked while the person waits for the next question."),
    )
    retires_on = models.DateField(
        _("retires on"),
        null=True,
        blank=True,
        help_text=_("From this day on the vendor no longer serves it, and it is not asked."),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = AiModelQuerySet.as_manager()

    class Meta:
        db_table = "ai_models"
        verbose_name = _("AI model")
        verbose_name_plural = _("AI models")
        ordering: ClassVar = ["vendor", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["vendor", "name"], name="ai_models_once"),
            known("vendor", Vendor, "ai_models"),
            known("kind", ModelKind, "ai_models"),
            *at_least_0("ai_models", "input_usd", "cached_usd", "cache_write_usd", "output_usd"),
            models.CheckConstraint(condition=~Q(name=""), name="ai_models_named"),
            models.CheckConstraint(
                condition=Q(context_tokens__gte=1), name="ai_models_context_min_1"
            ),
            models.CheckConstraint(
                condition=Q(max_output_tokens__gte=1, max_output_tokens__lte=F("context_tokens")),
                name="ai_models_output_within_context",
            ),
            models.CheckConstraint(
                condition=Q(is_instant=False) | Q(kind=ModelKind.TEXT.value),
                name="ai_models_only_text_is_instant",
            ),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class AiTierPlace(models.Model):
    """A model's place in the chain of a tier, and how hard it thinks there."""

    tier = models.CharField(_("tier"), max_length=8, choices=pairs(Tier))
    position = models.PositiveSmallIntegerField(
        _("position"), help_text=_("The lowest is asked first, the others when it fails.")
    )
    model = models.ForeignKey(
        AiModel, verbose_name=_("model"), on_delete=models.CASCADE, related_name="places"
    )
    effort = models.CharField(
        _("effort"),
        max_length=8,
        choices=pairs(Effort),
        blank=True,
        help_text=_("How hard it thinks first; empty leaves it to the vendor."),
    )

    class Meta:
        db_table = "ai_tier_places"
        verbose_name = _("place in a tier")
        verbose_name_plural = _("places in tiers")
        # Alphabetical order of the tiers is not their order; readers sort by themselves.
        ordering: ClassVar = ["tier", "position"]
        constraints: ClassVar = [
            # Checked at commit, so that staff may swap two places.
            models.UniqueConstraint(
                fields=["tier", "position"],
                name="ai_tier_places_one_at_a_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=["tier", "model"],
                name="ai_tier_places_model_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            known("tier", Tier, "ai_tier_places"),
            known("effort", Effort, "ai_tier_places", ""),
        ]

    def __str__(self) -> str:
        """Return the number."""
        return f"#{self.pk}"
