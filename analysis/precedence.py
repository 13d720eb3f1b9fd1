"""Which of two readings of one answer counts, and when a model is asked again. Pure."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from ai.choices import Tier, WhyLocal

#: Reasons that pass: the vendors come back, a key is added, the next day has its own budget.
PASSING = frozenset({WhyLocal.VENDORS_FAILED, WhyLocal.NO_KEY, WhyLocal.BUDGET})
#: Reasons that end when the person agrees.
FOR_WANT_OF_CONSENT = frozenset({WhyLocal.NO_PERMIT, WhyLocal.WITHDRAWN})
#: No model reads again what was left to human beings.
NEVER_AGAIN = frozenset({WhyLocal.CRISIS})
#: How long a model has to have read an answer it was asked for again.
ASKED_PAUSE = timedelta(hours=1)
#: Before a model is asked again, doubled each time it was in vain.
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
#: So often vendors may fail with one answer; then it waits for staff.
MOST_REREADS = 10

_TIERS = ("", *Tier)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the right of a reading to count depends on.

    Attributes:
        is_chosen: staff chose the model for this answer.
        is_offline: the local analyser read it.
        tier: in which the model stood; empty where it stood in none. That of a local reading says
            nothing.
        prompt_version: a name and numbers, such as deep/2.
    """

    is_chosen: bool
    is_offline: bool
    tier: str
    prompt_version: str


def is_better(new: Standing, old: Standing) -> bool:
    """Return whether `new` counts from now on instead of `old`.

    What staff chose wins, the newest choice over an older one; then a model over the local
    analyser, a higher tier over a lower one, a newer version of the prompt over an older one. An
    equal changes nothing: a repetition must not move a profile.
    """
    return new.is_chosen or _rank(new) > _rank(old)


def read_again_at(
    reason: WhyLocal, rereads: int, now: datetime, *, agrees: bool
) -> datetime | None:
    """Return from when on a model is asked for an answer that was read here, or None for never.

    Args:
        reason: why it was read here.
        rereads: how often models were asked again in vain.
        now: the time of the reading.
        agrees: whether the person lets text go to vendors now.
    """
    if not agrees:
        return None
    if reason in FOR_WANT_OF_CONSENT:
        return now  # the consent came while the answer was being read
    has_failed = reason is WhyLocal.VENDORS_FAILED and rereads >= MOST_REREADS
    if reason not in PASSING or has_failed:
        return None
    doublings = 1 << min(rereads, MOST_REREADS)
    return now + min(LONGEST_PAUSE, FIRST_PAUSE * doublings)


def _rank(one: Standing) -> tuple[bool, bool, int, list[int]]:
    tier = 0 if one.is_offline else _TIERS.index(one.tier)
    return one.is_chosen, not one.is_offline, tier, _numbers(one.prompt_version)


def _numbers(version: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d+", version)]
