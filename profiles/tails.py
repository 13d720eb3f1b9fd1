"""Tail probabilities of the distributions that tests of change need, exact for whole degrees. Pure.

M. Abramowitz, I. A. Stegun, "Handbook of Mathematical Functions" (1964), chapter 26.
"""

import math


def normal_tail(z: float) -> float:
    """Return the probability that a standard normal is at least |z| away from 0, either side."""
    return math.erfc(abs(z) / math.sqrt(2.0))


def chi_square_tail(x: float, freedom: int) -> float:
    """Return the probability that a chi-square variable exceeds x (26.4.4, 26.4.5).

    Args:
        x: Not negative.
        freedom: Degrees of freedom, at least 1.
    """
    half = x / 2.0
    is_odd = freedom % 2 == 1
    tail = math.erfc(math.sqrt(half)) if is_odd else math.exp(-half)
    if half == 0.0:
        return 1.0
    for degrees in range(1 if is_odd else 2, freedom, 2):
        # In logarithms: the powers of a large x overflow where the product does not.
        tail += math.exp(degrees / 2 * math.log(half) - half - math.lgamma(degrees / 2 + 1))
    return min(1.0, tail)


def student_tail(t: float, freedom: int) -> float:
    """Return the probability that Student's t is at least |t| away from 0 (26.7.3, 26.7.4).

    Args:
        t: Any number.
        freedom: Degrees of freedom, at least 1.
    """
    angle = math.atan(abs(t) / math.sqrt(freedom))
    cosine_squared = math.cos(angle) ** 2
    is_odd = freedom % 2 == 1
    term, total = (math.cos(angle), 0.0) if is_odd else (1.0, 0.0)
    for degrees in range(3 if is_odd else 2, freedom + 1, 2):
        total += term
        term *= cosine_squared * (degrees - 1) / degrees
    inside = math.sin(angle) * total
    if is_odd:
        inside = 2.0 / math.pi * (angle + inside)
    return max(0.0, 1.0 - inside)
