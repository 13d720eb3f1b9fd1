"""One attempt at a model: the money is reserved before it and settled after it.

Both are short transactions of their own, which hold nothing while the vendor works. Rows are
locked in one order everywhere: person, call, counters as `ai.budgets.counters_of` gives them.
"""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from psycopg.errors import ForeignKeyViolation

from ai.budgets import counters_of
from ai.choices import CallPurpose, EgressKind, Outcome
from ai.errors import Charge
from ai.models import AiCall, AiModel
from ai.pricing import cost, most_it_can_cost
from ai.selectors.catalogue import ModelRef, price_of
from ai.selectors.spending import limits
from ai.services import counters
from ai.usage import Usage
from core.clock import utc_now
from core.errors import NotFoundError
from core.ids import uuid7
from core.tracing import current_trace_id

#: No call is allowed to take so long: who has not settled by then is dead.
STALE_AFTER = timedelta(minutes=15)
#: What a kind of masked token or the code of an error looks like: never a phrase.
CODE = re.compile(r"[A-Za-z0-9_.]{1,60}")


@dataclass(frozen=True, slots=True)
class Egress:
    """What of a person leaves with a call: kinds and counts, never words.

    Attributes:
        kinds: whose words.
        masked: how many stretches were replaced, by the kind of their tokens, such as NAME.
    """

    kinds: frozenset[EgressKind] = frozenset()
    masked: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt at a model that is about to be made.

    Attributes:
        model: with its tier, effort and position as it is asked here.
        purpose: what for.
        person_id: whose words leave; None where they are nobody's.
        input_tokens: `ai.pricing.estimate_tokens` of all that is sent, never too low.
        max_output_tokens: what the vendor is told, thinking included.
        egress: what of the person leaves.
        prompt_version: of the prompt, or empty.
        request_id: shared by all attempts for one request.
        number: of the attempt within the request, from 1.
    """

    model: ModelRef
    purpose: CallPurpose
    person_id: UUID | None
    input_tokens: int
    max_output_tokens: int
    egress: Egress = Egress()
    prompt_version: str = ""
    request_id: UUID = field(default_factory=uuid7)
    number: int = 1


@dataclass(frozen=True, slots=True)
class Reservation:
    """Money put aside for one call. Settle it exactly once, whatever happens.

    Attributes:
        call_id: the row in the ledger.
        usd: the most that the call can cost.
        is_near_limit: with it a budget has reached its soft share: go cheaper next.
        began: reading of the monotonic clock, in seconds.
    """

    call_id: int
    usd: Decimal
    is_near_limit: bool
    began: float = field(default_factory=time.monotonic)


def call_reserve(attempt: Attempt) -> Reservation:
    """Write the call into the ledger and reserve the most that it can cost.

    Must be called outside any transaction: it commits.

    Raises:
        BudgetSpentError: a budget does not have so much left; nothing was written.
        NotFoundError: the model has no price, or it or the person is gone; nothing was written.
    """
    if attempt.model.price is None:
        raise NotFoundError
    usd = most_it_can_cost(attempt.input_tokens, attempt.max_output_tokens, attempt.model.price)
    keys = counters_of(attempt.purpose, attempt.person_id, utc_now().date())
    known = limits()
    with transaction.atomic(durable=True):
        _check_references_at_once()
        call = _row(attempt, usd)
        is_near = counters.reserve(keys, usd, known)
    return Reservation(call_id=call.pk, usd=usd, is_near_limit=is_near)


def call_settle(
    reservation: Reservation,
    outcome: Outcome,
    usage: Usage | None,
    charge: Charge,
    error: str = "",
    served_by: str = "",
) -> Decimal:
    """Book what the call has cost and give back the rest of its reservation.

    Settling again changes nothing. A call that was taken for dead and comes back after all is
    corrected to the truth. Must be called outside any transaction: it commits.

    Args:
        reservation: what `call_reserve` gave.
        outcome: how the call ended; never STARTED.
        usage: what the vendor said was used, or None.
        charge: NOTHING books nothing. REPORTED books `usage` at the model's present price, even
            beyond the reservation. UNKNOWN, or REPORTED without a usage, books the reservation and
            marks it as an estimate.
        error: code of what went wrong, never its text.
        served_by: the model's name as the response gave it.

    Returns:
        What was booked, in US dollars.
    """
    latency_ms = round((time.monotonic() - reservation.began) * 1000)
    with transaction.atomic(durable=True):
        call = AiCall.objects.select_for_update(of=("self",)).get(pk=reservation.call_id)
        if call.outcome != Outcome.STARTED:
            return call.usd
        _book(call, usage, charge)
        call.outcome = outcome.value
        call.error_code = _code(error)
        call.served_by = served_by[:120]
        call.latency_ms = latency_ms
        call.finished_at = utc_now()
        call.save()
    return call.usd


def reservations_release_stale() -> int:
    """Book calls whose process died at what was reserved for them; return how many there were."""
    stale = AiCall.objects.unsettled().filter(started_at__lt=utc_now() - STALE_AFTER)
    return sum(_release(call_id) for call_id in list(stale.values_list("pk", flat=True)))


@transaction.atomic
def _release(call_id: int) -> int:
    rows = AiCall.objects.unsettled().select_for_update(of=("self",), skip_locked=True)
    call = rows.filter(pk=call_id).first()
    if call is None:
        return 0
    _book(call, None, Charge.UNKNOWN)
    call.finished_at = utc_now()
    call.save(update_fields=["finished_at"])
    return 1


def _check_references_at_once() -> None:
    """Have the person's row locked by the insert of the call, before any counter.

    Checked at commit, it would be locked after them, and wait for an erasure that waits for them.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _row(attempt: Attempt, usd: Decimal) -> AiCall:
    """Write the call as what it can cost at most.

    Raises:
        NotFoundError: the model was deleted or the person erased since they were read.
    """
    try:
        return _started(attempt, usd)
    except IntegrityError as error:
        if isinstance(error.__cause__, ForeignKeyViolation):
            raise NotFoundError from None
        raise


