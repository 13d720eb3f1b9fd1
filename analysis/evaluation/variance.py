"""How much of an analyser's word on a trait may be believed, from a trial. Pure.

A reading y of an answer whose true value is x errs by y - x = e + n: e is the same whenever the
analyser reads that answer, n is new each time. On labelled answers we see the label l = x + d
instead, where d is the error of whoever labelled. The mean of r readings of one answer then has

    E[(mean - l)^2] = E[e^2] + E[n^2] / r + E[d^2]

and a single reading, which is what profiles are given, the variance

    floor = E[e^2] + E[n^2],   E[e^2] = max(0, mean squared error - noise / r - LABEL_VARIANCE).

What an analyser states about itself counts only where it is more: variance = max(stated, floor).
"""

#: z squared: SD 0.5. Labels are half steps given by the developers; two psychologists who rate a
#: text agree with an ICC of 0.4 to 0.7, so this is rather too small, which errs to the safe side.
LABEL_VARIANCE = 0.25
#: With fewer answers the mean of squares is itself a matter of luck.
ENOUGH_ANSWERS = 5


def floor(squared_error: float, noise: float, *, readings: int, answers: int) -> float | None:
    """Return the least variance of a single reading, in z squared, or None with too few answers.

    Args:
        squared_error: mean over the answers of (mean of the readings - label) squared.
        noise: mean variance between readings of the same answer.
        readings: of each answer.
        answers: in which the trait was labelled and seen.
    """
    if answers < ENOUGH_ANSWERS:
        return None
    systematic = max(0.0, squared_error - noise / readings - LABEL_VARIANCE)
    return systematic + noise
