"""Why a question was chosen, as a person would put it. Pure."""

from enum import StrEnum

from onboarding.choices import Energy, Stage
from onboarding.mix_state import MixState
from onboarding.smart_mix import Choice

LIGHT = (Energy.OPENING, Energy.NEUTRAL)


class Reason(StrEnum):
    """What speaks for a question beside what its answer tells; the most telling first."""

    AFTER_HEAVY = "after_heavy"
    TIRED = "tired"
    CLOSING = "closing"
    HEAVY = "heavy"
    NEW_DOMAIN = "new_domain"
    OPENING = "opening"
    DEEPER = "deeper"
    LIGHT = "light"


def reasons(choice: Choice, state: MixState) -> tuple[Reason, ...]:
    """Return every reason that holds, in the order of `Reason`."""
    energy, domain = choice.question.energy, choice.question.domain
    holds = {
        Reason.AFTER_HEAVY: state.owes_healing,
        Reason.TIRED: state.is_tired,
        Reason.CLOSING: state.is_last,
        Reason.HEAVY: energy is Energy.HEAVY,
        Reason.NEW_DOMAIN: bool(state.asked) and domain not in {q.domain for q in state.asked},
        Reason.OPENING: state.place == 0,
        Reason.DEEPER: choice.stage is Stage.DEEPENING,
        Reason.LIGHT: energy in LIGHT,
    }
    return tuple(reason for reason in Reason if holds[reason])