def _started(attempt: Attempt, usd: Decimal) -> AiCall:
    model = attempt.model
    return AiCall.objects.create(
        request_id=attempt.request_id,
        attempt=attempt.number,
        purpose=attempt.purpose.value,
        model_id=model.id,
        tier=model.tier.value if model.tier else "",
        position=model.position,
        effort=model.effort.value if model.effort else "",
        prompt_version=attempt.prompt_version,
        trace_id=current_trace_id() or "",
        person_id=attempt.person_id,
        kinds=sorted(kind.value for kind in attempt.egress.kinds),
        masked={_code(kind): int(count) for kind, count in attempt.egress.masked.items()},
        input_tokens=attempt.input_tokens,
        output_tokens=attempt.max_output_tokens,
        reserved_usd=usd,
        usd=usd,
    )


def _book(call: AiCall, usage: Usage | None, charge: Charge) -> None:
    """Write tokens and money into `call`, unsaved, and move the counters."""
    was_released = call.finished_at is not None
    before = call.usd
    _write_truth(call, usage, charge)
    day = call.started_at.astimezone(UTC).date()
    counters.settle(
        counters_of(CallPurpose(call.purpose), call.person_id, day),
        released=Decimal(0) if was_released else call.reserved_usd,
        booked=call.usd - before if was_released else call.usd,
    )


def _write_truth(call: AiCall, usage: Usage | None, charge: Charge) -> None:
    if charge is Charge.NOTHING:
        usage = Usage()
    elif charge is Charge.UNKNOWN or usage is None:
        return
    price = price_of(AiModel.objects.get(pk=call.model_id))
    if price is None:
        # Taken away while the call went on: the reservation is the best that is known.
        return
    call.input_tokens = usage.input_tokens
    call.cached_tokens = usage.cached_tokens
    call.cache_write_tokens = usage.cache_write_tokens
    call.output_tokens = usage.output_tokens
    call.reasoning_tokens = min(usage.reasoning_tokens, usage.output_tokens)
    call.usd = cost(usage, price)
    call.is_estimated = False


def _code(text: str) -> str:
    """Return `text` where it is a code; anything else could quote a person."""
    return text if not text or CODE.fullmatch(text) else "withheld"
