"""Readings that failed, so that staff see them and may try another model."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from analysis.choices import Phase
from analysis.models.columns import known, not_before, pairs
from core.clock import utc_now

TABLE = "analysis_failures"


class AnalysisFailure(models.Model):
    """An answer that no model read as it should have: read locally instead, or not at all.

    One row for as long as it lasts, however often it is tried; resolved by a model's reading.
    """

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    answer = models.ForeignKey("onboarding.Answer", on_delete=models.CASCADE, related_name="+")
    phase = models.CharField(_("phase"), max_length=8, choices=pairs(Phase))
    reason = models.CharField(_("reason"), max_length=60)
    model = models.CharField(_("model"), max_length=80, blank=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=1)
    since = models.DateTimeField(_("failed first"), default=utc_now)
    at = models.DateTimeField(_("failed last"), default=utc_now)
    resolved_at = models.DateTimeField(_("resolved"), null=True)

    class Meta:
        db_table = TABLE
        verbose_name = _("failed analysis")
        verbose_name_plural = _("failed analyses")
        permissions: ClassVar = [("read_again", "Can have an answer read by another model")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["answer", "phase"],
                condition=Q(resolved_at__isnull=True),
                name="analysis_failures_one_open_per_phase",
            ),
            known(TABLE, "phase", Phase),
            models.CheckConstraint(condition=~Q(reason=""), name="analysis_failures_reason_given"),
            models.CheckConstraint(
                condition=Q(attempts__gte=1), name="analysis_failures_attempts_min_1"
            ),
            not_before(TABLE, "at", "since"),
            not_before(TABLE, "resolved_at", "since"),
        ]

    def __str__(self) -> str:
        """Return the number."""
        return f"#{self.pk}"
