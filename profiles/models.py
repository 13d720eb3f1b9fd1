"""The portrait of a person: what counts, what follows from it, and how it came about."""

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.clock import utc_now
from core.sealed import SealedTextField
from core.vocabulary import BIG_FIVE, CORE_DYNAMICS, Domain, Trait
from onboarding.measurement import LARGEST_VARIANCE, LARGEST_Z, SMALLEST_VARIANCE
from profiles.choices import EVIDENCE_EDITS, Category, EditKind


def _pairs(words: type[StrEnum]) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]


class PersonalityProfile(models.Model):
    """What follows from all observations of a person. Always equal to their replay."""

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField(_("version"), default=0)
    state = models.JSONField(_("means and covariance, z"))
    answers = models.PositiveIntegerField(_("answers that speak of traits"), default=0)
    created_at = models.DateTimeField(_("created"), default=utc_now)
    updated_at = models.DateTimeField(_("updated"), default=utc_now)

    class Meta:
        db_table = "personality_profiles"
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(updated_at__gte=F("created_at")),
                name="profiles_personality_profiles_updated_after_created",
            ),
        ]

    def __str__(self) -> str:
        """Return the number and the version."""
        return f"#{self.pk} v{self.version}"


class TraitRow(models.Model):
    """One trait of a profile. A trait of which no answer speaks has no row."""

    profile = models.ForeignKey(
        PersonalityProfile, on_delete=models.CASCADE, related_name="%(class)s_rows", db_index=False
    )
    name = models.CharField(_("trait"), max_length=40)
    value = models.FloatField(_("value, 0 to 1"))
    mean = models.FloatField(_("mean, z"))
    variance = models.FloatField(_("variance, z²"))
    low = models.FloatField(_("lower end of the 95-percent interval"))
    high = models.FloatField(_("upper end of the 95-percent interval"))
    # The person behind the texts, the analyser's bias considered: of anybody until it is computed.
    person_value = models.FloatField(_("the person, 0 to 1"), db_default=0.5)
    person_low = models.FloatField(_("the person, lower end"), db_default=0.0)
    person_high = models.FloatField(_("the person, upper end"), db_default=1.0)
    observations = models.PositiveIntegerField(_("observations"))
    updated_at = models.DateTimeField(_("updated"), default=utc_now)

    class Meta:
        abstract = True
        constraints: ClassVar = [
            # Begins with the profile, so it is also the index by which a profile finds its rows.
            models.UniqueConstraint(
                fields=["profile", "name"], name="profiles_%(class)s_name_once"
            ),
            models.CheckConstraint(
                condition=Q(low__gte=0, low__lte=F("value"), high__gte=F("value"), high__lte=1),
                name="profiles_%(class)s_interval_0_to_1",
            ),
            models.CheckConstraint(
                condition=Q(
                    person_low__gte=0,
                    person_low__lte=F("person_value"),
                    person_high__gte=F("person_value"),
                    person_high__lte=1,
                ),
                name="profiles_%(class)s_person_0_to_1",
            ),
            models.CheckConstraint(
                condition=Q(variance__gt=0), name="profiles_%(class)s_variance_positive"
            ),
            models.CheckConstraint(
                condition=Q(observations__gte=1), name="profiles_%(class)s_is_observed"
            ),
        ]

    def __str__(self) -> str:
        """Return the trait."""
        return self.name


class BigFiveTrait(TraitRow):
    """One of the five broad traits."""

    class Meta(TraitRow.Meta):
        db_table = "big_five_traits"
        verbose_name = _("Big Five trait")
        verbose_name_plural = _("Big Five traits")
        constraints: ClassVar = [
            *TraitRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(name__in=[trait.value for trait in BIG_FIVE]),
                name="profiles_bigfivetrait_name_known",
            ),
        ]


class CoreDynamic(TraitRow):
    """One of the four dynamics that change faster than traits."""

    class Meta(TraitRow.Meta):
        db_table = "core_dynamics"
        verbose_name = _("core dynamic")
        verbose_name_plural = _("core dynamics")
        constraints: ClassVar = [
            *TraitRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(name__in=[trait.value for trait in CORE_DYNAMICS]),
                name="profiles_coredynamic_name_known",
            ),
        ]


class AdaptiveTrait(TraitRow):
    """A trait of an open, curated vocabulary.

    Empty until an analyser can name such traits with evidence from two answers; the local one
    cannot, and nothing is written here in its place.
    """

    class Meta(TraitRow.Meta):
        db_table = "adaptive_traits"
        verbose_name = _("adaptive trait")
        verbose_name_plural = _("adaptive traits")


class DomainAffinity(models.Model):
    """How readily a person speaks of a domain of life."""

    profile = models.ForeignKey(
        PersonalityProfile, on_delete=models.CASCADE, related_name="affinities", db_index=False
    )
    name = models.CharField(_("domain"), max_length=16, choices=_pairs(Domain))
    value = models.FloatField(_("affinity, 0 to 1"))
    answers = models.PositiveIntegerField(_("answers"))
    updated_at = models.DateTimeField(_("updated"), default=utc_now)

    class Meta:
        db_table = "domain_affinities"
        verbose_name = _("domain affinity")
        verbose_name_plural = _("domain affinities")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["profile", "name"], name="profiles_domain_affinities_name_once"
            ),
            models.CheckConstraint(
                condition=Q(name__in=[domain.value for domain in Domain]),
                name="profiles_domain_affinities_name_known",
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0, value__lte=1),
                name="profiles_domain_affinities_value_0_to_1",
            ),
            models.CheckConstraint(
                condition=Q(answers__gte=1), name="profiles_domain_affinities_is_observed"
            ),
        ]

    def __str__(self) -> str:
        """Return the domain."""
        return self.name


