"""One trait over time: what was believed when, how surely, and what happened in between. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from matplotlib.axes import Axes

from profiles.pictures.look import COLOURS, FONT, Colours, Theme, blank, png

_BAND = 0.2
_SECONDS_PER_DAY = 86_400.0
_MARK_LIMIT = 24
#: Dates under the line; more would run into each other on a phone.
_DATES = 4


@dataclass(frozen=True, slots=True)
class Moment:
    """What was believed at a time: 0..1, with the interval."""

    at: datetime
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Mark:
    """Something of the person's life on the time line, in their own words."""

    at: datetime
    label: str


def timeline(
    moments: Sequence[Moment], marks: Sequence[Mark], theme: Theme, *, low: str, high: str
) -> bytes:
    """Return the time line as PNG.

    Args:
        moments: At least one, oldest first, times in the person's zone.
        marks: Events of their life; those outside the moments are left out.
        theme: Light or dark.
        low: What the lower end means, in the person's language.
        high: What the upper end means.

    Raises:
        ValueError: there is nothing to draw.
    """
    if not moments:
        message = "a time line needs at least one moment"
        raise ValueError(message)
    colours = COLOURS[theme]
    figure = blank(6.6, 3.6, colours)
    axes = figure.add_axes((0.06, 0.14, 0.88, 0.74))
    _ground(axes, colours)
    _dates(axes, moments, colours)
    _line(axes, moments, colours)
    for height, mark in zip(_heights(), _within(marks, moments), strict=False):
        _mark(axes, mark, height, colours)
    for words, place in ((high, 1.03), (low, 0.03)):
        axes.text(
            0.0,
            place,
            words,
            transform=axes.transAxes,
            va="bottom",
            color=colours.faint,
            fontfamily=FONT,
            fontsize=8.5,
        )
    return png(figure)


def _ground(axes: Axes, colours: Colours) -> None:
    axes.set_facecolor(colours.ground)
    axes.set_ylim(0.0, 1.0)
    axes.set_yticks([0.0, 0.25, 0.5, 0.75, 1.0], labels=[])
    axes.grid(axis="y", color=colours.grid, linewidth=0.8)
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _dates(axes: Axes, moments: Sequence[Moment], colours: Colours) -> None:
    first, last = moments[0].at, max(moments[-1].at, moments[0].at + timedelta(days=1))
    axes.set_xlim(_place(first), _place(last + (last - first) / 50))
    step = (last - first) / (_DATES - 1)
    shown = [first + step * number for number in range(_DATES)]
    labels = axes.set_xticks(
        [_place(at) for at in shown], labels=[f"{at:%d.%m.%y}" for at in shown]
    )
    for tick, side in zip(labels, ("left", "center", "center", "right"), strict=True):
        tick.label1.set(ha=side, color=colours.faint, fontfamily=FONT, fontsize=8.5)


def _line(axes: Axes, moments: Sequence[Moment], colours: Colours) -> None:
    times = [_place(moment.at) for moment in moments]
    values = [moment.value for moment in moments]
    lows, highs = [moment.low for moment in moments], [moment.high for moment in moments]
    axes.fill_between(times, lows, highs, color=colours.band, alpha=_BAND, linewidth=0, step="post")
    axes.step(times, values, where="post", color=colours.line, linewidth=1.8)
    axes.plot(times, values, "o", color=colours.line, markersize=4)


def _heights() -> Sequence[float]:
    """Places of labels, so that neighbours do not cover each other."""
    return [0.95, 0.86, 0.77] * 8


def _within(marks: Sequence[Mark], moments: Sequence[Moment]) -> list[Mark]:
    inside = [mark for mark in marks if moments[0].at <= mark.at <= moments[-1].at]
    return sorted(inside, key=lambda mark: mark.at)[:_MARK_LIMIT]


def _mark(axes: Axes, mark: Mark, height: float, colours: Colours) -> None:
    place = _place(mark.at)
    axes.axvline(place, color=colours.second, linewidth=1.0, linestyle=(0, (3, 3)))
    low, high = axes.get_xlim()
    is_right = (place - low) / (high - low) > 0.7  # noqa: PLR2004 - a label needs a third of the width
    axes.annotate(
        mark.label,
        (place, height),
        xytext=(-4 if is_right else 4, 0),
        textcoords="offset points",
        ha="right" if is_right else "left",
        va="center",
        color=colours.second,
        fontfamily=FONT,
        fontsize=8,
    )


def _place(at: datetime) -> float:
    """Return where a time stands on the axis: days since the epoch."""
    return at.timestamp() / _SECONDS_PER_DAY
