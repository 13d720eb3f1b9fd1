"""How pictures look: the colours of two themes, and how a figure becomes bytes. Pure."""

import io
from dataclasses import dataclass
from enum import StrEnum

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

#: Telegram shows pictures as wide as a phone; twice its 390 points is sharp on every screen.
DOTS_PER_INCH = 160
FONT = "DejaVu Sans"  # comes with the library and knows Cyrillic


class Theme(StrEnum):
    """Which colours the person's screen has."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Colours:
    """Colours of one theme."""

    ground: str
    ink: str
    faint: str
    grid: str
    line: str
    band: str
    second: str


COLOURS = {
    Theme.LIGHT: Colours(
        ground="#fbfaf7",
        ink="#26312f",
        faint="#7d8784",
        grid="#d9dedb",
        line="#0b7a70",
        band="#0b7a70",
        second="#c2571a",
    ),
    Theme.DARK: Colours(
        ground="#17211f",
        ink="#e9efec",
        faint="#93a09c",
        grid="#33413e",
        line="#5fd0c2",
        band="#5fd0c2",
        second="#f2a36b",
    ),
}


def blank(width: float, height: float, colours: Colours) -> Figure:
    """Return an empty figure, in inches, that has its own canvas and no global state."""
    figure = Figure(figsize=(width, height), dpi=DOTS_PER_INCH, facecolor=colours.ground)
    FigureCanvasAgg(figure)
    return figure


def png(figure: Figure) -> bytes:
    """Return a figure as PNG that tells nothing of program or time."""
    out = io.BytesIO()
    figure.savefig(out, format="png", facecolor=figure.get_facecolor(), metadata={"Software": None})
    return out.getvalue()
