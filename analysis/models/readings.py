"""What analysers said about answers."""

from decimal import Decimal
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ai.choices import Tier, WhyLocal
from ai.contracts import Sentiment
from analysis.choices import Phase
from analysis.models.columns import at_least_0, dollars, known, pairs
from core.clock import utc_now
from core.sealed import SealedJSONField, SealedTextField
from core.vocabulary import Domain, Language, Trait

ANALYSES = "analysis_analyses"


class AnalysisQuerySet(models.QuerySet["Analysis"]):
    """Analyses by what is read of them."""

    def current(self, phase: Phase) -> "AnalysisQuerySet":
        """Return what counts: the newest reading of each answer that was not corrected."""
        return self.filter(phase=phase, is_current=True)


class Analysis(models.Model):
    """One reading of one answer. A better one, or a correction of the answer, outdates it."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    # The unique constraint below begins with the answer and serves as its index.
    answer = models.ForeignKey(
        "onboarding.Answer", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    phase = models.CharField(_("phase"), max_length=8, choices=pairs(Phase))
    is_current = models.BooleanField(_("counts"), default=True)
    domain = models.CharField(_("domain of the question"), max_length=16, choices=pairs(Domain))
    language = models.CharField(_("language"), max_length=2, choices=pairs(Language))
    sentiment = models.CharField(_("sentiment"), max_length=8, choices=pairs(Sentiment))
    sentiment_score = models.FloatField(_("sentiment, -1 to 1"))
    quality = models.FloatField(_("quality of the answer, 0 to 1"))
    reflection = SealedTextField(_("reflection"), null=True)
    insight = SealedTextField(_("insight"), null=True)
    insight_quote = SealedTextField(_("words the insight leans on"), null=True)
    patterns = SealedJSONField(_("patterns"), null=True)
    crisis_level = models.PositiveSmallIntegerField(_("crisis level"), default=0)
    provider = models.CharField(_("provider"), max_length=40)
    model = models.CharField(_("model"), max_length=80)
    prompt_version = models.CharField(_("version of the prompt"), max_length=40)
    is_offline = models.BooleanField(_("read by the local analyser"))
    reason_local = models.CharField(
        _("why it was read here"),
        max_length=16,
        choices=pairs(WhyLocal),
        blank=True,
        db_default="",
    )
    tier = models.CharField(_("tier"), max_length=8, choices=pairs(Tier), blank=True, db_default="")
    is_chosen = models.BooleanField(_("model chosen by staff"), db_default=False)
    #: The attempts at models that led to it, by their numbers in the ledger.
    calls = ArrayField(
        models.BigIntegerField(), verbose_name=_("calls"), default=list, db_default=[]
    )
    cost_usd = dollars(_("cost, USD"), db_default=Decimal(0))
    quotes_dropped = models.PositiveSmallIntegerField(_("quotes that were dropped"), db_default=0)
    #: How often models were asked again since, in vain.
    rereads = models.PositiveSmallIntegerField(_("asked again"), db_default=0)
    #: From when on a model is asked again; null where that makes no sense.
    read_again_at = models.DateTimeField(_("to be read again from"), null=True)
    created_at = models.DateTimeField(_("created"), default=utc_now)

    objects = AnalysisQuerySet.as_manager()

    class Meta:
        db_table = "analysis_analyses"
        verbose_name = _("analysis")
        verbose_name_plural = _("analyses")
        constraints: ClassVar = [
            models.UniqueConstraint(
                # As expressions it is an index, which can be built beside a running product.
                *("answer", "phase", "prompt_version", "model"),
                name="analysis_analyses_once_per_model",
            ),
            models.UniqueConstraint(
                fields=["answer", "phase"],
                condition=Q(is_current=True),
                name="analysis_analyses_one_current_per_phase",
            ),
            models.CheckConstraint(
                condition=Q(domain__in=[domain.value for domain in Domain]),
                name="analysis_analyses_domain_known",
            ),
            models.CheckConstraint(
                condition=Q(language__in=[language.value for language in Language]),
                name="analysis_analyses_language_known",
            ),
            models.CheckConstraint(
                condition=Q(sentiment__in=[sentiment.value for sentiment in Sentiment]),
                name="analysis_analyses_sentiment_known",
            ),
            models.CheckConstraint(
                condition=Q(sentiment_score__gte=-1, sentiment_score__lte=1),
                name="analysis_analyses_sentiment_minus_1_to_1",
            ),
            models.CheckConstraint(
                condition=Q(quality__gte=0, quality__lte=1),
                name="analysis_analyses_quality_0_to_1",
            ),
            models.CheckConstraint(
                condition=Q(crisis_level__lte=3), name="analysis_analyses_crisis_level_0_to_3"
            ),
            models.CheckConstraint(
                condition=Q(
                    phase=Phase.INSTANT,
                    reflection__isnull=False,
                    insight__isnull=True,
                    insight_quote__isnull=True,
                    patterns__isnull=True,
                )
                | Q(
                    phase=Phase.DEEP,
                    reflection__isnull=True,
                    insight__isnull=False,
                    insight_quote__isnull=False,
                    patterns__isnull=False,
                ),
                name="analysis_analyses_words_of_phase",
            ),
            known(ANALYSES, "reason_local", WhyLocal),
            models.CheckConstraint(
                condition=Q(reason_local="") | Q(is_offline=True),
                name="analysis_analyses_reason_of_local",
            ),
            known(ANALYSES, "tier", Tier, also=""),
            models.CheckConstraint(
                condition=Q(is_chosen=False) | Q(is_offline=False),
                name="analysis_analyses_chosen_is_a_model",
            ),
            at_least_0(ANALYSES, "cost_usd"),
            models.CheckConstraint(
                condition=Q(read_again_at__isnull=True)
                | Q(phase=Phase.DEEP, is_current=True, is_offline=True),
                name="analysis_analyses_read_again_what_counts",
            ),
        ]
        indexes: ClassVar = [
            # read by: the profile, which weighs all that counts of a person
            models.Index(
                fields=["person", "phase"],
                name="analysis_current_of_person",
                condition=Q(is_current=True),
            ),
            # read by: the scheduler, which has answers read again, the newest first
            models.Index(
                fields=["-answer"],
                name="analysis_to_read_again",
                condition=Q(read_again_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        """Return the number; never the words."""
        return f"#{self.pk}"


class ExtractedTrait(models.Model):
    """What one analysis says about one trait: value in z, variance in z squared."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    # The unique constraint below begins with the analysis and serves as its index.
    analysis = models.ForeignKey(
        Analysis, on_delete=models.CASCADE, related_name="traits", db_index=False
    )
    trait = models.CharField(_("trait"), max_length=24, choices=pairs(Trait))
    value = models.FloatField(_("value, z"))
    variance = models.FloatField(_("variance, z²"))
    quote = SealedTextField(_("evidence"))

    class Meta:
        db_table = "analysis_extracted_traits"
        verbose_name = _("extracted trait")
        verbose_name_plural = _("extracted traits")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["analysis", "trait"], name="analysis_extracted_traits_once_per_analysis"
            ),
            models.CheckConstraint(
                condition=Q(trait__in=[trait.value for trait in Trait]),
                name="analysis_extracted_traits_trait_known",
            ),
            models.CheckConstraint(
                condition=Q(value__gte=-3, value__lte=3),
                name="analysis_extracted_traits_value_minus_3_to_3",
            ),
            models.CheckConstraint(
                condition=Q(variance__gt=0), name="analysis_extracted_traits_variance_positive"
            ),
        ]

    def __str__(self) -> str:
        """Return the trait; never the words."""
        return self.trait
