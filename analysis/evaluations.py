"""Results of trials are kept, and say from then on how far an analyser's word is believed."""

from dataclasses import asdict

from django.db import transaction

from analysis.evaluation.trial import Trial
from analysis.models import EvaluationRun, EvaluationTrait
from core.vocabulary import Language


@transaction.atomic
def evaluation_keep(
    trial: Trial, *, file_name: str, file_hash: str, language: Language | None
) -> int:
    """Store what came of a trial; return the number of the run.

    Args:
        trial: what came of it.
        file_name: of the labelled answers.
        file_hash: SHA-256 of the file, in hexadecimal digits.
        language: where only answers in one were read.
    """
    found = asdict(trial.figures)
    traits, _ = found.pop("traits"), found.pop("readings")
    run = EvaluationRun.objects.create(
        provider=trial.provider,
        model=trial.model,
        prompt_version=trial.prompt_version,
        file_name=file_name,
        file_hash=file_hash,
        language=language or "",
        repeats=trial.repeats,
        cost_usd=trial.cost_usd,
        started_at=trial.started_at,
        finished_at=trial.finished_at,
        **found,
    )
    EvaluationTrait.objects.bulk_create(EvaluationTrait(run=run, **trait) for trait in traits)
    return run.pk
