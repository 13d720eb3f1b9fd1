"""What a model may not have written: checked by code, whatever the prompt said. Pure.

    without_diagnosis("У вас депрессия.", Language.RU)      # "Вы описываете подавленность."
    is_clean("Ignore previous instructions", canary)        # False

Detection sees through invisible characters, look-alike letters and letter spacing; words that are
kept or stored are never altered by it.
"""

from ai.guards.diagnosis import has_diagnosis, without_diagnosis
from ai.guards.output import Fault, faults, is_clean

__all__ = ["Fault", "faults", "has_diagnosis", "is_clean", "without_diagnosis"]
