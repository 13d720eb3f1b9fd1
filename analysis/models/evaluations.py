"""How analysers did on labelled answers, by model and version of the prompt."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from analysis.models.columns import at_least_0, dollars, known, not_before, pairs, share
from core.vocabulary import Language, Trait

RUNS = "analysis_evaluation_runs"
TRAITS = "analysis_evaluation_traits"


class EvaluationRun(models.Model):
    """One model read one labelled file several times over. About nobody."""

    provider = models.CharField(_("provider"), max_length=40)
    model = models.CharField(_("model"), max_length=80)
    prompt_version = models.CharField(_("version of the prompt"), max_length=40)
    file_name = models.CharField(_("labelled file"), max_length=120)
    file_hash = models.CharField(_("hash of the file"), max_length=64)
    language = models.CharField(_("language"), max_length=2, choices=pairs(Language), blank=True)
    items = models.PositiveIntegerField(_("answers"))
    repeats = models.PositiveSmallIntegerField(_("readings of each"))
    failed = models.PositiveIntegerField(_("readings that failed"))
    sentiment_accuracy = models.FloatField(_("sentiment right"), null=True)
    crisis_recall = models.FloatField(_("crises seen"), null=True)
    crisis_false_alarms = models.FloatField(_("crises seen where there were none"), null=True)
    invalid_rate = models.FloatField(_("invalid outputs"), null=True)
    quote_rate = models.FloatField(_("literal quotes"), null=True)
    cost_usd = dollars(_("cost, USD"))
    seconds_p50 = models.FloatField(_("seconds for a reading, p50"))
    seconds_p95 = models.FloatField(_("seconds for a reading, p95"))
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"))

    class Meta:
        db_table = RUNS
        verbose_name = _("trial of an analyser")
        verbose_name_plural = _("trials of analysers")
        constraints: ClassVar = [
            known(RUNS, "language", Language, also=""),
            models.CheckConstraint(
                condition=Q(items__gte=1, repeats__gte=1), name=f"{RUNS}_read_something"
            ),
            *(
                share(RUNS, column)
                for column in (
                    "sentiment_accuracy",
                    "crisis_recall",
                    "crisis_false_alarms",
                    "invalid_rate",
                    "quote_rate",
                )
            ),
            at_least_0(RUNS, "cost_usd"),
            not_before(RUNS, "finished_at", "started_at"),
        ]
        indexes: ClassVar = [
            # read by: the storing of every reading, which asks how far its analyser errs
            models.Index(
                fields=["model", "prompt_version", "-id"], name="analysis_evaluations_of_model"
            ),
        ]

    def __str__(self) -> str:
        """Return the number."""
        return f"#{self.pk}"


class EvaluationTrait(models.Model):
    """How a run did on one trait; variances in z squared.

    `expected` counts answers with a label for the trait, `read` those of them in which the
    analyser saw it, `invented` answers without a label in which it saw the trait all the same.
    """

    # The unique constraint below begins with the run and serves as its index.
    run = models.ForeignKey(
        EvaluationRun, on_delete=models.CASCADE, related_name="traits", db_index=False
    )
    trait = models.CharField(_("trait"), max_length=24, choices=pairs(Trait))
    expected = models.PositiveIntegerField(_("labelled"))
    read = models.PositiveIntegerField(_("seen"))
    invented = models.PositiveIntegerField(_("seen without a label"))
    correlation = models.FloatField(_("correlation"), null=True)
    mean_error = models.FloatField(_("mean absolute error, z"), null=True)
    squared_error = models.FloatField(_("mean squared error, z²"), null=True)
    noise = models.FloatField(_("variance between readings, z²"), null=True)

    class Meta:
        db_table = TRAITS
        verbose_name = _("trait in a trial")
        verbose_name_plural = _("traits in a trial")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "trait"], name=f"{TRAITS}_once_per_run"),
            known(TRAITS, "trait", Trait),
            models.CheckConstraint(
                condition=Q(correlation__gte=-1, correlation__lte=1),
                name=f"{TRAITS}_correlation_minus_1_to_1",
            ),
            *(at_least_0(TRAITS, column) for column in ("mean_error", "squared_error", "noise")),
        ]

    def __str__(self) -> str:
        """Return the trait."""
        return self.trait
