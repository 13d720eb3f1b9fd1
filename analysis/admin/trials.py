"""Staff page of trials: how analysers did on labelled answers."""

from typing import Any

from django.contrib import admin
from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from ai.staff_words import UNKNOWN, per_cent, usd
from analysis.models import EvaluationRun
from core.staff_columns import Column, column, words_column
from core.staff_pages import WIDE, Label, ReadOnlyPage
from people.staff_words import LANGUAGES, TRAITS


def _share(name: str, label: Label) -> Column:
    def read(row: EvaluationRun) -> str:
        value = getattr(row, name)
        return UNKNOWN if value is None else per_cent(value)

    return column(name, label, read, order=name)


def _number(value: float | None) -> str:
    return UNKNOWN if value is None else number_format(round(value, 2), decimal_pos=2)


def _traits(run: EvaluationRun) -> Any:
    rows = [
        {
            "name": TRAITS[one.trait],
            "expected": one.expected,
            "read": one.read,
            "invented": one.invented,
            "correlation": _number(one.correlation),
            "mean_error": _number(one.mean_error),
            "noise": _number(None if one.noise is None else one.noise**0.5),
        }
        for one in run.traits.order_by("trait")
    ]
    return render_to_string("admin/analysis/trial_traits.html", {"rows": rows})


SENTIMENT = _share("sentiment_accuracy", _("sentiment right"))
CRISES = _share("crisis_recall", _("crises seen"))
INVALID = _share("invalid_rate", _("invalid outputs"))
QUOTES = _share("quote_rate", _("literal quotes"))
COST = column("cost_usd", _("cost"), lambda run: usd(run.cost_usd), order="cost_usd")


@admin.register(EvaluationRun)
class EvaluationRunAdmin(ReadOnlyPage[EvaluationRun]):
    """Trials of analysers; they are held by `manage.py evaluate_analysis`."""

    ordering = ("-pk",)
    list_display = (
        column("id", _("number")),
        "model",
        "prompt_version",
        "items",
        "repeats",
        SENTIMENT,
        CRISES,
        INVALID,
        QUOTES,
        COST,
        "finished_at",
    )
    list_filter = ("model",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("provider", "model"),
                    ("prompt_version", words_column("language", _("language"), LANGUAGES)),
                    ("file_name", "file_hash"),
                    ("items", "repeats"),
                    ("failed", COST),
                    (SENTIMENT, QUOTES),
                    (CRISES, _share("crisis_false_alarms", _("crises seen where there were none"))),
                    (INVALID, "finished_at"),
                    ("seconds_p50", "seconds_p95"),
                )
            },
        ),
        (_("Traits"), {"classes": [WIDE], "fields": (column("traits_", _("traits"), _traits),)}),
    )
