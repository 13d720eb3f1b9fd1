"""Running deliveries: the RQ job that every worker executes."""

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Thread

import structlog
from django.db import transaction

from core.clock import utc_now
from core.errors import error_code, is_permanent
from core.metrics import (
    DELIVERIES_DEAD,
    DELIVERIES_DONE,
    DELIVERIES_DUPLICATE,
    DELIVERIES_FAILED,
    PUBLISH_TO_DONE,
)
from core.time_limit import time_limit
from core.tracing import trace_failed, traced
from events import claims
from events.backoff import retry_delay
from events.catalogue import Priority
from events.choices import DeliveryStatus
from events.claims import Claim
from events.errors import UnknownHandlerError
from events.leases import DEFAULT_LEASE, SLOW_LEASE, lease_of
from events.models import Delivery
from events.outbox import wake_relay
from events.reading import event_of
from events.registry import HANDLERS

#: How often the lease of slow work is prolonged.
PROLONG_EVERY = timedelta(seconds=10)
UNKNOWN_HANDLER_MAX_ATTEMPTS = 20

log = structlog.get_logger(__name__)
_rng = random.SystemRandom()


def run_deliveries(
    delivery_ids: Sequence[int], lease_seconds: float = DEFAULT_LEASE.total_seconds()
) -> None:
    """Run each delivery on its own: own claim, own lease, own transaction, own failure.

    A line (the deliveries of one handler in one stream) stops at its first failure. What this job
    does not start goes back to the relay at once.

    Args:
        delivery_ids: At least one.
        lease_seconds: For how long the first is claimed.
    """
    rows, held = claims.begin(delivery_ids, timedelta(seconds=lease_seconds))
    waiting = _Waiting(rows, started=1 if held else 0)
    held = held or waiting.claim_next()
    while held:
        held = _run(held, waiting)
    waiting.release()


class _Waiting:
    """The deliveries of one job that were not started yet."""

    def __init__(self, rows: Sequence[Delivery], *, started: int) -> None:
        self._rows = rows
        self._stopped: set[tuple[str, str]] = set()
        self._refused: set[int] = set()
        self.position = started

    def claim_next(self) -> Claim | None:
        """Start the next delivery that can be started; None when there is none."""
        while row := self._next_row():
            if held := claims.claim(row, lease_of(row.handler)):
                return held
            self._refuse(row)
        return None

    def finish_and_claim_next(self, held: Claim) -> Claim | None:
        """Mark one delivery done and try to start the next, both in the current transaction.

        Raises:
            LeaseLostError: it is no longer ours, so the effects must be rolled back.
        """
        row = self._next_row()
        if row is None:
            claims.finish(held, utc_now())
            return None
        following = claims.finish_and_claim(held, row, lease_of(row.handler))
        if following is None:
            self._refuse(row)
        return following

    def _next_row(self) -> Delivery | None:
        while self.position < len(self._rows):
            row = self._rows[self.position]
            self.position += 1
            if row.line not in self._stopped:
                return row
            self._refused.add(row.pk)
        return None

    def _refuse(self, row: Delivery) -> None:
        """Note that somebody else has the delivery, or had it, or something comes before it."""
        self._refused.add(row.pk)
        DELIVERIES_DUPLICATE.inc()
        log.info("delivery_skipped", delivery=row.pk)

    def stop_line_of(self, row: Delivery) -> None:
        """Start nothing more of this line."""
        self._stopped.add(row.line)

    def release(self) -> None:
        """Give back what was not started, and have the relay look for what may go on now."""
        if self._refused:
            claims.release(self._refused)
        wake_relay()


def _run(held: Claim, waiting: _Waiting) -> Claim | None:
    """Make one attempt and return the next claim, made in the same commit as the effects."""
    position, delivery = waiting.position, held.delivery
    with traced(
        f"delivery {delivery.handler}",
        headers=delivery.event.headers,
        link=delivery.attempts > 1,
        attributes={"delivery": delivery.pk, "attempt": delivery.attempts},
    ):
        try:
            following = _attempt(held, waiting)
        except Exception as error:  # noqa: BLE001 - whatever a handler raises must end in a state
            trace_failed(error)
            waiting.position = position
            _fail(held, waiting, error)
            following = None
        else:
            _count_done(delivery)
    return following or waiting.claim_next()


def _count_done(delivery: Delivery) -> None:
    DELIVERIES_DONE.labels(delivery.handler).inc()
    took = utc_now() - delivery.event.created_at
    PUBLISH_TO_DONE.labels(Priority(delivery.priority).queue).observe(took.total_seconds())


def _attempt(held: Claim, waiting: _Waiting) -> Claim | None:
    """Do slow work outside any transaction; commit effects, "done" and the next claim together.

    Raises:
        UnknownHandlerError: this version of the code has no such handler (yet).
    """
    handler = HANDLERS.get(held.delivery.handler)
    if handler is None:
        raise UnknownHandlerError
    event = event_of(held.delivery.event)
    with time_limit(handler.timeout):
        prepared: tuple[object, ...] = ()
        if handler.prepare:
            with _prolonged(held, handler.timeout):
                prepared = (handler.prepare(event),)
        with transaction.atomic(durable=True):
            handler.run(event, *prepared)
            return waiting.finish_and_claim_next(held)


@contextmanager
def _prolonged(held: Claim, most: timedelta) -> Iterator[None]:
    """Prolong the lease while the block runs, `most` in all: a lost worker is noticed soon."""
    finished = Event()
    beats = int(most / PROLONG_EVERY)

    def keep_prolonging() -> None:
        for _ in range(beats):
            if finished.wait(PROLONG_EVERY.total_seconds()):
                return
            claims.prolong(held, SLOW_LEASE)

    Thread(target=keep_prolonging, daemon=True).start()
    try:
        yield
    finally:
        finished.set()


def _fail(held: Claim, waiting: _Waiting, error: Exception) -> None:
    """Give the delivery back for later, or bury it with the code of its error."""
    delivery, code = held.delivery, error_code(error)
    log.warning(
        "delivery_failed",
        delivery=delivery.pk,
        handler=delivery.handler,
        attempt=delivery.attempts,
        code=code,
        exc_info=error,
    )
    handler = HANDLERS.get(delivery.handler)
    most = handler.max_attempts if handler else UNKNOWN_HANDLER_MAX_ATTEMPTS
    is_dead = is_permanent(error) or delivery.attempts >= most
    DELIVERIES_FAILED.labels(delivery.handler, code).inc()
    if is_dead:
        DELIVERIES_DEAD.labels(delivery.handler).inc()
    else:
        waiting.stop_line_of(delivery)
    with transaction.atomic():
        claims.fail(
            held,
            status=DeliveryStatus.DEAD if is_dead else DeliveryStatus.PENDING,
            code=code,
            available_at=utc_now() + retry_delay(delivery.attempts, _rng),
        )
        wake_relay()
