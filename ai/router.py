"""One way to every analyser: a chain of models that always ends in the local one.

Nothing goes out without a permit, in a crisis, or once a budget is spent. The complexity of a
request chooses the tier whose models are asked first; near the limit of a budget it is a cheaper
one. When no model gives anything, the local analyser answers, and the reading says why.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Generic, TypeVar, cast

from ai.analyser import Completion
from ai.calls import Answered, NoAnswerError, Patience, ask, purpose_of
from ai.choices import CallPurpose, Tier, WhyLocal
from ai.complexity import complexity
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
from ai.providers import configured
from ai.remote.coach import coach_work
from ai.remote.deep import deep_work
from ai.remote.instant import instant_work
from ai.remote.shapes import Shape
from ai.remote.work import Work
from ai.selectors import ModelRef, instant_model, model_get, models_of, spending
from core.crisis import CrisisLevel, assess
from core.egress import Permit

S = TypeVar("S", bound=Shape)
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)

_LOCAL = LocalAnalyser()
#: Within the time that a delivery has.
DEEP_PATIENCE = Patience(total_seconds=48.0, attempt_seconds=25.0)
COACH_PATIENCE = Patience(total_seconds=35.0, attempt_seconds=18.0)
_TIERS = list(Tier)


@dataclass(frozen=True, slots=True)
class Routed(Generic[R_co]):
    """A reading and who made it.

    Attributes:
        calls: ids of the ledger rows of every attempt, in order.
        cost_usd: of all attempts together, the failed ones included.
        tier: of the model that answered; where the local analyser did, what the request deserved,
            and None where that was not asked.
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


def read_instantly(request: AnswerRequest) -> Routed[InstantReading]:
    """Read an answer within the turn: always here, in a few milliseconds."""
    completion = _LOCAL.read_instantly(request)
    return _here(completion.reading, completion)


def improve_reflection(
    request: AnswerRequest,
    local: InstantReading,
    permit: Permit | None,
    deadline_seconds: float,
) -> Routed[str] | None:
    """Have a small model say the reflection of an answer better, if one is there for it.

    Args:
        request: The answer.
        local: The local reading of it.
        permit: Permission to send the text out.
        deadline_seconds: After it nothing is waited for.

    Returns:
        A reflection and who made it, or None where the local one is to stay: no permit, no model,
        no money, no time, distress in the answer, or nothing better.
    """
    model = instant_model()
    if permit is None or model is None or assess(request.text).level > CrisisLevel.NONE:
        return None
    if spending(CallPurpose.INSTANT_ANALYSIS, permit.person_id).is_near:
        # What is only nice to have is the first to be saved.
        return None
    patience = Patience(
        deadline_seconds, deadline_seconds, least_seconds=0.05, attempts=1, repairs=0
    )
    work = instant_work(request, local)
    try:
        said = _routed(ask(work, (model,), permit, patience), work.version)
    except NoAnswerError:
        return None
    return cast("Routed[str]", said) if said.reading else None


def read_deeply(
    request: DeepRequest, permit: Permit | None, *, model: int | None = None
) -> Routed[DeepReading]:
    """Read an answer with the best analyser there is; unproved quotes are dropped.

    Slow, for use outside any transaction.

    Args:
        request: The answer and those before it.
        permit: Permission to send the text out; without it the text stays here.
        model: The only model to ask, by its id.

    Raises:
        NotFoundError: there is no such model.
    """
    wish = _Wish(request.text, complexity(Task.DEEP_ANALYSIS, request).tier, model, DEEP_PATIENCE)
    try:
        return _there(lambda: deep_work(request), permit, wish)
    except NoAnswerError as missing:
        completion = _LOCAL.read_deeply(request)
        reading, dropped = grounded(completion.reading, request.text)
        local = _here(reading, completion, missing, wish.tier)
        return replace(local, quotes_dropped=dropped)


