"""Sessions, asked questions and answers."""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.clock import utc_now
from core.sealed import SealedTextField
from core.vocabulary import Language
from onboarding.choices import EndReason, Outcome, SessionStatus, Stage

OPEN_STATUSES = (SessionStatus.ACTIVE, SessionStatus.PAUSED, SessionStatus.TIMED_OUT)
#: A session in one of these waits for the person to come back.
ASLEEP = (SessionStatus.PAUSED, SessionStatus.TIMED_OUT)


class SessionQuerySet(models.QuerySet["Session"]):
    """Sessions by what is done with them."""

    def open_of(self, person_id: UUID) -> "SessionQuerySet":
        """Return the person's open session: active, paused, or timed out and resumable."""
        return self.filter(person_id=person_id, status__in=OPEN_STATUSES)


class Session(models.Model):
    """One sitting of a person with a handful of questions."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=[(status.value, status.value) for status in SessionStatus],
        default=SessionStatus.ACTIVE.value,
    )
    target_questions = models.PositiveSmallIntegerField(_("planned questions"))
    started_at = models.DateTimeField(_("started"), default=utc_now)
    last_activity_at = models.DateTimeField(_("last activity"), default=utc_now)
    #: When the person last said in it that they are tired.
    tired_said_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)
    end_reason = models.CharField(
        _("reason of the end"),
        max_length=20,
        blank=True,
        choices=[(reason.value, reason.value) for reason in EndReason],
    )

    objects = SessionQuerySet.as_manager()

    class Meta:
        db_table = "onboarding_sessions"
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(status__in=OPEN_STATUSES),
                name="onboarding_sessions_one_open_per_person",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in SessionStatus]),
                name="onboarding_sessions_status_known",
            ),
            models.CheckConstraint(
                condition=Q(status__in=OPEN_STATUSES, ended_at__isnull=True)
                | (~Q(status__in=OPEN_STATUSES) & Q(ended_at__isnull=False)),
                name="onboarding_sessions_ended_at",
            ),
            models.CheckConstraint(
                condition=Q(target_questions__gte=1, target_questions__lte=20),
                name="onboarding_sessions_target_1_to_20",
            ),
        ]
        indexes: ClassVar = [
            # read by: the check for sessions in which nothing happens any more
            models.Index(
                fields=["last_activity_at"],
                name="onboarding_sessions_idle",
                condition=Q(status=SessionStatus.ACTIVE),
            ),
            # read by: the check for sessions to which nobody has come back
            models.Index(
                fields=["last_activity_at"],
                name="onboarding_sessions_asleep",
                condition=Q(status__in=ASLEEP),
            ),
        ]

    def __str__(self) -> str:
        """Return the number."""
        return f"#{self.pk}"


class AskedQuestion(models.Model):
    """A question as it was put to a person, and why it was this one."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="asked")
    question = models.ForeignKey(
        "onboarding.Question", on_delete=models.PROTECT, related_name="asked"
    )
    language = models.CharField(
        max_length=2, choices=[(lang.value, lang.value) for lang in Language]
    )
    stage = models.CharField(
        _("stage"), max_length=12, choices=[(stage.value, stage.value) for stage in Stage]
    )
    outcome = models.CharField(
        _("outcome"),
        max_length=10,
        choices=[(outcome.value, outcome.value) for outcome in Outcome],
        default=Outcome.OPEN.value,
    )
    selection = models.JSONField(_("why this question"), default=dict)
    asked_at = models.DateTimeField(_("asked"), default=utc_now)
    closed_at = models.DateTimeField(_("closed"), null=True)

    class Meta:
        db_table = "onboarding_asked_questions"
        verbose_name = _("asked question")
        verbose_name_plural = _("asked questions")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(outcome=Outcome.OPEN),
                name="onboarding_asked_questions_one_open_per_person",
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.OPEN, closed_at__isnull=True)
                | (~Q(outcome=Outcome.OPEN) & Q(closed_at__isnull=False)),
                name="onboarding_asked_questions_closed_at",
            ),
        ]
        indexes: ClassVar = [
            # read by: selection, which needs all that a person was ever asked, in order
            models.Index(fields=["person", "id"], name="onboarding_asked_history"),
        ]

    def __str__(self) -> str:
        """Return the number."""
        return f"#{self.pk}"


class Answer(models.Model):
    """What a person answered. A correction is a new row that supersedes the former one."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    asked = models.ForeignKey(AskedQuestion, on_delete=models.CASCADE, related_name="answers")
    text = SealedTextField()
    length = models.PositiveIntegerField(_("characters"))
    source_update_id = models.BigIntegerField(unique=True)
    source_message_id = models.BigIntegerField(null=True)
    submitted_at = models.DateTimeField(_("submitted"), default=utc_now)
    is_current = models.BooleanField(_("current"), default=True)
    supersedes = models.OneToOneField(
        "self", on_delete=models.SET_NULL, null=True, related_name="superseded_by"
    )

    class Meta:
        db_table = "onboarding_answers"
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["asked"],
                condition=Q(is_current=True),
                name="onboarding_answers_one_current_per_question",
            ),
        ]
        indexes: ClassVar = [
            # read by: the person's earlier answers, newest first (coach, analysis, fatigue)
            models.Index(
                fields=["person", "-id"],
                name="onboarding_answers_of_person",
                condition=Q(is_current=True),
            ),
        ]

    def __str__(self) -> str:
        """Return the number; never the words."""
        return f"#{self.pk}"
