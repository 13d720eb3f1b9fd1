"""What staff see first: cards and charts, declared by each app in its `admin`."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from core.staff_pages import Label


@dataclass(frozen=True, slots=True)
class Figure:
    """What a card says: a number or a word, a note, and whether somebody should look."""

    value: int | Label
    note: Label = ""
    is_alarming: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """One figure.

    Attributes:
        link: name of the staff page behind it, and its query.
        permission: who sees it, as `app.codename`.
        read: returns the figure.
        rank: its place; the lower the earlier.
        is_personal: whether `read` takes the id of the member of staff who looks.
    """

    title: Label
    permission: str
    link: str
    read: Callable[..., Figure]
    query: str = ""
    rank: int = 5
    is_personal: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers of one colour, one a label of the chart."""

    label: Label
    values: Sequence[float]
    colour: str = "var(--color-primary-600)"


@dataclass(frozen=True, slots=True)
class Bars:
    """What a chart shows.

    Attributes:
        unit: written behind the numbers of the axis.
        is_stacked: whether the series of a label stand on each other, as parts of a whole.
    """

    labels: Sequence[Label]
    series: Sequence[Series]
    unit: str = ""
    is_stacked: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to see."""
        return not any(any(series.values) for series in self.series)


def chart_context(title: Label, bars: Bars) -> dict[str, Any]:
    """Return what `admin/chart.html` shows of bars."""
    data = {
        "labels": [str(label) for label in bars.labels],
        "datasets": [
            {
                "label": str(series.label),
                # Nothing is no bar; something is always to be seen.
                "data": [value or None for value in series.values],
                "minBarLength": 3,
                "maxBarThickness": 22,
                "borderRadius": 4,
                "backgroundColor": series.colour,
                "grouped": True,
                "displayYAxis": True,
                "suffixYAxis": bars.unit,
                **({"stack": "whole", "minBarLength": 0} if bars.is_stacked else {}),
            }
            for series in bars.series
        ],
    }
    return {
        "title": title,
        "data": json.dumps(data),
        "is_empty": bars.is_empty,
        "legend": bars.series if len(bars.series) > 1 else (),
    }


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart of bars."""

    title: Label
    permission: str
    read: Callable[[], Bars]


_cards: dict[str, Card] = {}
_charts: dict[str, Chart] = {}


def show_card(name: str, card: Card) -> None:
    """Add a card; of one rank the app's place decides."""
    _cards[name] = card


def show_chart(name: str, chart: Chart) -> None:
    """Add a chart."""
    _charts[name] = chart


def cards() -> Sequence[Card]:
    """Return all cards in their order."""
    return sorted(_cards.values(), key=lambda card: card.rank)


def charts() -> Sequence[Chart]:
    """Return all charts."""
    return list(_charts.values())
