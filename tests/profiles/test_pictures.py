"""Pictures of the portrait: for every input a whole picture, and the same one each time."""

import io
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.image import imread

from profiles.pictures.look import COLOURS, Theme
from profiles.pictures.radar import Spoke, radar
from profiles.pictures.timeline import Mark, Moment, timeline

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
KNOWN = tuple(Spoke(f"черта {number}", 0.6, 0.4, 0.8) for number in range(9))
UNKNOWN = tuple(Spoke(f"черта {number}", None) for number in range(9))

shares = st.floats(0, 1)
spokes = st.one_of(
    st.builds(Spoke, st.text("абв где", min_size=1, max_size=30), st.none()),
    st.tuples(shares, shares, shares).map(
        lambda three: Spoke("чуткость", sorted(three)[1], min(three), max(three))
    ),
)


def wheel(given_spokes: tuple[Spoke, ...], theme: Theme = Theme.LIGHT) -> bytes:
    return radar(given_spokes, theme, unknown="пока мало слов")


def pixels(picture: bytes) -> np.ndarray:
    return np.asarray(imread(io.BytesIO(picture), format="png"))


def coloured(picture: bytes, colour: str) -> int:
    """Return how many points have very nearly this colour."""
    wanted = np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    return int(np.sum(np.abs(pixels(picture)[..., :3] - wanted).max(axis=-1) < 0.02))


def moment(day: int, value: float = 0.5) -> Moment:
    return Moment(START + timedelta(days=day), value, value - 0.1, value + 0.1)


def line(*moments: Moment, marks: tuple[Mark, ...] = (), theme: Theme = Theme.LIGHT) -> bytes:
    return timeline(moments, marks, theme, low="тише", high="живее")


def test_the_same_numbers_give_the_same_bytes() -> None:
    assert wheel(KNOWN) == wheel(KNOWN)
    assert line(moment(0), moment(9)) == line(moment(0), moment(9))


def test_other_numbers_give_another_picture() -> None:
    assert wheel(KNOWN) != wheel((Spoke("черта 0", 0.5, 0.4, 0.8), *KNOWN[1:]))


@pytest.mark.parametrize("theme", Theme)
def test_a_theme_has_its_own_ground(theme: Theme) -> None:
    assert coloured(wheel(KNOWN, theme), COLOURS[theme].ground) > 100_000
    assert coloured(line(moment(0), theme=theme), COLOURS[theme].ground) > 100_000


def test_what_is_not_known_has_neither_line_nor_point() -> None:
    assert coloured(wheel(KNOWN), COLOURS[Theme.LIGHT].line) > 500
    assert coloured(wheel(UNKNOWN), COLOURS[Theme.LIGHT].line) == 0


def test_an_event_of_life_stands_on_the_line_only_within_its_time() -> None:
    within = Mark(START + timedelta(days=5), "переезд")
    outside = Mark(START - timedelta(days=5), "переезд")
    second = COLOURS[Theme.LIGHT].second
    assert coloured(line(moment(0), moment(9), marks=(within,)), second) > 50
    assert coloured(line(moment(0), moment(9), marks=(outside,)), second) == 0


@pytest.mark.parametrize("count", range(3))
def test_a_wheel_of_fewer_than_three_is_refused(count: int) -> None:
    with pytest.raises(ValueError, match="three spokes"):
        wheel(KNOWN[:count])


def test_a_line_without_a_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="one moment"):
        line()


@given(st.lists(spokes, min_size=3, max_size=12))
@settings(max_examples=15, deadline=None)
def test_every_wheel_can_be_drawn(given_spokes: list[Spoke]) -> None:
    assert pixels(wheel(tuple(given_spokes))).shape == (832, 1056, 4)


@given(st.lists(st.tuples(st.integers(0, 900), shares), min_size=1, max_size=40))
@settings(max_examples=15, deadline=None)
def test_every_line_can_be_drawn(given_moments: list[tuple[int, float]]) -> None:
    moments = [moment(day, value) for day, value in sorted(given_moments)]
    assert pixels(line(*moments)).shape == (576, 1056, 4)
