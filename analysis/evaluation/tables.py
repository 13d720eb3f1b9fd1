"""What came of a trial, as it is printed."""

from collections.abc import Iterable

from analysis.evaluation.figures import Figures, TraitFigures
from analysis.evaluation.trial import Trial

UNKNOWN = "–"
WIDTHS = (22, 9, 6, 9, 7, 7, 9)
HEADS = ("trait", "labelled", "seen", "invented", "r", "MAE z", "noise SD")


def table(trial: Trial) -> str:
    """Return all figures of a trial, in lines."""
    found = trial.figures
    return "\n".join(
        [
            f"{trial.model} ({trial.provider}), prompt {trial.prompt_version or UNKNOWN}: "
            f"{found.items} answers, each read {trial.repeats} times, {found.failed} of "
            f"{found.readings} readings failed",
            "",
            _row(HEADS),
            *(_row(_cells(trait)) for trait in found.traits),
            "",
            *_totals(found),
            f"cost                     {trial.cost_usd:.6f} USD",
            f"time of a reading        p50 {found.seconds_p50 * 1000:.1f} ms, "
            f"p95 {found.seconds_p95 * 1000:.1f} ms",
        ]
    )


def _totals(found: Figures) -> Iterable[str]:
    yield f"sentiment right          {_percent(found.sentiment_accuracy)}"
    yield f"crises seen              {_percent(found.crisis_recall)}"
    yield f"crises invented          {_percent(found.crisis_false_alarms)}"
    yield f"invalid outputs          {_percent(found.invalid_rate)}"
    yield f"literal quotes           {_percent(found.quote_rate)}"


def _cells(one: TraitFigures) -> tuple[str, ...]:
    return (
        one.trait.value,
        str(one.expected),
        str(one.read),
        str(one.invented),
        _number(one.correlation),
        _number(one.mean_error),
        _number(None if one.noise is None else one.noise**0.5),
    )


def _row(cells: Iterable[str]) -> str:
    first, *others = zip(cells, WIDTHS, strict=True)
    return first[0].ljust(first[1]) + "".join(text.rjust(width) for text, width in others)


def _number(value: float | None) -> str:
    return UNKNOWN if value is None else f"{value:.2f}"


def _percent(value: float | None) -> str:
    return UNKNOWN if value is None else f"{value:.1%}"