class Observation(models.Model):
    """What counts of one answer about one trait: value in z, variance in z squared."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    answer = models.ForeignKey(
        "onboarding.Answer", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    trait = models.CharField(_("trait"), max_length=24, choices=_pairs(Trait))
    value = models.FloatField(_("value, z"))
    variance = models.FloatField(_("variance, z²"))
    quote = SealedTextField(_("evidence"))
    extracted_trait_id = models.BigIntegerField()
    analysis_id = models.BigIntegerField()
    provider = models.CharField(_("provider"), max_length=40)
    prompt_version = models.CharField(_("version of the prompt"), max_length=40)
    is_offline = models.BooleanField(_("read by the local analyser"))
    observed_at = models.DateTimeField(_("time of the answer"))

    class Meta:
        db_table = "profiles_observations"
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["answer", "trait"], name="profiles_observations_once_per_answer"
            ),
            models.CheckConstraint(
                condition=Q(trait__in=[trait.value for trait in Trait]),
                name="profiles_observations_trait_known",
            ),
            models.CheckConstraint(
                condition=Q(value__gte=-LARGEST_Z, value__lte=LARGEST_Z),
                name="profiles_observations_value_minus_6_to_6",
            ),
            models.CheckConstraint(
                condition=Q(variance__gte=SMALLEST_VARIANCE, variance__lte=LARGEST_VARIANCE),
                name="profiles_observations_variance_usable",
            ),
        ]

    def __str__(self) -> str:
        """Return the trait; never the words."""
        return self.trait


_EVIDENCE_KINDS = sorted(kind.value for kind in EVIDENCE_EDITS)


class ProfileEdit(models.Model):
    """One word of the person, or of staff, on their portrait. A trigger keeps it as it is."""

    # Found by the index below; those of answer and staff are read when either is deleted.
    person = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    kind = models.CharField(_("what was said"), max_length=12, choices=_pairs(EditKind))
    name = models.CharField(_("of which trait"), max_length=40)
    answer = models.ForeignKey(
        "onboarding.Answer", on_delete=models.CASCADE, related_name="+", null=True
    )
    staff = models.ForeignKey(
        "people.StaffUser", on_delete=models.PROTECT, related_name="+", null=True
    )
    comment = SealedTextField(_("why"), null=True)
    made_at = models.DateTimeField(_("said"), default=utc_now)

    class Meta:
        db_table = "profiles_edits"
        verbose_name = _("edit of a profile")
        verbose_name_plural = _("edits of profiles")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in EditKind]),
                name="profiles_edits_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=_EVIDENCE_KINDS, answer__isnull=False)
                | (~Q(kind__in=_EVIDENCE_KINDS) & Q(answer__isnull=True)),
                name="profiles_edits_evidence_has_an_answer",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="profiles_edits_name_given"),
        ]
        indexes: ClassVar = [
            # read by: every replay of a profile
            models.Index(fields=["person", "id"], name="profiles_edits_of_person"),
        ]

    def __str__(self) -> str:
        """Return what was said of which trait; never the words."""
        return f"{self.kind} {self.name}"


class TraitHistory(models.Model):
    """One change of one trait. A trigger keeps these rows as they are until the person is erased.

    `old_value` is empty for the first observation of a trait, `new_value` where a correction or an
    edit left none. The cause is an analysis of an answer, or an edit.
    """

    # The unique constraint below begins with the person and serves as its index.
    person = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    category = models.CharField(_("category"), max_length=12, choices=_pairs(Category))
    name = models.CharField(_("trait"), max_length=40)
    old_value = models.FloatField(_("before, 0 to 1"), null=True)
    new_value = models.FloatField(_("after, 0 to 1"), null=True)
    old_variance = models.FloatField(_("variance before, z²"), null=True)
    new_variance = models.FloatField(_("variance after, z²"), null=True)
    answer_id = models.BigIntegerField(_("answer that caused it"), null=True)
    analysis_id = models.BigIntegerField(_("analysis that caused it"), null=True)
    edit_id = models.BigIntegerField(_("edit that caused it"), null=True)
    changed_at = models.DateTimeField(_("changed"), default=utc_now)

    class Meta:
        db_table = "trait_history"
        verbose_name = _("change of a trait")
        verbose_name_plural = _("history of traits")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "name", "analysis_id"],
                name="profiles_trait_history_once_per_analysis",
            ),
            models.CheckConstraint(
                condition=Q(
                    analysis_id__isnull=False, answer_id__isnull=False, edit_id__isnull=True
                )
                | Q(analysis_id__isnull=True, answer_id__isnull=True, edit_id__isnull=False),
                name="profiles_trait_history_has_one_cause",
            ),
            models.CheckConstraint(
                condition=Q(category__in=[category.value for category in Category]),
                name="profiles_trait_history_category_known",
            ),
            models.CheckConstraint(
                condition=Q(old_value__isnull=False) | Q(new_value__isnull=False),
                name="profiles_trait_history_says_something",
            ),
            models.CheckConstraint(
                condition=Q(old_value__isnull=True) | Q(old_value__gte=0, old_value__lte=1),
                name="profiles_trait_history_old_value_0_to_1",
            ),
            models.CheckConstraint(
                condition=Q(new_value__isnull=True) | Q(new_value__gte=0, new_value__lte=1),
                name="profiles_trait_history_new_value_0_to_1",
            ),
        ]
        indexes: ClassVar = [
            # read by: the history of one trait of one person, newest first (review, evolution)
            models.Index(
                fields=["person", "name", "-changed_at"], name="profiles_history_of_trait"
            ),
        ]

    def __str__(self) -> str:
        """Return the number."""
        return f"#{self.pk}"
