"""What is known of questions over all people: effects of what was asked, figures, pilots."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.clock import utc_now
from onboarding.models.bank import Question
from onboarding.models.talks import AskedQuestion
from onboarding.question_statistics import FEWEST_PEOPLE, PILOT_EXPOSURES

#: Figures of which nothing is kept while too few people stand behind them.
HIDDEN_FIGURES = (
    "answered",
    "skipped",
    "replaced",
    "postponed",
    "left",
    "never",
    "distresses",
    "crises",
    "skipped_low",
    "skipped_high",
    "left_low",
    "left_high",
    "length_ratio",
    "seconds",
    "information",
)


class AskedEffect(models.Model):
    """What came of an asked question beside its answer, and only later: numbers, no words."""

    asked = models.OneToOneField(
        AskedQuestion, on_delete=models.CASCADE, primary_key=True, related_name="effect"
    )
    information = models.FloatField(_("information gained, nats"), null=True)
    crisis_level = models.PositiveSmallIntegerField(_("sign of a crisis"), default=0)

    class Meta:
        db_table = "onboarding_asked_effects"
        verbose_name = _("effect of an asked question")
        verbose_name_plural = _("effects of asked questions")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(crisis_level__lte=3), name="onboarding_asked_effects_level_0_to_3"
            ),
        ]

    def __str__(self) -> str:
        """Return the number of the asked question."""
        return f"#{self.pk}"


class QuestionStatistics(models.Model):
    """Figures of one version of a question over all people, made anew every night.

    Rates count exposures that are no longer waited for. An interval is Wilson's, 95 %.
    """

    question = models.OneToOneField(
        Question, on_delete=models.CASCADE, primary_key=True, related_name="statistics"
    )
    people = models.PositiveIntegerField(_("people"))
    exposures = models.PositiveIntegerField(_("times asked"))
    answered = models.PositiveIntegerField(_("answered"), null=True)
    skipped = models.PositiveIntegerField(_("skipped"), null=True)
    replaced = models.PositiveIntegerField(_("another one wanted"), null=True)
    postponed = models.PositiveIntegerField(_("put off"), null=True)
    never = models.PositiveIntegerField(_("never again"), null=True)
    left = models.PositiveIntegerField(_("talk broken off"), null=True)
    distresses = models.PositiveIntegerField(_("signs of distress"), null=True)
    crises = models.PositiveIntegerField(_("signs of a crisis"), null=True)
    skipped_low = models.FloatField(null=True)
    skipped_high = models.FloatField(null=True)
    left_low = models.FloatField(null=True)
    left_high = models.FloatField(null=True)
    length_ratio = models.FloatField(_("length to the person's own"), null=True)
    seconds = models.FloatField(_("seconds to the answer"), null=True)
    information = models.FloatField(_("information gained, nats"), null=True)
    readings = models.PositiveIntegerField(_("answers read"), default=0)
    flags = ArrayField(models.CharField(max_length=12), verbose_name=_("flags"), default=list)
    computed_at = models.DateTimeField(_("computed"), default=utc_now)

    class Meta:
        db_table = "onboarding_question_statistics"
        verbose_name = _("statistics of a question")
        verbose_name_plural = _("statistics of the bank")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(people__gte=FEWEST_PEOPLE)
                | Q(**{f"{name}__isnull": True for name in HIDDEN_FIGURES}),
                name="onboarding_question_statistics_few_people_hidden",
            ),
        ]

    def __str__(self) -> str:
        """Return the question and its version."""
        return str(self.question)


class PilotCount(models.Model):
    """How often a question on trial was asked; at the cap it waits for a decision."""

    question = models.OneToOneField(
        Question, on_delete=models.CASCADE, primary_key=True, related_name="pilot"
    )
    exposures = models.PositiveSmallIntegerField(_("times asked"), default=0)

    class Meta:
        db_table = "onboarding_pilot_counts"
        verbose_name = _("count of a trial")
        verbose_name_plural = _("counts of trials")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(exposures__lte=PILOT_EXPOSURES), name="onboarding_pilot_counts_capped"
            ),
        ]

    def __str__(self) -> str:
        """Return the question and its version."""
        return str(self.question)
