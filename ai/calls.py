"""Asking models in their order until one gives something of use, within one deadline.

An attempt is: permission → breaker → money put aside → the vendor → what it cost is booked → is the
permission still there. Whatever happens on the way, the person is answered: when no model gives
anything, `NoAnswerError` says why, and the caller answers locally.

The waits are not those of `core.retry`: one deadline holds for all models together, and an attempt
that could not end within it does not begin.
"""

import json
import random
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from itertools import count
from typing import Generic, TypeVar
from uuid import UUID

import structlog
from django.utils.crypto import salted_hmac

from ai.breakers import guarded
from ai.budgets import BudgetSpentError
from ai.choices import CallPurpose, EgressKind, Outcome, WhyLocal
from ai.errors import (
    BrokenProviderError,
    Charge,
    InvalidOutputError,
    RateLimitedError,
    TooLargeError,
    VendorAwayError,
    VendorError,
    VendorTooSlowError,
)
from ai.pricing import estimate_tokens
from ai.providers import configured
from ai.providers.base import Prompt, Provider, Terms, Turn
from ai.remote.shapes import Shape
from ai.remote.work import Finished, Work
from ai.selectors import ModelRef
from ai.services import Attempt, Egress, Reservation, call_reserve, call_settle
from ai.usage import Usage
from core.breaker import BreakerOpenError
from core.egress import Permit
from core.errors import NotFoundError, SelfologyError, error_code
from core.ids import uuid7
from core.time_limit import TimeLimitExceededError
from core.tracing import traced

S = TypeVar("S", bound=Shape)
R = TypeVar("R")
log = structlog.get_logger(__name__)

FIRST_WAIT_SECONDS = 0.5
LONGEST_WAIT_SECONDS = 8.0
#: Characters of a useless output that its model is shown again.
LONGEST_REPAIRED = 8_000
_COMPLAINT = (
    "Your output was not accepted: {}. Fill in the form again, following the instructions. "
    "Write nothing but the form."
)


@dataclass(frozen=True, slots=True)
class Pace:
    """The time between attempts; tests bring their own.

    Attributes:
        now: a monotonic clock, in seconds.
        sleep: waits for so many seconds.
        jitter: by what a wait is multiplied, so that what failed together does not come back
            together.
    """

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    jitter: Callable[[], float] = lambda: random.uniform(0.5, 1.5)  # noqa: S311 - no secret


PACE = Pace()


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a request may take.

    Attributes:
        total_seconds: for all attempts at all models, waits included.
        attempt_seconds: for one attempt.
        least_seconds: with less left no attempt begins.
        attempts: most at one model, a repair not counted.
        repairs: how often a useless output is shown to its model again.
    """

    total_seconds: float
    attempt_seconds: float
    least_seconds: float = 3.0
    attempts: int = 3
    repairs: int = 1


class NoAnswerError(SelfologyError):
    """No model gave anything of use.

    Attributes:
        reason: why.
        calls: ledger rows of the attempts.
        cost_usd: of all of them.
    """

    code = "ai_no_answer"

    def __init__(
        self, reason: WhyLocal, calls: tuple[int, ...] = (), cost_usd: Decimal = Decimal(0)
    ) -> None:
        super().__init__(reason.value)
        self.reason, self.calls, self.cost_usd = reason, calls, cost_usd


class WithdrawnError(SelfologyError):
    """The permission was taken back."""

    code = "ai_withdrawn"


class TimeIsUpError(SelfologyError):
    """Too little time is left for another attempt."""

    code = "ai_time_is_up"


@dataclass(frozen=True, slots=True)
class Answered(Generic[R]):
    """What a model gave, after which attempts and for how much money."""

    finished: Finished[R]
    model: ModelRef
    calls: tuple[int, ...]
    cost_usd: Decimal


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said in one attempt."""

    prompt: Prompt = field(repr=False)
    kinds: frozenset[EgressKind]
    #: How the attempt ends when it goes well.
    good: Outcome = Outcome.COMPLETED


def ask(
    work: Work[S, R], models: Iterable[ModelRef], permit: Permit, patience: Patience
) -> Answered[R]:
    """Ask the models in their order; slow, for use outside any transaction.

    1. A model without a key or behind an open breaker is passed over.
    2. Trouble that may pass is tried again with growing waits; what cannot pass is not.
    3. An output of no use is shown to its model once, with what is wrong with it.
    4. A model that costs more than a budget has left makes way for the next one.
    5. Nothing is sent once the permission is withdrawn, and what comes back then is thrown away.

    Raises:
        NoAnswerError: none of them gave anything.
    """
    return _Asking(work, permit, patience).first_of(models)