def reply_as_coach(
    request: CoachRequest, permit: Permit | None, *, model: int | None = None
) -> Routed[CoachReply]:
    """Answer a message to the coach with the best analyser there is.

    A model that sees a crisis in the message is believed: its words are not used, and the reply
    carries the level that it saw.

    Args:
        request: The message and what the coach may know.
        permit: Permission to send the text out; without it the text stays here.
        model: The only model to ask, by its id.

    Raises:
        NotFoundError: there is no such model.
    """
    wish = _Wish(request.message, complexity(Task.COACH_REPLY, request).tier, model, COACH_PATIENCE)
    try:
        routed = _there(lambda: coach_work(request), permit, wish)
    except NoAnswerError as error:
        level, missing = 0, error
    else:
        level = routed.reading.crisis_level
        if level < CrisisLevel.PASSIVE:
            return routed
        missing = NoAnswerError(WhyLocal.CRISIS, routed.calls, routed.cost_usd)
    completion = _LOCAL.reply_as_coach(request)
    reading = completion.reading.model_copy(update={"crisis_level": level})
    return _here(reading, completion, missing, wish.tier)


def chain(tier: Tier) -> tuple[ModelRef, ...]:
    """Return the models to ask, best first and each once: of the tier, of cheaper ones, of dearer.

    The dearer ones come last, for an answer read with too much thinking is better than one read
    with none; they are asked only within the budget.
    """
    place = _TIERS.index(tier)
    order = [tier, *reversed(_TIERS[:place]), *_TIERS[place + 1 :]]
    models: dict[int, ModelRef] = {}
    for one in order:
        for model in models_of(one):
            models.setdefault(model.id, model)
    return tuple(models.values())


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is wished of models: for which text, how much thinking, of which one, how long."""

    text: str = field(repr=False)
    tier: Tier
    model: int | None
    patience: Patience


def _there(make: Callable[[], Work[S, R]], permit: Permit | None, wish: _Wish) -> Routed[R]:
    """Have a model do the work.

    Raises:
        NoAnswerError: nothing may leave, or no model gave anything.
    """
    if assess(wish.text).level >= CrisisLevel.PASSIVE:
        raise NoAnswerError(WhyLocal.CRISIS)
    if permit is None:
        raise NoAnswerError(WhyLocal.NO_PERMIT)
    if not configured.configured_vendors():
        raise NoAnswerError(WhyLocal.NO_KEY)
    work = make()
    return _routed(ask(work, _models(work, permit, wish), permit, wish.patience), work.version)


def _models(work: Work[S, R], permit: Permit, wish: _Wish) -> tuple[ModelRef, ...]:
    budgets = spending(purpose_of(work, permit), permit.person_id)
    if budgets.is_spent:
        raise NoAnswerError(WhyLocal.BUDGET)
    if wish.model is not None:
        return (_one(wish.model, permit),)
    return chain(_cheaper(wish.tier) if budgets.is_near else wish.tier)


def _one(model: int, permit: Permit) -> ModelRef:
    """Return a model as it stands in the dearest of its tiers; a trial may ask any other as well.

    Raises:
        NoAnswerError: staff have taken the model out of use since it was chosen for a person.
        NotFoundError: there is no such model.
    """
    known = model_get(model)
    placed = (ref for tier in reversed(_TIERS) for ref in models_of(tier) if ref.id == model)
    one = next(placed, None)
    if one is None and permit.person_id is not None:
        raise NoAnswerError(WhyLocal.VENDORS_FAILED)
    return one or known


def _cheaper(tier: Tier) -> Tier:
    return _TIERS[max(0, _TIERS.index(tier) - 1)]


def _routed(answered: Answered[R], version: str) -> Routed[R]:
    return Routed(
        reading=answered.finished.reading,
        provider=answered.model.vendor.value,
        model=answered.model.name,
        prompt_version=version,
        is_offline=False,
        calls=answered.calls,
        cost_usd=answered.cost_usd,
        tier=answered.model.tier,
        quotes_dropped=answered.finished.quotes_dropped,
    )


def _here(
    reading: R,
    completion: Completion[R],
    missing: NoAnswerError | None = None,
    tier: Tier | None = None,
) -> Routed[R]:
    """Return what the local analyser gave, and why it had to."""
    local = Routed(
        reading=reading,
        provider=_LOCAL.name,
        model=completion.model,
        prompt_version=completion.prompt_version,
        is_offline=True,
        tier=tier,
    )
    if missing is None:
        return local
    return replace(
        local, calls=missing.calls, cost_usd=missing.cost_usd, reason_local=missing.reason
    )
