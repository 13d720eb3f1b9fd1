"""How much a domain of life yields from one person, learned from what they give. Pure.

An answer is compared with the person's own usual length, never with other people's: log(length /
usual). A question that was skipped or replaced gave nothing and counts as the least an answer can.
Of the n questions of a domain

    affinity = exp(clip(sum of log ratios / (n + 4), -0.6, 0.6))

so that a domain is worth 0.55 to 1.82 times its information, a single question moves it by no more
than 15 %, and one of which nothing is known is worth 1.

| four answers of a domain | affinity |
|---|---|
| as long as usual | 1.00 |
| twice as long, or longer | 1.41 |
| half as long, or all skipped | 0.71 |
"""

import math
from collections.abc import Iterable
from statistics import median

from core.vocabulary import Domain
from onboarding.choices import Outcome
from onboarding.mix_state import Asked

#: What one question can say: an answer ten times as long does not tell ten times as much.
MOST_RATIO = math.log(2)
#: Questions of a domain at which they count as much as the neutral 1.
SHRINKAGE = 4
MOST_LOG_AFFINITY = 0.6
LEFT = (Outcome.SKIPPED, Outcome.REPLACED)


def affinities(asked: Iterable[Asked]) -> dict[Domain, float]:
    """Return the affinity of every domain of which a question was answered or left."""
    telling = [past for past in asked if past.length or past.outcome in LEFT]
    lengths = [past.length for past in telling if past.length]
    usual = median(lengths) if lengths else 1.0
    ratios: dict[Domain, list[float]] = {}
    for past in telling:
        ratios.setdefault(past.domain, []).append(_log_ratio(past, usual))
    return {domain: _affinity(own) for domain, own in ratios.items()}


def _log_ratio(past: Asked, usual: float) -> float:
    if not past.length:
        return -MOST_RATIO
    return min(MOST_RATIO, max(-MOST_RATIO, math.log(past.length / usual)))


def _affinity(ratios: list[float]) -> float:
    shrunk = math.fsum(ratios) / (len(ratios) + SHRINKAGE)
    return math.exp(min(MOST_LOG_AFFINITY, max(-MOST_LOG_AFFINITY, shrunk)))