def purpose_of(work: Work[S, R], permit: Permit) -> CallPurpose:
    """Return what a call counts for: its work, or the trial of analysers."""
    is_trial = permit.purpose == CallPurpose.EVALUATION
    return CallPurpose.EVALUATION if is_trial else work.purpose


class _Asking(Generic[S, R]):
    """One request on its way through the models."""

    def __init__(self, work: Work[S, R], permit: Permit, patience: Patience) -> None:
        self._work, self._permit, self._patience = work, permit, patience
        self._until = PACE.now() + patience.total_seconds
        self._request_id: UUID = uuid7()
        self._calls: list[int] = []
        self._cost = Decimal(0)
        self._refusals: set[WhyLocal] = set()

    def first_of(self, models: Iterable[ModelRef]) -> Answered[R]:
        """Return what the first model gave that gave anything."""
        try:
            for model in models:
                finished = self._asked(model)
                if finished is not None:
                    return Answered(finished, model, tuple(self._calls), self._cost)
        except WithdrawnError:
            raise self._no_answer(WhyLocal.WITHDRAWN) from None
        except TimeIsUpError:
            raise self._no_answer(WhyLocal.VENDORS_FAILED) from None
        raise self._no_answer(self._reason())

    def _reason(self) -> WhyLocal:
        known = (WhyLocal.VENDORS_FAILED, WhyLocal.BUDGET)
        return next((reason for reason in known if reason in self._refusals), WhyLocal.NO_KEY)

    def _no_answer(self, reason: WhyLocal) -> NoAnswerError:
        return NoAnswerError(reason, tuple(self._calls), self._cost)

    def _asked(self, model: ModelRef) -> Finished[R] | None:
        """Return what a model gave, or None where the next one is to be asked."""
        provider = configured.provider_for(model.vendor)
        if provider is None or model.price is None:
            return None
        try:
            return self._from_model(provider, model)
        except BudgetSpentError:
            self._refusals.add(WhyLocal.BUDGET)
        except NotFoundError as error:
            # Staff deleted the model meanwhile; or the person is gone, and with them the permit.
            log.info("ai_model_passed_over", model=model.name, code=error_code(error))
        except (VendorError, BreakerOpenError) as error:
            self._refusals.add(WhyLocal.VENDORS_FAILED)
            log.info("ai_model_passed_over", model=model.name, code=error_code(error))
        return None

    def _from_model(self, provider: Provider, model: ModelRef) -> Finished[R]:
        said, repairs = _Said(self._work.prompt(), self._work.kinds), 0
        for number in count(1):
            try:
                return self._attempt(provider, model, said)
            except InvalidOutputError as error:
                if repairs >= self._patience.repairs:
                    raise
                said, repairs = _repair(said, error), repairs + 1
            except VendorError as error:
                self._wait(error, number)
        raise TimeIsUpError

    def _wait(self, error: VendorError, number: int) -> None:
        """Wait before the next attempt at the same model, or raise the error if none is worth it.

        A model that was too slow once has eaten much of the time; another may be quicker.
        """
        may_pass = isinstance(error, VendorAwayError | RateLimitedError)
        if (
            not may_pass
            or isinstance(error, VendorTooSlowError)
            or number >= self._patience.attempts
        ):
            raise error
        wait = min(FIRST_WAIT_SECONDS * 2 ** (number - 1), LONGEST_WAIT_SECONDS) * PACE.jitter()
        if isinstance(error, RateLimitedError):
            wait = max(wait, error.seconds or 0.0)
        if wait > LONGEST_WAIT_SECONDS or wait + self._patience.least_seconds > self._left():
            raise error
        PACE.sleep(wait)

    def _attempt(self, provider: Provider, model: ModelRef, said: _Said) -> Finished[R]:
        if not self._permit.still_granted():
            raise WithdrawnError
        described, terms = self._described(model, said), self._terms(model)
        with traced("ai call", attributes={"model": model.name}), guarded(model.name):
            reservation = call_reserve(described)
            self._calls.append(reservation.call_id)
            return self._called(provider, said, terms, reservation)

    def _called(
        self, provider: Provider, said: _Said, terms: Terms, reservation: Reservation
    ) -> Finished[R]:
        """Call, and book what it cost, however it ends."""
        try:
            finished, usage, served_by = self._produced(provider, said.prompt, terms)
        except VendorError as error:
            self._book(reservation, Outcome.FAILED, error.usage, error.charge, error.code)
            raise
        except TimeLimitExceededError as error:
            self._book(reservation, Outcome.FAILED, None, Charge.UNKNOWN, error.code)
            raise
        except Exception as error:  # noqa: BLE001 - a person is answered whatever a provider does
            # Only the code: the text of a vendor's error may repeat what was sent.
            self._book(reservation, Outcome.FAILED, None, Charge.UNKNOWN, error_code(error))
            raise BrokenProviderError from None
        if not self._permit.still_granted():
            code = WithdrawnError.code
            self._book(reservation, Outcome.DISCARDED, usage, Charge.REPORTED, code, served_by)
            raise WithdrawnError
        self._book(reservation, said.good, usage, Charge.REPORTED, "", served_by)
        return finished

    def _produced(
        self, provider: Provider, prompt: Prompt, terms: Terms
    ) -> tuple[Finished[R], Usage, str]:
        produced = provider.structured(prompt, self._work.shape, terms)
        try:
            return self._work.finish(produced.value), produced.usage, produced.served_by
        except InvalidOutputError as error:
            # Words that may not be said are not said to the model again as its own.
            raise InvalidOutputError(error.complaint, usage=produced.usage) from None

    def _book(
        self,
        reservation: Reservation,
        outcome: Outcome,
        usage: Usage | None,
        charge: Charge,
        error: str,
        served_by: str = "",
    ) -> None:
        self._cost += call_settle(reservation, outcome, usage, charge, error, served_by)

    def _described(self, model: ModelRef, said: _Said) -> Attempt:
        """Describe the attempt to the ledger.

        Raises:
            TooLargeError: the model does not take so much.
        """
        most = self._most_output(model)
        tokens = _tokens(said.prompt, self._work.shape)
        if tokens + most > model.context_tokens:
            raise TooLargeError
        return Attempt(
            model=model,
            purpose=purpose_of(self._work, self._permit),
            person_id=self._permit.person_id,
            input_tokens=tokens,
            max_output_tokens=most,
            egress=Egress(said.kinds, self._work.masked),
            prompt_version=self._work.version,
            request_id=self._request_id,
            number=len(self._calls) + 1,
        )

    def _terms(self, model: ModelRef) -> Terms:
        left = self._left()
        if left < self._patience.least_seconds:
            raise TimeIsUpError
        return Terms(
            model=model.name,
            effort=model.effort,
            max_output_tokens=self._most_output(model),
            deadline_seconds=min(left, self._patience.attempt_seconds),
            person_hash=_pseudonym(self._permit.person_id),
        )

    def _most_output(self, model: ModelRef) -> int:
        return min(self._work.max_output_tokens, model.max_output_tokens)

    def _left(self) -> float:
        return self._until - PACE.now()


def _repair(said: _Said, error: InvalidOutputError) -> _Said:
    """Return what to say so that the model fills in the form anew."""
    complaint = Turn(is_model=False, text=_COMPLAINT.format(error.complaint))
    output = error.output[:LONGEST_REPAIRED].strip()
    shown = (Turn(is_model=True, text=output),) if output else ()
    prompt = Prompt(said.prompt.system, (*said.prompt.turns, *shown, complaint))
    kinds = said.kinds | {EgressKind.OUTPUT} if output else said.kinds
    return _Said(prompt, kinds, Outcome.REPAIRED)


def _tokens(prompt: Prompt, shape: type[Shape]) -> int:
    texts = (prompt.system, *(turn.text for turn in prompt.turns), _schema(shape))
    return sum(map(estimate_tokens, texts))


@lru_cache(maxsize=8)
def _schema(shape: type[Shape]) -> str:
    return json.dumps(shape.model_json_schema())


def _pseudonym(person_id: UUID | None) -> str:
    """Return by what a vendor may tell people apart, and nobody can tell who they are."""
    if person_id is None:
        return ""
    return salted_hmac("ai.person", str(person_id)).hexdigest()[:32]
