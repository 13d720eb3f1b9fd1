"""The ledger: every attempt at a model, what left with it and what it cost. Never a text."""

from typing import ClassVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ai.choices import CallPurpose, Effort, EgressKind, Outcome, Tier
from ai.models.columns import at_least_0, dollars, known, pairs
from ai.models.price_list import AiModel
from core.clock import utc_now


class AiCallQuerySet(models.QuerySet["AiCall"]):
    """Calls by what is asked of them."""

    def of_person(self, person_id: UUID) -> "AiCallQuerySet":
        """Return the calls with this person's words, oldest first."""
        return self.filter(person_id=person_id).order_by("pk")

    def unsettled(self) -> "AiCallQuerySet":
        """Return the calls that are going on, or whose process died."""
        return self.filter(finished_at__isnull=True)


class AiCall(models.Model):
    """One attempt at one model.

    The row is written before the call with the tokens and the money it can cost at most, and
    says the truth once the call is over. Where the vendor did not say what was used, the estimate
    stays and `is_estimated` with it.
    """

    request_id = models.UUIDField(
        _("request"), help_text=_("Attempts for the same request share it.")
    )
    attempt = models.PositiveSmallIntegerField(_("attempt"), default=1)
    purpose = models.CharField(_("purpose"), max_length=20, choices=pairs(CallPurpose))
    model = models.ForeignKey(
        AiModel, verbose_name=_("model"), on_delete=models.PROTECT, related_name="+"
    )
    served_by = models.CharField(_("served by"), max_length=120, blank=True)
    tier = models.CharField(_("tier"), max_length=8, choices=pairs(Tier), blank=True)
    position = models.PositiveSmallIntegerField(_("position in the chain"), default=0)
    effort = models.CharField(_("effort"), max_length=8, choices=pairs(Effort), blank=True)
    prompt_version = models.CharField(_("version of the prompt"), max_length=40, blank=True)
    trace_id = models.CharField(_("trace"), max_length=32, blank=True)
    person = models.ForeignKey(
        "people.Person",
        verbose_name=_("person"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    kinds = ArrayField(
        models.CharField(max_length=16, choices=pairs(EgressKind)),
        verbose_name=_("kinds of words that left"),
        default=list,
    )
    masked = models.JSONField(_("masked, by kind"), default=dict)
    input_tokens = models.PositiveIntegerField(_("input tokens"))
    cached_tokens = models.PositiveIntegerField(_("cached tokens"), default=0)
    cache_write_tokens = models.PositiveIntegerField(_("tokens written to the cache"), default=0)
    output_tokens = models.PositiveIntegerField(_("output tokens"))
    reasoning_tokens = models.PositiveIntegerField(_("of them thinking"), default=0)
    reserved_usd = dollars(_("reserved, USD"))
    usd = dollars(_("cost, USD"))
    is_estimated = models.BooleanField(_("estimated"), default=True)
    outcome = models.CharField(
        _("outcome"), max_length=12, choices=pairs(Outcome), default=Outcome.STARTED.value
    )
    error_code = models.CharField(_("error"), max_length=60, blank=True)
    latency_ms = models.PositiveIntegerField(_("duration, ms"), null=True, blank=True)
    started_at = models.DateTimeField(_("started"), default=utc_now)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = AiCallQuerySet.as_manager()

    class Meta:
        db_table = "ai_calls"
        verbose_name = _("AI call")
        verbose_name_plural = _("AI calls")
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["request_id", "attempt"], name="ai_calls_once_per_attempt"
            ),
            known("purpose", CallPurpose, "ai_calls"),
            known("tier", Tier, "ai_calls", ""),
            known("effort", Effort, "ai_calls", ""),
            known("outcome", Outcome, "ai_calls"),
            models.CheckConstraint(
                condition=Q(kinds__contained_by=[kind.value for kind in EgressKind]),
                name="ai_calls_kinds_known",
            ),
            models.CheckConstraint(condition=Q(attempt__gte=1), name="ai_calls_attempt_min_1"),
            *at_least_0("ai_calls", "reserved_usd", "usd"),
            models.CheckConstraint(
                condition=Q(reasoning_tokens__lte=F("output_tokens")),
                name="ai_calls_reasoning_within_output",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=False) | Q(outcome=Outcome.STARTED.value),
                name="ai_calls_outcome_when_finished",
            ),
            # A call whose process died was finished by nobody: how long it took is not known.
            models.CheckConstraint(
                condition=Q(latency_ms__isnull=True) | ~Q(outcome=Outcome.STARTED.value),
                name="ai_calls_latency_when_finished",
            ),
            models.CheckConstraint(
                condition=Q(error_code="")
                | Q(outcome__in=[Outcome.FAILED.value, Outcome.DISCARDED.value]),
                name="ai_calls_error_of_a_failure",
            ),
        ]
        indexes: ClassVar = [
            # read by: the staff page of the money, and the list of calls by day
            models.Index(fields=["started_at"], name="ai_calls_by_time"),
            # read by: the scheduler, which books calls of processes that died
            models.Index(
                fields=["started_at"],
                name="ai_calls_unsettled",
                condition=Q(finished_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        """Return the number."""
        return f"#{self.pk}"
