"""What may be spent, and what was."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ai.choices import BudgetScope, CallPurpose
from ai.models.columns import at_least_0, dollars, known, pairs


def _purpose_fits(table: str) -> models.CheckConstraint:
    """Return the constraint that a purpose stands where the scope is one of purposes."""
    scoped = Q(scope=BudgetScope.PURPOSE_DAY.value)
    return models.CheckConstraint(
        condition=(scoped & ~Q(purpose="")) | (~scoped & Q(purpose="")),
        name=f"{table}_purpose_of_scope",
    )


class AiBudget(models.Model):
    """A limit. Without a row nothing limits its scope; a limit of 0 allows no call at all."""

    scope = models.CharField(_("scope"), max_length=16, choices=pairs(BudgetScope))
    purpose = models.CharField(
        _("purpose"),
        max_length=20,
        choices=pairs(CallPurpose),
        blank=True,
        help_text=_("Only for budgets of a purpose."),
    )
    limit_usd = dollars(_("limit, USD"))
    soft_share = models.DecimalField(
        _("share at which cheaper models are taken"),
        max_digits=3,
        decimal_places=2,
        default=Decimal("0.80"),
    )

    class Meta:
        db_table = "ai_budgets"
        verbose_name = _("AI budget")
        verbose_name_plural = _("AI budgets")
        ordering: ClassVar = ["scope", "purpose"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scope", "purpose"], name="ai_budgets_once"),
            known("scope", BudgetScope, "ai_budgets"),
            known("purpose", CallPurpose, "ai_budgets", ""),
            _purpose_fits("ai_budgets"),
            *at_least_0("ai_budgets", "limit_usd"),
            models.CheckConstraint(
                condition=Q(soft_share__gt=0, soft_share__lte=1),
                name="ai_budgets_soft_share_0_to_1",
            ),
        ]

    def __str__(self) -> str:
        """Return the number."""
        return f"#{self.pk}"


class AiSpend(models.Model):
    """A counter: what one scope has spent in one period, and what calls going on may spend.

    Counted whether a budget limits it or not, so that a new budget holds at once.
    """

    scope = models.CharField(_("scope"), max_length=16, choices=pairs(BudgetScope))
    person = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, null=True, related_name="+"
    )
    purpose = models.CharField(_("purpose"), max_length=20, choices=pairs(CallPurpose), blank=True)
    period = models.DateField(_("first day of the period"))
    reserved_usd = dollars(_("reserved, USD"))
    settled_usd = dollars(_("settled, USD"))

    class Meta:
        db_table = "ai_spends"
        verbose_name = _("AI spend")
        verbose_name_plural = _("AI spends")
        constraints: ClassVar = [
            # Also the index by which reserving and settling find the counter.
            models.UniqueConstraint(
                fields=["scope", "period", "person", "purpose"],
                name="ai_spends_once",
                nulls_distinct=False,
            ),
            known("scope", BudgetScope, "ai_spends"),
            known("purpose", CallPurpose, "ai_spends", ""),
            _purpose_fits("ai_spends"),
            models.CheckConstraint(
                condition=Q(scope=BudgetScope.PERSON_DAY.value, person__isnull=False)
                | (~Q(scope=BudgetScope.PERSON_DAY.value) & Q(person__isnull=True)),
                name="ai_spends_person_of_scope",
            ),
            *at_least_0("ai_spends", "reserved_usd", "settled_usd"),
        ]

    def __str__(self) -> str:
        """Return the number."""
        return f"#{self.pk}"
