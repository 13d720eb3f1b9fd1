"""How tired a person may be within one session, from what can be seen. Pure.

Level (0..1) = energy spent + length of the session + answers getting shorter + answers getting
hasty + skipped questions + words of tiredness. The costs of energy are those of the selection
model; the other weights are chosen so that an ordinary session of six willing answers stays below
0.55, that saying "I am tired" brings the offer of a pause at once, and that no single sign but a
very long session can end it.

| level | meaning |
|---|---|
| below 0.55 | deep questions are possible (a care rule reads this limit) |
| above 0.70 | only a resource question may follow, and a pause is offered |
| from 0.90 | the session ends kindly |
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from types import MappingProxyType

from onboarding.choices import Energy

#: Fatigue that one question of each energy costs; HEALING gives some back.
COSTS: Mapping[Energy, float] = MappingProxyType(
    {
        Energy.OPENING: 0.05,
        Energy.NEUTRAL: 0.06,
        Energy.PROCESSING: 0.10,
        Energy.HEAVY: 0.18,
        Energy.HEALING: -0.04,
    }
)
DEEPENING_BELOW = 0.55
TIRED_ABOVE = 0.70
END_FROM = 0.90

QUESTIONS_FREE = 7
COST_PER_EXTRA_QUESTION = 0.05
SHORTENING_WEIGHT = 0.25
SKIP_COST = 0.08
SKIPS_COUNTED = 4
RECENT_ANSWERS = 3
HASTE_WEIGHT = 0.15
#: Of the person's own pace; whoever is faster than that is in haste.
HASTY_BELOW = 0.5
WORDS_COST = 0.72


class Advice(StrEnum):
    """What fatigue advises to do next."""

    GO_ON = "go_on"
    OFFER_PAUSE = "offer_pause"
    END_KINDLY = "end_kindly"


@dataclass(frozen=True, slots=True)
class FatigueSignals:
    """What is seen of a session so far.

    Attributes:
        energies: Energies of the questions asked in this session, oldest first.
        lengths: Characters of the answers given in this session, oldest first.
        usual_length: Median characters of the person's earlier answers; None while there is no
            habit.
        skips: Questions skipped or put off in this session.
        paces: Seconds per character of the answers given in this session, oldest first, without
            those for which nobody can say.
        usual_pace: Median pace of the person's earlier answers; None while there is no habit.
        said_tired: The person said in this session that they are tired.
    """

    energies: tuple[Energy, ...] = ()
    lengths: tuple[int, ...] = ()
    usual_length: float | None = None
    skips: int = 0
    paces: tuple[float, ...] = ()
    usual_pace: float | None = None
    said_tired: bool = False


@dataclass(frozen=True, slots=True)
class Fatigue:
    """The estimated tiredness (0..1) and what it advises."""

    level: float
    advice: Advice


def fatigue(signals: FatigueSignals) -> Fatigue:
    """Estimate how tired the person may be and what to do about it."""
    level = (
        _spent(signals.energies)
        + _length_of_session(len(signals.energies))
        + _shortening(signals.lengths, signals.usual_length)
        + _haste(signals.paces, signals.usual_pace)
        + SKIP_COST * min(signals.skips, SKIPS_COUNTED)
        + WORDS_COST * signals.said_tired
    )
    level = min(1.0, max(0.0, level))
    return Fatigue(level, _advice(level))


def _spent(energies: Iterable[Energy]) -> float:
    """Add the costs up; a healing question cannot be saved up for later, hence the floor at 0."""
    load = 0.0
    for energy in energies:
        load = max(0.0, load + COSTS[energy])
    return load


def _length_of_session(questions: int) -> float:
    return COST_PER_EXTRA_QUESTION * max(0, questions - QUESTIONS_FREE)


def _shortening(lengths: tuple[int, ...], usual_length: float | None) -> float:
    """Return 0..0.25: how far the last answers fall below the person's own habit.

    A person who always writes three words is not tired; one short answer is not a trend.
    """
    if not usual_length or len(lengths) < RECENT_ANSWERS:
        return 0.0
    recent = median(lengths[-RECENT_ANSWERS:])
    return SHORTENING_WEIGHT * max(0.0, 1.0 - recent / usual_length)


def _haste(paces: tuple[float, ...], usual_pace: float | None) -> float:
    """Return 0..0.15: how far the last answers are faster than half the person's own pace.

    A person who always types fast is not tired; one quick answer is not a trend.
    """
    if not usual_pace or len(paces) < RECENT_ANSWERS:
        return 0.0
    recent = median(paces[-RECENT_ANSWERS:])
    return HASTE_WEIGHT * max(0.0, 1.0 - recent / (HASTY_BELOW * usual_pace))


def _advice(level: float) -> Advice:
    if level >= END_FROM:
        return Advice.END_KINDLY
    return Advice.OFFER_PAUSE if level > TIRED_ABOVE else Advice.GO_ON
