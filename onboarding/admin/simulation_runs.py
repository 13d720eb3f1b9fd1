"""Trials on synthetic people for staff: asked for, and what came of them."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.staff_columns import badge, column
from core.staff_pages import WIDE, Label, ReadOnlyPage
from onboarding.admin.lab.asking import staff_id
from onboarding.choices import QuestionStatus
from onboarding.errors import CurationError
from onboarding.models import Question, SimulationRun
from onboarding.services.curation.steps import PUBLISH, REVIEW
from onboarding.services.simulation_runs import (
    PROPOSABLE,
    is_current,
    newest_run_of,
    simulation_request,
)
from onboarding.statistics_words import REGRESSIONS

VIEW = "onboarding.view_simulationrun"
UNKNOWN = "–"
#: What is shown of a walk: its name in the result, what staff read, and its unit.
ROWS: Sequence[tuple[str, Label, str]] = (
    ("care_violations", _("broken care rules"), "count"),
    ("dead_ends", _("talks that end for want of a question"), "share"),
    ("session_length", _("questions in a session"), "number"),
    ("domains_covered", _("areas of life among the first 20 questions, of 12"), "number"),
    ("questions_to_know", _("questions until all traits are known to SE 0.5"), "number"),
    ("uncertainty_left", _("uncertainty left after the first questions, z"), "number"),
    ("overlap", _("questions that two people have in common"), "share"),
    ("never_shown", _("questions that nobody met"), "count"),
    ("questions", _("questions in the bank"), "count"),
)


def may_simulate(request: HttpRequest) -> bool:
    """Return whether this member of staff may ask for a trial."""
    return request.user.has_perm(REVIEW) or request.user.has_perm(PUBLISH)


def simulation_panel(request: HttpRequest, question: Question) -> SafeString:
    """Return the newest trial of a question and the way to a new one; empty where none is due."""
    run = newest_run_of(question.pk)
    is_due = question.status in PROPOSABLE
    if not request.user.has_perm(VIEW) or not (is_due or run):
        return SafeString()
    context = {
        "run": run,
        "question": question,
        "is_due": is_due,
        "may_simulate": is_due and may_simulate(request),
        "url": reverse("admin:onboarding_simulationrun_simulate"),
        **(run_context(run, is_due=is_due) if run else {}),
    }
    return render_to_string("admin/onboarding/simulation_panel.html", context, request)


def run_context(run: SimulationRun, *, is_due: bool) -> dict[str, Any]:
    """Return what is shown of a trial, and whether it still counts where something waits for it."""
    return {
        "state": _state(run),
        "is_outdated": is_due and not is_current(run),
        "regressions": [REGRESSIONS[code] for code in run.regressions],
        **result_context(run),
    }


def result_context(run: SimulationRun) -> dict[str, Any]:
    """Return the figures of both banks beside each other."""
    if not run.result:
        return {"rows": [], "exposures": []}
    current, proposed = run.result["current"], run.result["proposed"]
    return {
        "rows": [
            {
                "name": name,
                "current": _shown(current[key], unit),
                "proposed": _shown(proposed[key], unit),
                "is_worse": key in run.regressions,
            }
            for key, name, unit in ROWS
        ],
        "exposures": [
            {
                "code": code,
                "current": _shown(current["exposure"][code], "share"),
                "proposed": _shown(proposed["exposure"][code], "share"),
            }
            for code in run.result["codes"]
        ],
    }


def _shown(value: float | None, unit: str) -> str:
    if value is None:
        return gettext("never")
    if unit == "count":
        return str(round(value))
    if unit == "share":
        return f"{number_format(round(100 * value, 1), decimal_pos=1)} %"
    return number_format(round(value, 2), decimal_pos=2)


def _state(run: SimulationRun) -> SafeString:
    if not run.is_done:
        return badge(_("under way"), "info")
    return (
        badge(_("people fared worse"), "danger")
        if run.regressions
        else badge(_("not worse"), "success")
    )


def _codes(run: SimulationRun) -> str:
    known = Question.objects.filter(pk__in=run.proposed).order_by("code")
    return ", ".join(map(str, known))


def _result(run: SimulationRun) -> SafeString:
    context = {"run": run, **run_context(run, is_due=False)}
    return render_to_string("admin/onboarding/simulation_result.html", context)


@admin.register(SimulationRun)
class SimulationRunAdmin(ReadOnlyPage[SimulationRun]):
    """Trials of proposed questions on synthetic people."""

    ordering = ("-pk",)
    list_before_template = "admin/onboarding/simulate_all.html"
    list_select_related = ("requested_by",)
    list_display = (
        column("id", _("number")),
        column("questions", _("proposed questions"), _codes),
        column("state", _("state"), _state),
        "people",
        "bank",
        "requested_by",
        "requested_at",
        "finished_at",
    )
    fieldsets = (
        (
            None,
            {
                "fields": (
                    column("questions", _("proposed questions"), _codes),
                    (column("state", _("state"), _state), "bank"),
                    ("people", "seed"),
                    ("requested_by", "requested_at"),
                    "finished_at",
                )
            },
        ),
        (_("Result"), {"classes": [WIDE], "fields": (column("result_", _("result"), _result),)}),
    )

    def get_urls(self) -> list[URLPattern]:
        """Add the address to which a wish for a trial is sent."""
        view = self.admin_site.admin_view(self.simulate_view)
        return [
            path("simulate/", view, name="onboarding_simulationrun_simulate"),
            *super().get_urls(),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Offer a trial of all that is in review."""
        waiting = Question.objects.filter(status=QuestionStatus.IN_REVIEW).count()
        context = {"waiting": waiting, "may_simulate": may_simulate(request)}
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def simulate_view(self, request: HttpRequest) -> HttpResponse:
        """Ask for a trial of one question, or of all that is in review.

        Raises:
            PermissionDenied: this member of staff neither reviews nor publishes.
        """
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not may_simulate(request):
            raise PermissionDenied
        one = request.POST.get("question", "")
        proposed = [int(one)] if one.isdecimal() else _in_review()
        try:
            simulation_request(proposed, staff_id(request))
        except CurationError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("The simulation has begun. It takes a few minutes."))
        return HttpResponseRedirect(_back(one))


def _in_review() -> Sequence[int]:
    """Return what is in review."""
    waiting = Question.objects.filter(status=QuestionStatus.IN_REVIEW)
    return list(waiting.values_list("pk", flat=True))


def _back(one: str) -> str:
    if one.isdecimal():
        return reverse("admin:onboarding_question_change", args=[one]) + "#simulation"
    return reverse("admin:onboarding_simulationrun_changelist")
