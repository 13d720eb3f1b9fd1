"""Who decided what about the questions."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.clock import utc_now
from core.vocabulary import Language
from onboarding.choices import DecisionKind
from onboarding.models.bank import Question

#: Only these can be made by the product itself: they take a question away from people.
AUTOMATIC = (DecisionKind.SUSPENDED, DecisionKind.RETIRED)
#: These say why.
EXPLAINED = (DecisionKind.CHANGES_REQUESTED,)
#: These are about the text in one language.
OF_TRANSLATION = (
    DecisionKind.TRANSLATED,
    DecisionKind.TRANSLATION_APPROVED,
    DecisionKind.TRANSLATION_WITHDRAWN,
)


class QuestionDecision(models.Model):
    """One step of a version through curation; rows are never changed and never deleted.

    Attributes:
        staff: who decided; None when the product itself took the question away from people.
        language: the text it is about, empty when it is about the whole question.
        as_clinician: whether who decided was a clinician then.
    """

    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="decisions", db_index=False
    )
    staff = models.ForeignKey(
        "people.StaffUser",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        verbose_name=_("decided by"),
    )
    kind = models.CharField(
        _("decision"), max_length=24, choices=[(kind.value, kind.value) for kind in DecisionKind]
    )
    language = models.CharField(
        _("language"),
        max_length=2,
        blank=True,
        choices=[(language.value, language.value) for language in Language],
    )
    comment = models.TextField(_("comment"), blank=True)
    as_clinician = models.BooleanField(_("as a clinician"), default=False)
    decided_at = models.DateTimeField(_("decided"), default=utc_now)

    class Meta:
        db_table = "onboarding_question_decisions"
        verbose_name = _("decision about a question")
        verbose_name_plural = _("decisions about questions")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in DecisionKind]),
                name="onboarding_question_decisions_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(staff__isnull=False) | Q(kind__in=AUTOMATIC),
                name="onboarding_question_decisions_staff_known",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=EXPLAINED) | ~Q(comment=""),
                name="onboarding_question_decisions_explained",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=OF_TRANSLATION, language__in=[lang.value for lang in Language])
                | (~Q(kind__in=OF_TRANSLATION) & Q(language="")),
                name="onboarding_question_decisions_language_of_translation",
            ),
        ]
        indexes: ClassVar = [
            # read by: the time line of a version, and the triggers that count its approvals
            models.Index(fields=["question", "id"], name="onboarding_decisions_trail"),
        ]

    def __str__(self) -> str:
        """Return the kind and the version it is about."""
        return f"{self.kind}: #{self.question_id}"
