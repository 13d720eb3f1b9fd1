"""What selection knows about a person: trust and care, and the uncertainty of their portrait."""

from datetime import timedelta
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.clock import utc_now
from onboarding import trust


class CareState(models.Model):
    """Trust, and what must not be asked of this person."""

    person = models.OneToOneField(
        "people.Person", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    trust = models.FloatField(_("trust"), default=0.0)
    trust_changed_at = models.DateTimeField(default=utc_now)
    heavy_opt_in = models.BooleanField(_("heavy topics allowed"), default=False)
    heavy_blocked_until = models.DateTimeField(_("no heavy topics until"), null=True)
    healing_owed = models.BooleanField(_("owed something that gives strength"), default=False)
    closed_domains = ArrayField(models.CharField(max_length=16), default=list)
    never_codes = ArrayField(models.CharField(max_length=20), default=list)

    class Meta:
        db_table = "onboarding_care_states"
        verbose_name = _("care state")
        verbose_name_plural = _("care states")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(trust__gte=0, trust__lte=1), name="onboarding_care_states_trust_0_to_1"
            ),
        ]

    def __str__(self) -> str:
        """Return the code by which staff find the person."""
        return self.person_id.hex[-8:].upper()

    @property
    def trust_today(self) -> float:
        """The score of today, 0..1: what a long silence has taken off is not stored."""
        silence = max(utc_now() - self.trust_changed_at, timedelta(0))
        return trust.faded(self.trust, silence)


class SelectionState(models.Model):
    """Variances of the nine traits, copied from `profile.updated`."""

    person = models.OneToOneField(
        "people.Person", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    variances = ArrayField(models.FloatField(), size=9)
    profile_version = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "onboarding_selection_states"
        verbose_name = _("selection state")
        verbose_name_plural = _("selection states")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(variances__len=9), name="onboarding_selection_states_nine_variances"
            ),
        ]

    def __str__(self) -> str:
        """Return the code by which staff find the person."""
        return self.person_id.hex[-8:].upper()
