"""One way to every analyser: a chain of links that always ends in the local one.

A link above the local one is asked only with a permit, because it carries words out of the
installation. A link that fails is passed over; the local one has nothing to fail on.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from ai.analyser import Analyser, Completion
from ai.choices import Tier, WhyLocal
from ai.contracts import (
    AnswerRequest,
    CoachReply,
    CoachRequest,
    DeepReading,
    DeepRequest,
    InstantReading,
    Task,
)
from ai.evidence import grounded
from ai.local.analyser import LocalAnalyser
from ai.providers import registry
from core.egress import EgressPermit
from core.errors import error_code

R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)

logger = logging.getLogger(__name__)

_LOCAL = LocalAnalyser()


@dataclass(frozen=True, slots=True)
class Routed(Generic[R_co]):
    """A reading and who made it.

    Attributes:
        calls: ids of the ledger rows of every attempt, in order.
        cost_usd: of all attempts together, the failed ones included.
        tier: how much thinking the request deserved; None where it was not asked.
        reason_local: why no vendor answered; empty where one did.
        quotes_dropped: observations and hypotheses whose quote was not in the text.
    """

    reading: R_co
    provider: str
    model: str
    prompt_version: str
    is_offline: bool
    calls: tuple[int, ...] = ()
    cost_usd: Decimal = Decimal(0)
    tier: Tier | None = None
    reason_local: WhyLocal = WhyLocal.NOT_LOCAL
    quotes_dropped: int = 0


def chain(task: Task, permit: EgressPermit | None) -> tuple[Analyser, ...]:
    """Return the links to ask, best first; the last one is always the local analyser."""
    above = registry.links(task)
    if permit is None:
        above = tuple(link for link in above if link.is_offline)
    return (*above, _LOCAL)


def read_instantly(request: AnswerRequest) -> Routed[InstantReading]:
    """Read an answer within the turn: always here, in a few milliseconds."""
    return _routed(_LOCAL, _LOCAL.read_instantly(request))


def read_deeply(request: DeepRequest, permit: EgressPermit | None) -> Routed[DeepReading]:
    """Read an answer with the best link there is; unproved quotes are dropped.

    Args:
        request: The answer and those before it.
        permit: Permission to send the text out; without it the text stays here.
    """
    return _first(
        chain(Task.DEEP_ANALYSIS, permit),
        lambda link: grounded(link.read_deeply(request), request.text),
    )


def reply_as_coach(request: CoachRequest, permit: EgressPermit | None) -> Routed[CoachReply]:
    """Answer a message to the coach with the best link there is.

    Args:
        request: The message and what the coach may know.
        permit: Permission to send the text out; without it the text stays here.
    """
    return _first(
        chain(Task.COACH_REPLY, permit),
        lambda link: link.reply_as_coach(request),
    )


def _first(links: tuple[Analyser, ...], ask: Callable[[Analyser], Completion[R]]) -> Routed[R]:
    *above, last = links
    for link in above:
        completion = _attempt(link, ask)
        if completion is not None:
            return _routed(link, completion)
    return _routed(last, ask(last))


def _attempt(link: Analyser, ask: Callable[[Analyser], Completion[R]]) -> Completion[R] | None:
    try:
        return ask(link)
    except Exception as error:  # noqa: BLE001 - a person is answered whatever a vendor's link does
        # Only the code: the text of a vendor's error may repeat what was sent.
        logger.warning("ai_link_failed link=%s error=%s", link.name, error_code(error))
        return None


def _routed(link: Analyser, completion: Completion[R]) -> Routed[R]:
    return Routed(
        reading=completion.reading,
        provider=link.name,
        model=completion.model,
        prompt_version=completion.prompt_version,
        is_offline=link.is_offline,
    )
