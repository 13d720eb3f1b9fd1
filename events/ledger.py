"""The answer ledger: what became of one answer, told from the events of its person's stream.

For staff it is the path of an answer, with times; for the person, how many answers are still on
their way.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from events.catalogue import (
    AnalysisCompleted,
    AnswerSubmitted,
    DomainEvent,
    InstantAnalysisCompleted,
    TraitExtracted,
)
from events.choices import UNFINISHED, DeliveryStatus
from events.models import Delivery, OutboxEvent


class Stage(StrEnum):
    """Where an answer passes, in this order."""

    RECEIVED = "received"
    INSTANT = "instant"
    DEEP = "deep"
    PROFILE = "profile"
    VECTOR = "vector"


class StageState(StrEnum):
    """How a stage stands where no delivery of it tells."""

    DONE = "done"
    #: What comes before it has not happened yet.
    AHEAD = "ahead"
    #: There was nothing to do.
    NEEDLESS = "needless"


class Work(NamedTuple):
    """What a stage consists of: an event that was written, or a handler that ran on it."""

    event: type[DomainEvent]
    handler: str = ""


WORK: Mapping[Stage, Work] = {
    Stage.RECEIVED: Work(AnswerSubmitted),
    Stage.INSTANT: Work(InstantAnalysisCompleted),
    Stage.DEEP: Work(AnswerSubmitted, "analysis.analyse_in_depth"),
    Stage.PROFILE: Work(TraitExtracted, "profiles.fold_traits"),
    Stage.VECTOR: Work(AnalysisCompleted, "profiles.index_answer"),
}
#: An answer whose deliveries to these are done has been read.
READERS = (WORK[Stage.DEEP].handler, WORK[Stage.PROFILE].handler)


@dataclass(frozen=True, slots=True)
class Passage:
    """How an answer passed one stage.

    Attributes:
        state: a `StageState`, or the `DeliveryStatus` of the stage's delivery.
        at: when it was over; None while it is not.
        since_received: seconds from the answer's arrival to `at`, at least 0.
        took: seconds from the event that asked for it to `at`; None where nothing had to run.
        delivery_id: of the delivery; None where nothing had to run.
    """

    stage: Stage
    state: StageState | DeliveryStatus
    at: datetime | None = None
    since_received: float | None = None
    took: float | None = None
    attempts: int = 0
    error: str = ""
    delivery_id: int | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """One delivery of a fact, with the code of its last error."""

    handler: str
    status: DeliveryStatus
    error: str


@dataclass(frozen=True, slots=True)
class Fact:
    """An event that names the answer, so many seconds after the first one that does."""

    id: int
    name: str
    after: float
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class AnswerPath:
    """The path of one answer, and every event that names it, oldest first."""

    answer_id: int
    passages: tuple[Passage, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Underway:
    """Ids of answers that are not read yet: on their way, and those with which something failed."""

    reading: frozenset[int]
    stuck: frozenset[int]


def answer_path(stream: UUID, answer_id: int) -> AnswerPath:
    """Return the path of an answer of the person `stream`; empty once its events are pruned."""
    named = OutboxEvent.objects.filter(stream=str(stream), payload__answer_id=answer_id)
    events = tuple(named.order_by("pk").prefetch_related("deliveries"))
    facts = tuple(_fact(event, events[0]) for event in events)
    return AnswerPath(answer_id, _passages(events), facts)


def answers_underway(stream: UUID) -> Underway:
    """Return which answers of the person `stream` are still being read."""
    waiting = Delivery.objects.filter(
        stream=str(stream), handler__in=READERS, status__in=[*UNFINISHED, DeliveryStatus.DEAD]
    )
    rows = list(waiting.values_list("event__payload__answer_id", "status", "last_error"))
    stuck = {answer for answer, status, error in rows if error or status == DeliveryStatus.DEAD}
    return Underway(
        reading=frozenset({answer for answer, *_ in rows} - stuck), stuck=frozenset(stuck)
    )


def _fact(event: OutboxEvent, first: OutboxEvent) -> Fact:
    duties = [
        Duty(delivery.handler, DeliveryStatus(delivery.status), delivery.last_error)
        for delivery in event.deliveries.all()
    ]
    return Fact(event.pk, event.name, _span(first, event.created_at) or 0.0, tuple(duties))


def _passages(events: Sequence[OutboxEvent]) -> tuple[Passage, ...]:
    """Return every stage in order; where an answer was read again, its latest reading tells."""
    found = {event.name: event for event in events}
    received = found.get(AnswerSubmitted.name)
    if received is None:
        return ()
    is_read = AnalysisCompleted.name in found
    return tuple(_passage(stage, found, received, is_read=is_read) for stage in Stage)


def _passage(
    stage: Stage, found: Mapping[str, OutboxEvent], received: OutboxEvent, *, is_read: bool
) -> Passage:
    work = WORK[stage]
    event = found.get(work.event.name)
    if event is None:
        is_over = is_read or stage is Stage.INSTANT
        return Passage(stage, StageState.NEEDLESS if is_over else StageState.AHEAD)
    if not work.handler:
        return Passage(stage, StageState.DONE, event.created_at, _span(received, event.created_at))
    delivery = _delivery(event.deliveries.all(), work.handler)
    return (
        _ran(stage, event, delivery, received) if delivery else Passage(stage, StageState.NEEDLESS)
    )


def _ran(stage: Stage, event: OutboxEvent, delivery: Delivery, received: OutboxEvent) -> Passage:
    return Passage(
        stage,
        DeliveryStatus(delivery.status),
        delivery.done_at,
        _span(received, delivery.done_at),
        _span(event, delivery.done_at),
        delivery.attempts,
        delivery.last_error,
        delivery.pk,
    )


def _delivery(deliveries: Iterable[Delivery], handler: str) -> Delivery | None:
    return next((delivery for delivery in deliveries if delivery.handler == handler), None)


def _span(begin: OutboxEvent, end: datetime | None) -> float | None:
    return max(0.0, (end - begin.created_at).total_seconds()) if end else None
