"""What analysers said about answers."""

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ai.contracts import Sentiment
from analysis.choices import Phase
from core.clock import utc_now
from core.sealed import SealedJSONField, SealedTextField
from core.vocabulary import Domain, Language, Trait


def _pairs(words: type[StrEnum]) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]


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
    phase = models.CharField(_("phase"), max_length=8, choices=_pairs(Phase))
    is_current = models.BooleanField(_("counts"), default=True)
    domain = models.CharField(_("domain of the question"), max_length=16, choices=_pairs(Domain))
    language = models.CharField(_("language"), max_length=2, choices=_pairs(Language))
    sentiment = models.CharField(_("sentiment"), max_length=8, choices=_pairs(Sentiment))
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
    created_at = models.DateTimeField(_("created"), default=utc_now)

    objects = AnalysisQuerySet.as_manager()

    class Meta:
        db_table = "analysis_analyses"
        verbose_name = _("analysis")
        verbose_name_plural = _("analyses")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["answer", "phase", "prompt_version"],
                name="analysis_analyses_once_per_prompt",
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
        ]
        indexes: ClassVar = [
            # read by: the profile, which weighs all that counts of a person
            models.Index(
                fields=["person", "phase"],
                name="analysis_current_of_person",
                condition=Q(is_current=True),
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
    trait = models.CharField(_("trait"), max_length=24, choices=_pairs(Trait))
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
