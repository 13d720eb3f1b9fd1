import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from profiles.vectors.embedder import DIMENSIONS, embed


def likeness(one: str, other: str) -> float:
    """Return the cosine of two texts."""
    return float(embed(one) @ embed(other))


@given(st.text())
def test_any_text_has_a_finite_vector_of_length_one_or_none(text: str) -> None:
    vector = embed(text)

    assert vector.shape == (DIMENSIONS,)
    assert float(np.linalg.norm(vector)) in (0.0, pytest.approx(1.0))


@pytest.mark.parametrize("text", ["", "  ", "?!…", "👍 👍", "— «»"])
def test_a_text_without_words_has_no_direction(text: str) -> None:
    assert not embed(text).any()


def test_a_text_is_most_like_itself() -> None:
    text = "Мне снится дом моей бабушки"

    assert math.isclose(likeness(text, text), 1.0)


@pytest.mark.parametrize(
    ("query", "near", "far"),
    [
        ("ссора в семье", "Вчера мы поссорились всей семьёй.", "Люблю утренние пробежки."),
        ("работа и усталость", "Устаю на работе каждый день.", "Мама звонит по воскресеньям."),
        ("my garden", "In the garden I forget the time.", "My boss shouted at everybody."),
    ],
)
def test_texts_that_share_stems_are_nearer_than_others(query: str, near: str, far: str) -> None:
    assert likeness(query, near) > likeness(query, far)


def test_case_and_the_dots_of_yo_make_no_difference() -> None:
    assert math.isclose(likeness("ЁЛКА", "елка"), 1.0)


def test_the_numbers_are_the_same_on_every_machine_and_in_every_release() -> None:
    vector = embed("да")

    assert np.flatnonzero(vector).tolist() == [141, 333, 436, 450]
    assert vector[vector != 0].tolist() == pytest.approx([0.288675, -0.866025, 0.288675, 0.288675])
