"""Numbers of a model brought into their ranges, and how far one answer may move a trait. Pure.

What a model says of one answer is weak evidence, and it may be what a person told it to say. So,
whatever it says, one answer counts at most as MOST_TRAITS traits with |z| <= LARGEST_Z and a
variance of at least SMALLEST_VARIANCE each (the prior of a trait is 1 SD squared). From what is
believed of a stranger, one answer then moves no trait by more than MOST_MOVED, by its own readings
and those of its relatives together; `tests/ai/test_bound.py` shows it with the measurement that
profiles use.
"""

#: In population SD: no single answer shows more.
LARGEST_Z = 2.0
#: SD squared, for a trait that the question aims at, and for any other.
SMALLEST_VARIANCE_AIMED = 2.0
SMALLEST_VARIANCE = 3.0
#: Below it a model only guesses, and nothing is observed.
LEAST_CONFIDENCE = 0.2
#: Most traits that one answer says something of.
MOST_TRAITS = 5
#: In population SD, 0.17 of the shown scale: the bound that follows from the above.
MOST_MOVED = 1.01


class Clamp:
    """Brings numbers into ranges and counts those that were outside."""

    def __init__(self) -> None:
        """Begin with none."""
        self.count = 0

    def __call__(self, value: float, low: float, high: float) -> float:
        """Return `value`, or the end of the range that it has passed."""
        kept = min(high, max(low, value))
        self.count += kept != value
        return kept

    def level(self, value: int, low: int, high: int) -> int:
        """Return a whole number within its range."""
        return int(self(value, low, high))


def variance(confidence: float, *, is_aimed: bool) -> float:
    """Return the variance of one observation, in SD squared.

    Args:
        confidence: LEAST_CONFIDENCE to 1; half of it doubles the variance.
        is_aimed: whether the question aims at the trait.
    """
    floor = SMALLEST_VARIANCE_AIMED if is_aimed else SMALLEST_VARIANCE
    return round(floor / max(LEAST_CONFIDENCE, min(1.0, confidence)), 3)
