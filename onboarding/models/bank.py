"""The question bank: versions of questions, their texts and what they tell."""

from enum import StrEnum
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.clock import utc_now
from core.vocabulary import Domain, Language, Trait
from onboarding.choices import Energy, QuestionStatus, ReviewKind, TranslationStatus, TrustLevel


def _pairs(words: type[StrEnum]) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]


class BankVersion(models.Model):
    """One state of the whole bank; the newest row is the current one.

    Written by `bank_renew` alone. `members` is what could be asked: of each question the id, the
    languages it could be shown in, and whether no psychologist had read it, which is all that may
    change of a question once it is asked. None in rows of earlier releases, which kept none.
    """

    label = models.CharField(_("version"), max_length=20)
    loaded_at = models.DateTimeField(_("loaded"), default=utc_now)
    members = models.JSONField(null=True, editable=False)

    class Meta:
        db_table = "onboarding_bank_versions"
        verbose_name = _("bank version")
        verbose_name_plural = _("bank versions")

    def __str__(self) -> str:
        """Return the label and the number of the load."""
        return f"{self.label} (#{self.pk})"


class Question(models.Model):
    """One version of one question; only a draft can be edited, later an edit is a new version.

    Triggers keep what a constraint cannot say: a status moves by a decision (`QuestionDecision`),
    nothing is asked before enough others have approved of it, and content stays as they read it.

    Attributes:
        author: whoever wrote this version last; None for what came from files.
    """

    code = models.CharField(_("code"), max_length=20)
    version = models.PositiveSmallIntegerField(_("version"))
    status = models.CharField(_("status"), max_length=10, choices=_pairs(QuestionStatus))
    domain = models.CharField(_("domain"), max_length=16, choices=_pairs(Domain))
    secondary_domains = ArrayField(
        models.CharField(max_length=16), verbose_name=_("other domains"), default=list, blank=True
    )
    depth = models.PositiveSmallIntegerField(_("depth"))
    energy = models.CharField(_("energy"), max_length=10, choices=_pairs(Energy))
    min_trust = models.PositiveSmallIntegerField(
        _("trust needed"), choices=[(level.value, level.name) for level in TrustLevel]
    )
    stages = ArrayField(models.CharField(max_length=12), verbose_name=_("stages"))
    signature_targets = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    answer_form = models.JSONField(default=dict, blank=True)
    safety_flags = ArrayField(models.CharField(max_length=20), verbose_name=_("safety flags"))
    min_age = models.PositiveSmallIntegerField(default=18)
    requires_opt_in = models.BooleanField(_("only for those who allowed heavy topics"))
    skip_text_required = models.BooleanField(default=False)
    cooldown_days = models.PositiveSmallIntegerField(_("days of rest after it"), default=0)
    follow_ups = models.JSONField(default=list, blank=True)
    never_after = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    repeatable_after_days = models.PositiveSmallIntegerField(null=True, blank=True)
    provenance = models.JSONField()
    review = models.JSONField(null=True)
    review_kind = models.CharField(
        _("review"), max_length=12, choices=_pairs(ReviewKind), blank=True
    )
    is_from_files = models.BooleanField(_("came from bank files"), default=False)
    author = models.ForeignKey(
        "people.StaffUser",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
        verbose_name=_("author"),
    )
    loaded_at = models.DateTimeField(_("loaded"), default=utc_now)

    class Meta:
        db_table = "onboarding_questions"
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        permissions: ClassVar = [
            ("review_question", "Can review questions and translations of others"),
            ("review_as_clinician", "Reviews sensitive questions as a clinician"),
            ("publish_question", "Can publish, suspend and retire questions"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["code", "version"], name="onboarding_questions_version_once"
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(status__in=[QuestionStatus.PUBLISHED, QuestionStatus.PILOT]),
                name="onboarding_questions_one_askable_per_code",
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(status__in=[QuestionStatus.DRAFT, QuestionStatus.IN_REVIEW]),
                name="onboarding_questions_one_open_per_code",
            ),
            models.CheckConstraint(
                condition=Q(is_from_files=True) | Q(author__isnull=False),
                name="onboarding_questions_author_known",
            ),
            models.CheckConstraint(
                condition=Q(depth__gte=1, depth__lte=5), name="onboarding_questions_depth_1_to_5"
            ),
            models.CheckConstraint(
                condition=Q(min_trust__lte=TrustLevel.SOUL_MATE),
                name="onboarding_questions_trust_known",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in QuestionStatus]),
                name="onboarding_questions_status_known",
            ),
            models.CheckConstraint(
                condition=Q(energy__in=[energy.value for energy in Energy]),
                name="onboarding_questions_energy_known",
            ),
            models.CheckConstraint(
                condition=Q(domain__in=[domain.value for domain in Domain]),
                name="onboarding_questions_domain_known",
            ),
            models.CheckConstraint(
                condition=Q(min_age__gte=18), name="onboarding_questions_for_adults"
            ),
            models.CheckConstraint(
                condition=~Q(energy=Energy.HEAVY)
                | Q(requires_opt_in=True, min_trust__gte=TrustLevel.FRIEND, depth__gte=3),
                name="onboarding_questions_heavy_guarded",
            ),
        ]

    def __str__(self) -> str:
        """Return the code and the version."""
        return f"{self.code} v{self.version}"


class QuestionText(models.Model):
    """What is asked, in one language."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(
        _("language"), max_length=2, choices=[(lang.value, lang.value) for lang in Language]
    )
    text = models.CharField(_("text"), max_length=400)
    hint = models.CharField(_("hint"), max_length=300, blank=True)
    familiar_text = models.CharField(
        _("text with «ты»"), max_length=400, blank=True, default="", db_default=""
    )
    familiar_hint = models.CharField(
        _("hint with «ты»"), max_length=300, blank=True, default="", db_default=""
    )
    examples = models.JSONField(default=list, blank=True)
    status = models.CharField(_("translation"), max_length=16, choices=_pairs(TranslationStatus))
    translator = models.CharField(max_length=60, blank=True)
    reviewer = models.CharField(max_length=60, blank=True)
    translated_by = models.ForeignKey(
        "people.StaffUser",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
        verbose_name=_("translated by"),
    )

    class Meta:
        db_table = "onboarding_question_texts"
        verbose_name = _("text of a question")
        verbose_name_plural = _("texts of questions")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["question", "language"], name="onboarding_question_texts_one_per_language"
            ),
            models.CheckConstraint(
                condition=Q(language=Language.RU) | Q(familiar_text="", familiar_hint=""),
                name="onboarding_question_texts_familiar_only_in_russian",
            ),
        ]

    def __str__(self) -> str:
        """Return the text."""
        return self.text


class QuestionTarget(models.Model):
    """A trait that answers to a question tell something about."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="targets")
    position = models.PositiveSmallIntegerField(default=0)
    trait = models.CharField(
        _("trait"), max_length=24, choices=[(trait.value, trait.value) for trait in Trait]
    )
    facet = models.CharField(max_length=40, blank=True)
    information = models.FloatField(_("information, 1/z²"))
    information_n = models.PositiveIntegerField(default=0)
    best_range = ArrayField(models.FloatField(), size=2, null=True)

    class Meta:
        db_table = "onboarding_question_targets"
        verbose_name = _("target of a question")
        verbose_name_plural = _("targets of questions")
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["question", "position"], name="onboarding_question_targets_position_once"
            ),
            models.CheckConstraint(
                condition=Q(information__gt=0, information__lte=2),
                name="onboarding_question_targets_information_0_to_2",
            ),
        ]

    def __str__(self) -> str:
        """Return the trait."""
        return self.trait
