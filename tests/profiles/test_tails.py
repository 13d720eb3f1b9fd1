"""Tail probabilities agree with published tables."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profiles.tails import chi_square_tail, normal_tail, student_tail


@pytest.mark.parametrize(
    ("x", "freedom", "tail"),
    [
        (3.841459, 1, 0.05),
        (5.991465, 2, 0.05),
        (7.814728, 3, 0.05),
        (31.41043, 20, 0.05),
        (38.93217, 21, 0.01),
        (0.0, 7, 1.0),
    ],
)
def test_chi_square_has_the_tails_of_the_tables(x: float, freedom: int, tail: float) -> None:
    assert chi_square_tail(x, freedom) == pytest.approx(tail, rel=1e-5)


@pytest.mark.parametrize(
    ("t", "freedom", "tail"),
    [
        (12.70620, 1, 0.05),
        (9.924843, 2, 0.01),
        (5.840909, 3, 0.01),
        (4.604095, 4, 0.01),
        (2.845340, 20, 0.01),
        (0.0, 5, 1.0),
    ],
)
def test_student_has_the_tails_of_the_tables(t: float, freedom: int, tail: float) -> None:
    assert student_tail(t, freedom) == pytest.approx(tail, rel=1e-5)


def test_the_normal_has_the_tails_of_the_tables() -> None:
    assert normal_tail(1.959964) == pytest.approx(0.05, rel=1e-5)


def test_student_with_many_degrees_is_nearly_normal() -> None:
    assert student_tail(2.0, 50_000) == pytest.approx(normal_tail(2.0), rel=1e-3)


@given(st.floats(0, 1e6), st.integers(1, 400))
def test_every_tail_is_a_probability(x: float, freedom: int) -> None:
    tails = (chi_square_tail(x, freedom), student_tail(x, freedom), normal_tail(x))
    assert all(math.isfinite(tail) and 0.0 <= tail <= 1.0 for tail in tails)
