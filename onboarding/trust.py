"""Trust between a person and the conversation: a score 0..1 and its five levels. Pure.

Trust is given by the person, one willing answer at a time. Nothing else raises it: neither money
nor the number of messages. The person may lower it at any time.
"""

from datetime import timedelta

from onboarding.choices import TrustLevel

#: The score at which each level begins, STRANGER first.
THRESHOLDS: tuple[float, ...] = (0.0, 0.15, 0.35, 0.60, 0.85)
GROWTH_PER_ANSWER = 0.03
GAP_PENALTY = 0.35
SILENCE_FORGIVEN = timedelta(days=60)
#: Half of the trust fades in half a year of silence beyond the forgiven time: slow enough that a
#: holiday costs nothing, and a person who returns after a year is met more gently.
SILENCE_HALF_LIFE = timedelta(days=180)


def _checked(score: float) -> float:
    if not 0.0 <= score <= 1.0:
        message = "a trust score lies in 0..1"
        raise ValueError(message)
    return score


def level(score: float) -> TrustLevel:
    """Return the level that a score (0..1) has reached.

    Raises:
        ValueError: The score is outside 0..1 or not a number.
    """
    reached = _checked(score)
    return max(known for known in TrustLevel if THRESHOLDS[known] <= reached)


def grown(score: float, min_trust: TrustLevel) -> float:
    """Return the score after one willingly answered question.

    Growth is 0.03 x (1 - 0.35 x gap), where the gap counts the levels by which the question asked
    for more trust than there was: an answer that had to be pushed for builds less.

    Args:
        score: Trust before the answer, 0..1.
        min_trust: The level the question is meant for.
    """
    gap = max(0, min_trust - level(score))
    return min(1.0, score + GROWTH_PER_ANSWER * max(0.0, 1.0 - GAP_PENALTY * gap))


def faded(score: float, silence: timedelta) -> float:
    """Return the score after a silence: unchanged for 60 days, then halved every 180 days.

    Args:
        score: Trust as it stood at the last answer, 0..1; what has faded is not stored.
        silence: Time since the last answer.
    """
    beyond = max(timedelta(0), silence - SILENCE_FORGIVEN)
    return float(_checked(score) * 0.5 ** (beyond / SILENCE_HALF_LIFE))


def lowered(score: float) -> float:
    """Return where the level below begins: the score of a person who asked for more distance."""
    return THRESHOLDS[max(0, level(score) - 1)]
