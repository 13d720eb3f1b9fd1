"""An analyser reads labelled answers, each several times over."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ai.choices import WhyLocal
from ai.contracts import DeepReading, DeepRequest
from ai.errors import InvalidOutputError
from ai.router import Routed, read_deeply
from ai.selectors import ModelRef
from ai.selectors.attempts import attempts
from analysis.evaluation.figures import Figures, OneReading, Tried, figures
from analysis.evaluation.labelled import Labelled
from core.clock import utc_now
from core.egress import SyntheticPermit


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of a trial.

    Attributes:
        provider: who read; like `model` and `prompt_version` as it is stored with every reading.
            Empty version where a model failed with every answer.
        repeats: readings of each answer.
    """

    provider: str
    model: str
    prompt_version: str
    repeats: int
    figures: Figures
    cost_usd: Decimal
    started_at: datetime
    finished_at: datetime


def hold_trial(
    answers: Sequence[Labelled],
    model: ModelRef | None,
    repeats: int,
    *,
    tell: Callable[[int], None] = lambda _: None,
) -> Trial:
    """Have labelled answers read; slow, writes nothing but the ledger of calls.

    Args:
        answers: texts of nobody, at least one: they are sent out as such.
        model: which reads; None for the local analyser, and then nothing leaves.
        repeats: readings of each answer, at least 1.
        tell: is told after each answer how many are done.
    """
    started_at, all_routed, tried = utc_now(), [], []
    for number, answer in enumerate(answers, start=1):
        pairs = [_read(answer, model) for _ in range(repeats)]
        all_routed += [routed for routed, _ in pairs]
        tried.append(Tried(answer, tuple(reading for _, reading in pairs)))
        tell(number)
    who = next((one for one in all_routed if _is_by(one, model)), None)
    return Trial(
        provider=who.provider if who else model.vendor.value if model else "",
        model=who.model if who else model.name if model else "",
        prompt_version=who.prompt_version if who else "",
        repeats=repeats,
        figures=figures(tried),
        cost_usd=sum((one.cost_usd for one in all_routed), Decimal(0)),
        started_at=started_at,
        finished_at=utc_now(),
    )


def _read(answer: Labelled, model: ModelRef | None) -> tuple[Routed[DeepReading], OneReading]:
    request = DeepRequest(
        text=answer.text,
        language_hint=answer.language,
        question_text=answer.question,
        question_domain=answer.domain,
        targets=answer.targets,
    )
    began = time.perf_counter()
    if model is None:
        routed = read_deeply(request, None)
    else:
        routed = read_deeply(request, SyntheticPermit(), model=model.id)
    seconds = time.perf_counter() - began
    made = attempts(routed.calls)
    return routed, OneReading(
        reading=routed.reading if _counts(routed, model) else None,
        seconds=seconds,
        attempts=len(made),
        invalid=sum(one.error_code == InvalidOutputError.code for one in made),
        dropped=routed.quotes_dropped,
    )


def _is_by(routed: Routed[DeepReading], model: ModelRef | None) -> bool:
    """Return whether the analyser that was asked has answered."""
    return routed.is_offline is (model is None)


def _counts(routed: Routed[DeepReading], model: ModelRef | None) -> bool:
    """Return whether it is what a person would get with this analyser.

    What the guard calls a crisis reaches no model, so there the local reading counts.
    """
    return _is_by(routed, model) or routed.reason_local is WhyLocal.CRISIS
