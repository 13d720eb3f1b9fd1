import math
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai.contracts import Sentiment, TraitReading
from analysis.evaluation.figures import Figures, OneReading, TraitFigures, Tried, figures, pearson
from analysis.evaluation.labelled import Labelled
from analysis.evaluation.variance import ENOUGH_ANSWERS, LABEL_VARIANCE, floor
from core.vocabulary import Domain, Language, Trait
from tests.analysis.readings import QUOTE, reading

numbers = st.floats(-3, 3, allow_nan=False)


def answer(label: float | None = None, **changes: Any) -> Labelled:
    """Return a labelled answer that shows so much openness, or none."""
    said: dict[str, Any] = {
        "id": "a",
        "language": Language.RU,
        "domain": Domain.WORK,
        "question": "Как?",
        "text": "Так.",
        "sentiment": Sentiment.POSITIVE,
        "traits": {} if label is None else {Trait.OPENNESS: label},
    }
    return Labelled(**said | changes)


def read(value: float | None, *, level: int = 0, **how: Any) -> OneReading:
    """Return a reading that sees so much openness, or none."""
    traits = (
        ()
        if value is None
        else (TraitReading(trait=Trait.OPENNESS, value=value, variance=1.0, quote=QUOTE),)
    )
    return OneReading(reading(*traits, crisis_level=level), seconds=0.1, **how)


def tried(label: float | None, *values: float | None) -> Tried:
    """Return a labelled answer with readings that see so much."""
    return Tried(answer(label), tuple(read(value) for value in values))


def openness(items: Sequence[Tried]) -> TraitFigures:
    """Return the figures of the trait."""
    (found,) = (one for one in figures(items).traits if one.trait is Trait.OPENNESS)
    return found


def test_labels_seen_missed_and_invented_are_counted() -> None:
    found = openness([tried(1.0, 1.0), tried(1.0, None), tried(None, 1.0), tried(None, None)])

    assert (found.expected, found.read, found.invented) == (2, 1, 1)


def test_a_trait_counts_as_seen_when_most_readings_see_it() -> None:
    found = openness([tried(1.0, 1.0, 1.0, None), tried(1.0, 1.0, None, None)])

    assert found.read == 1


def test_errors_are_those_of_the_mean_of_the_readings() -> None:
    found = openness([tried(1.0, 1.0, 2.0), tried(0.0, -1.0, -1.0)])

    assert found.mean_error == pytest.approx(0.75)
    assert found.squared_error == pytest.approx((0.25 + 1.0) / 2)


def test_noise_is_the_variance_between_readings_of_one_answer() -> None:
    found = openness([tried(1.0, 0.0, 2.0), tried(None, 1.0, 1.0)])

    assert found.noise == pytest.approx(1.0)


def test_one_reading_says_nothing_about_noise() -> None:
    assert openness([tried(1.0, 1.0)]).noise is None


def test_readings_that_failed_are_counted_and_not_scored() -> None:
    failed = OneReading(None, seconds=3.0, attempts=2, invalid=2)

    found = figures([Tried(answer(), (failed, read(None, attempts=2)))])

    assert (found.failed, found.readings, found.sentiment_accuracy) == (1, 2, 1.0)
    assert found.invalid_rate == 0.5


def test_quotes_that_were_dropped_lower_the_rate_of_literal_ones() -> None:
    found = figures([Tried(answer(1.0), (read(1.0, dropped=2),))])

    assert found.quote_rate == pytest.approx(2 / 4)


def test_crises_seen_and_invented_are_told_apart() -> None:
    items = [
        Tried(answer(crisis=3), (read(None, level=2), read(None, level=0))),
        Tried(answer(), (read(None, level=2), read(None), read(None), read(None))),
    ]

    found = figures(items)

    assert (found.crisis_recall, found.crisis_false_alarms) == (0.5, 0.25)


def test_without_a_crisis_in_the_set_nothing_is_said_of_crises_seen() -> None:
    assert figures([tried(1.0, 1.0)]).crisis_recall is None


def timed(*seconds: float) -> Figures:
    """Return the figures of readings that took so long."""
    readings = tuple(OneReading(reading(), seconds=one) for one in seconds)
    return figures([Tried(answer(), readings)])


def test_times_are_quantiles_by_rank() -> None:
    found = timed(*(number / 100 for number in range(100, 0, -1)))

    assert (found.seconds_p50, found.seconds_p95) == (0.5, 0.95)


@given(st.lists(st.tuples(numbers, numbers), max_size=20))
def test_a_correlation_is_in_its_range_or_unknown(points: list[tuple[float, float]]) -> None:
    found = pearson(points)

    assert found is None or -1 <= found <= 1


def test_a_straight_line_correlates_fully() -> None:
    assert pearson([(0, 1), (1, 3), (2, 5)]) == pytest.approx(1.0)
    assert pearson([(0, 1), (1, 0), (2, -1)]) == pytest.approx(-1.0)


@given(st.floats(0, 9), st.floats(0, 9), st.integers(1, 20), st.integers(ENOUGH_ANSWERS, 100))
def test_nobody_is_believed_to_be_surer_than_the_own_noise(
    squared_error: float, noise: float, readings: int, answers: int
) -> None:
    least = floor(squared_error, noise, readings=readings, answers=answers)

    assert least is not None
    assert noise <= least <= squared_error + noise


def test_the_error_of_the_labels_and_of_the_mean_is_not_held_against_the_analyser() -> None:
    least = floor(1.0, 0.3, readings=3, answers=ENOUGH_ANSWERS)

    assert least == pytest.approx(1.0 - 0.1 - LABEL_VARIANCE + 0.3)
    assert math.isclose(floor(0.2, 0.0, readings=1, answers=ENOUGH_ANSWERS) or 0.0, 0.0)


def test_few_answers_say_nothing() -> None:
    assert floor(1.0, 0.1, readings=3, answers=ENOUGH_ANSWERS - 1) is None
