"""What a session amounts to, in numbers."""

from collections import Counter
from dataclasses import dataclass

from onboarding.choices import Outcome
from onboarding.models import Session


@dataclass(frozen=True, slots=True)
class SessionFigures:
    """Numbers of one session.

    Attributes:
        asked: questions asked.
        answered, skipped: what became of them; the rest was replaced, expired or is open.
        completion: answered of planned, 0 to 1.
        seconds: from the start to the last sign of the person.
        energies: the energy of every question that was asked, in order: the path of the session.
    """

    asked: int
    answered: int
    skipped: int
    completion: float
    seconds: int
    energies: tuple[str, ...]


def session_figures(session_id: int) -> SessionFigures:
    """Return the figures of the session as they are now.

    Raises:
        Session.DoesNotExist: there is no such session.
    """
    session = Session.objects.get(pk=session_id)
    asked = list(session.asked.order_by("pk").values_list("outcome", "question__energy"))
    outcomes = Counter(outcome for outcome, _ in asked)
    answered = outcomes[Outcome.ANSWERED]
    lasted = session.last_activity_at - session.started_at
    return SessionFigures(
        asked=outcomes.total(),
        answered=answered,
        skipped=outcomes[Outcome.SKIPPED],
        completion=min(1.0, answered / session.target_questions),
        seconds=max(0, round(lasted.total_seconds())),
        energies=tuple(energy for _, energy in asked),
    )
