"""How far an analyser errs, as measured on labelled answers."""

from collections.abc import Mapping

from analysis.evaluation.variance import floor
from analysis.models import EvaluationTrait
from core.vocabulary import Trait


def reading_variances(model: str, prompt_version: str) -> Mapping[Trait, float]:
    """Return the variance in z squared below which no reading of this analyser is believed.

    By trait, from the newest trial that read enough answers labelled for it; what was never tried
    is missing.
    """
    rows = EvaluationTrait.objects.filter(
        run__model=model, run__prompt_version=prompt_version
    ).select_related("run")
    known: dict[Trait, float] = {}
    for row in rows.order_by("run_id"):
        if (least := _floor(row)) is not None:
            known[Trait(row.trait)] = least
    return known


def reading_variance(model: str, prompt_version: str, trait: Trait) -> float | None:
    """Return the variance of one trait as `reading_variances` does, or None."""
    return reading_variances(model, prompt_version).get(trait)


def _floor(row: EvaluationTrait) -> float | None:
    if row.squared_error is None or row.noise is None:
        return None
    return floor(row.squared_error, row.noise, readings=row.run.repeats, answers=row.read)
