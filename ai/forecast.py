"""What a month will cost, what routing saves, and how the tiers share the work. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import dropwhile
from math import sqrt
from statistics import mean, stdev

from ai.choices import Tier

#: The shares of ordinary requests that the judgement of complexity is set for.
EXPECTED_MIX: Mapping[Tier, float] = {Tier.SIMPLE: 0.15, Tier.MEDIUM: 0.75, Tier.COMPLEX: 0.10}
#: From fewer whole days nothing is foretold.
FEWEST_DAYS = 3
#: The part of a normal distribution below which 95 of 100 lie: two such bounds enclose 90.
_NORMAL_95 = 1.6448536269514722


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the whole month will have cost, US dollars.

    Attributes:
        low: with `high` the interval that holds the truth in 90 of 100 cases, if the days to come
            are like those gone by; never below what is spent already.
        days: whole days it was made from.
    """

    usd: Decimal
    low: Decimal
    high: Decimal
    days: int


@dataclass(frozen=True, slots=True)
class Saving:
    """What was paid beside what the best model would have cost for all, US dollars."""

    paid: Decimal
    premium: Decimal

    @property
    def usd(self) -> Decimal:
        """What was saved; negative where the chosen models were the dearer ones."""
        return self.premium - self.paid

    @property
    def share(self) -> float:
        """The saved part of the premium price, at most 1; 0 where that price is 0."""
        return float(self.usd / self.premium) if self.premium else 0.0


def forecast(spent: Decimal, days: Sequence[Decimal], days_left: float) -> Forecast | None:
    """Foretell what a month costs, from the mean of whole days gone by.

    The interval is that of a sum of new days drawn from where the old ones came from, with the
    mean itself uncertain: s·sqrt(m + m²/n) times Student's t. Days with nothing before the first
    spending do not count: nobody was there yet.

    Args:
        spent: in this month so far, 0 or more.
        days: what whole days cost, oldest first, today not among them.
        days_left: of the month, with the rest of today as a part of one; 0 or more.

    Returns:
        None where fewer than FEWEST_DAYS days are known.
    """
    known = [float(day) for day in dropwhile(lambda day: not day, days)]
    if len(known) < FEWEST_DAYS:
        return None
    coming = mean(known) * days_left
    width = sqrt(days_left + days_left**2 / len(known)) * _student_95(len(known) - 1)
    spread = stdev(known) * width
    return Forecast(
        usd=spent + _dollars(coming),
        low=spent + _dollars(max(0.0, coming - spread)),
        high=spent + _dollars(coming + spread),
        days=len(known),
    )


def shares(counts: Mapping[Tier, int]) -> dict[Tier, float]:
    """Return each tier's part of all, 0 to 1; zeros where there is nothing."""
    total = sum(counts.values())
    return {tier: counts.get(tier, 0) / total if total else 0.0 for tier in Tier}


def _student_95(freedom: int) -> float:
    """Return the 95 % point of Student's t.

    Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 26.7.5, four terms: right to
    0.01 from two degrees of freedom on.
    """
    z, v = _NORMAL_95, float(freedom)
    return (
        z
        + (z**3 + z) / (4 * v)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * v**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * v**3)
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * v**4)
    )


def _dollars(amount: float) -> Decimal:
    return Decimal(f"{amount:.10f}")
