"""The way of a session as staff see it: what each question took or gave, and how it all went."""

from collections.abc import Iterator
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onboarding.choices import Energy, Outcome
from onboarding.models import Session
from onboarding.session_figures import session_figures
from onboarding.staff_words import ENERGIES, OUTCOMES

#: From what takes most, at the top, to what gives.
LEVELS = (Energy.HEAVY, Energy.PROCESSING, Energy.NEUTRAL, Energy.OPENING, Energy.HEALING)
#: Pixels: room for the names, from one question to the next, from one level to the next.
LEFT, STEP, ROW, MARGIN = 130, 44, 26, 16


def energy_path(session: Session) -> str:
    """Return the way as a drawing; a hollow dot is a question that was not answered."""
    dots = list(_dots(session))
    return render_to_string(
        "admin/onboarding/energy_path.html",
        {
            "dots": dots,
            "line": " ".join(f"{dot['x']},{dot['y']}" for dot in dots),
            "levels": [{"name": ENERGIES[level], "y": _height(level)} for level in LEVELS],
            "left": LEFT - MARGIN,
            "width": LEFT + STEP * max(1, len(dots)),
            "height": ROW * (len(LEVELS) - 1) + 2 * MARGIN,
        },
    )


def session_summary(session: Session) -> str:
    """Return how long the session took and how much of it was answered."""
    figures = session_figures(session.pk)
    minutes = max(1, round(figures.seconds / 60))
    lasted = ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    answered = _("%(answered)d of %(planned)d planned answered (%(share)d %%)") % {
        "answered": figures.answered,
        "planned": session.target_questions,
        "share": round(figures.completion * 100),
    }
    return f"{lasted}, {answered}"


def _height(level: Energy) -> int:
    return MARGIN + ROW * LEVELS.index(level)


def _dots(session: Session) -> Iterator[dict[str, Any]]:
    asked = session.asked.order_by("pk").values_list("question__energy", "outcome")
    for number, (energy, outcome) in enumerate(asked):
        yield {
            "x": LEFT + STEP * number + MARGIN,
            "y": _height(Energy(energy)),
            "is_answered": outcome == Outcome.ANSWERED,
            "title": f"{number + 1}. {ENERGIES[energy]}: {OUTCOMES[outcome]}",
        }
