"""Trials of proposed questions on synthetic people, before real ones meet them."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.clock import utc_now


class SimulationRun(models.Model):
    """The bank as it is beside the bank with some questions more, as synthetic people meet them.

    Attributes:
        proposed: versions of questions that the second bank has, sorted.
        key: names the content of the second bank; while the proposed questions would make exactly
            this bank, the result holds.
        result: what both banks did; None until the run is done.
        regressions: codes of what got worse.
    """

    proposed = ArrayField(models.BigIntegerField(), verbose_name=_("proposed questions"))
    key = models.CharField(max_length=64)
    bank = models.CharField(_("bank"), max_length=40)
    seed = models.BigIntegerField(_("seed"))
    people = models.PositiveIntegerField(_("synthetic people"))
    result = models.JSONField(null=True)
    regressions = ArrayField(
        models.CharField(max_length=24), verbose_name=_("what got worse"), default=list
    )
    requested_by = models.ForeignKey(
        "people.StaffUser",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("asked for by"),
    )
    requested_at = models.DateTimeField(_("asked for"), default=utc_now)
    finished_at = models.DateTimeField(_("done"), null=True)

    class Meta:
        db_table = "onboarding_simulation_runs"
        verbose_name = _("simulation")
        verbose_name_plural = _("simulations")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(result__isnull=True, finished_at__isnull=True)
                | Q(result__isnull=False, finished_at__isnull=False),
                name="onboarding_simulation_runs_done_with_result",
            ),
            models.CheckConstraint(
                condition=Q(proposed__len__gt=0), name="onboarding_simulation_runs_propose"
            ),
        ]

    def __str__(self) -> str:
        """Return the number."""
        return f"#{self.pk}"

    @property
    def is_done(self) -> bool:
        """Whether there is a result."""
        return self.finished_at is not None

    @property
    def is_passed(self) -> bool:
        """Whether nothing got worse."""
        return self.is_done and not self.regressions
