"""The nine traits as a wheel: what is believed as a line, how sure it is as a band. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import fill

from matplotlib.projections.polar import PolarAxes

from profiles.pictures.look import COLOURS, FONT, Colours, Theme, blank, png

LABEL_CHARACTERS = 14
_BAND = 0.22
_UPRIGHT = 0.2
_TOP = math.pi / 2


@dataclass(frozen=True, slots=True)
class Spoke:
    """One trait on the wheel.

    Attributes:
        label: Its name in the person's language.
        value: 0..1, with `low` and `high` of its interval; None where too little is known.
    """

    label: str
    value: float | None
    low: float = 0.0
    high: float = 1.0


def radar(spokes: Sequence[Spoke], theme: Theme, *, unknown: str) -> bytes:
    """Return the wheel as PNG.

    A trait of which too little is known has no point and no band: its spoke is empty, and says so.

    Args:
        spokes: At least three, clockwise from the top.
        theme: Light or dark.
        unknown: What stands under the name of an empty spoke.

    Raises:
        ValueError: there are fewer than three spokes.
    """
    if len(spokes) < 3:  # noqa: PLR2004 - two directions make no wheel
        message = "a wheel needs at least three spokes"
        raise ValueError(message)
    colours = COLOURS[theme]
    figure = blank(6.6, 5.2, colours)
    axes = figure.add_axes((0.24, 0.17, 0.52, 0.66), projection="polar")
    assert isinstance(axes, PolarAxes)  # noqa: S101 - what the projection makes; for the types
    _ground(axes, len(spokes), colours)
    _known(axes, spokes, colours)
    _labels(axes, spokes, colours, unknown)
    return png(figure)


def _angle(position: int, count: int) -> float:
    return 2 * math.pi * position / count


def _ground(axes: PolarAxes, count: int, colours: Colours) -> None:
    axes.set_theta_offset(_TOP)
    axes.set_theta_direction(-1)
    axes.set_facecolor(colours.ground)
    axes.set_ylim(0.0, 1.0)
    axes.set_yticks([0.25, 0.5, 0.75, 1.0], labels=[])
    axes.set_xticks([_angle(position, count) for position in range(count)], labels=[])
    axes.grid(color=colours.grid, linewidth=0.8)
    axes.spines["polar"].set_color(colours.grid)


def _known(axes: PolarAxes, spokes: Sequence[Spoke], colours: Colours) -> None:
    """Draw line and band between neighbours that are both known, and a bar for the lonely."""
    count = len(spokes)
    for position, spoke in enumerate(spokes):
        if spoke.value is None:
            continue
        here, following = _angle(position, count), spokes[(position + 1) % count]
        axes.plot(
            [here, here], [spoke.low, spoke.high], color=colours.line, alpha=0.45, linewidth=3
        )
        axes.plot([here], [spoke.value], "o", color=colours.line, markersize=5.5, zorder=3)
        if following.value is None:
            continue
        there = here + 2 * math.pi / count
        axes.plot([here, there], [spoke.value, following.value], color=colours.line, linewidth=1.6)
        axes.fill_between(
            [here, there],
            [spoke.low, following.low],
            [spoke.high, following.high],
            color=colours.band,
            alpha=_BAND,
            linewidth=0,
        )


def _alignment(side: float) -> str:
    """Return on which side of its place a label stands; -1 is left of the wheel, 1 right."""
    if abs(side) < _UPRIGHT:
        return "center"
    return "left" if side > 0 else "right"


def _labels(axes: PolarAxes, spokes: Sequence[Spoke], colours: Colours, unknown: str) -> None:
    count = len(spokes)
    for position, spoke in enumerate(spokes):
        angle = _angle(position, count)
        is_known = spoke.value is not None
        words = fill(spoke.label, LABEL_CHARACTERS, break_long_words=False)
        axes.text(
            angle,
            1.12,
            words if is_known else f"{words}\n{unknown}",
            ha=_alignment(math.sin(angle)),
            va="center",
            color=colours.ink if is_known else colours.faint,
            fontfamily=FONT,
            fontsize=8.5,
            linespacing=1.15,
        )
