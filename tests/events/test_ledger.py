"""The path of one answer, and what is still being read."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from core.clock import utc_now
from events.catalogue import (
    AnalysisCompleted,
    AnswerSubmitted,
    DomainEvent,
    InstantAnalysisCompleted,
    TraitExtracted,
)
from events.choices import DeliveryStatus
from events.ledger import WORK, Duty, Stage, StageState, answer_path, answers_underway
from events.models import Delivery, OutboxEvent
from events.outbox import publish
from events.registry import HANDLERS

pytestmark = pytest.mark.django_db

ME = uuid4()
BEGIN = utc_now() - timedelta(minutes=5)


def written(event: DomainEvent, after: float = 0) -> OutboxEvent:
    """Publish an event `after` seconds from the beginning."""
    with transaction.atomic():
        row = publish(event)
    OutboxEvent.objects.filter(pk=row.pk).update(created_at=moment(after))
    return row


def moment(after: float) -> datetime:
    return BEGIN + timedelta(seconds=after)


def mark(row: OutboxEvent, handler: str, status: DeliveryStatus, **fields: Any) -> None:
    changed = Delivery.objects.filter(event=row, handler=handler).update(status=status, **fields)
    assert changed == 1


def done(row: OutboxEvent, handler: str, after: float) -> None:
    mark(row, handler, DeliveryStatus.DONE, done_at=moment(after), attempts=1)


def submitted(answer_id: int = 1, person: UUID = ME) -> OutboxEvent:
    return written(
        AnswerSubmitted(person_id=person, answer_id=answer_id, asked_id=answer_id, session_id=1)
    )


def instant(answer_id: int = 1) -> OutboxEvent:
    return written(
        InstantAnalysisCompleted(
            person_id=ME, answer_id=answer_id, analysis_id=1, sentiment="neutral", quality=0.5
        )
    )


def analysed(after: float) -> OutboxEvent:
    return written(AnalysisCompleted(person_id=ME, answer_id=1, analysis_id=2), after)


def extracted(after: float) -> OutboxEvent:
    return written(TraitExtracted(person_id=ME, answer_id=1, analysis_id=2, trait_ids=(1,)), after)


def states(answer_id: int = 1) -> dict[str, str]:
    return {passage.stage: passage.state for passage in answer_path(ME, answer_id).passages}


def test_the_handlers_that_the_ledger_names_exist_and_handle_these_events() -> None:
    ran = [work for work in WORK.values() if work.handler]

    assert len(ran) == 3
    assert all(HANDLERS[work.handler].event is work.event for work in ran)


def test_an_answer_that_just_came_is_read_at_once_and_waits_for_the_rest() -> None:
    submitted()
    instant()

    assert states() == {
        Stage.RECEIVED: StageState.DONE,
        Stage.INSTANT: StageState.DONE,
        Stage.DEEP: DeliveryStatus.PENDING,
        Stage.PROFILE: StageState.AHEAD,
        Stage.VECTOR: StageState.AHEAD,
    }


def test_a_path_tells_when_each_stage_was_over_and_how_long_it_took() -> None:
    done(submitted(), "analysis.analyse_in_depth", 4)
    instant()
    done(extracted(4), "profiles.fold_traits", 4.5)
    done(analysed(4), "profiles.index_answer", 9)

    passed = {passage.stage: passage for passage in answer_path(ME, 1).passages}
    times = {stage: (each.since_received, each.took) for stage, each in passed.items()}
    assert times == {
        Stage.RECEIVED: (0, None),
        Stage.INSTANT: (0, None),
        Stage.DEEP: (4, 4),
        Stage.PROFILE: (4.5, 0.5),
        Stage.VECTOR: (9, 5),
    }
    assert {each.state for each in passed.values()} == {DeliveryStatus.DONE}
    assert passed[Stage.VECTOR].at == moment(9)


def test_an_answer_that_says_nothing_of_traits_has_nothing_to_count() -> None:
    done(submitted(), "analysis.analyse_in_depth", 4)
    analysed(4)

    assert states()[Stage.INSTANT] == StageState.NEEDLESS
    assert states()[Stage.PROFILE] == StageState.NEEDLESS
    assert states()[Stage.VECTOR] == DeliveryStatus.PENDING


def test_a_dead_stage_shows_its_error_and_its_attempts() -> None:
    mark(
        submitted(),
        "analysis.analyse_in_depth",
        DeliveryStatus.DEAD,
        attempts=8,
        last_error="ai_away",
    )

    [deep] = [each for each in answer_path(ME, 1).passages if each.stage is Stage.DEEP]
    assert (deep.state, deep.attempts, deep.error) == (DeliveryStatus.DEAD, 8, "ai_away")
    assert deep.since_received is None


def test_a_path_holds_the_events_of_this_answer_and_person_only() -> None:
    own = [submitted(), instant()]
    submitted(2)
    submitted(1, uuid4())

    assert [fact.id for fact in answer_path(ME, 1).facts] == [event.pk for event in own]


def test_a_fact_tells_when_it_was_written_and_who_had_to_hear_of_it() -> None:
    submitted()
    mark(analysed(4), "profiles.index_answer", DeliveryStatus.PENDING, last_error="vectors_away")

    [_, fact] = answer_path(ME, 1).facts
    assert (fact.name, fact.after) == ("analysis.completed", 4)
    assert Duty("profiles.index_answer", DeliveryStatus.PENDING, "vectors_away") in fact.duties


def test_an_answer_whose_events_were_pruned_has_no_path() -> None:
    path = answer_path(ME, 1)

    assert (path.passages, path.facts) == ((), ())


def test_answers_are_underway_until_they_are_read_and_counted() -> None:
    done(submitted(1), "analysis.analyse_in_depth", 4)
    before = answers_underway(ME)
    folding = extracted(4)
    during = answers_underway(ME)
    done(folding, "profiles.fold_traits", 5)

    assert (before.reading, during.reading) == (frozenset(), frozenset({1}))
    assert answers_underway(ME).reading == frozenset()


def test_what_failed_is_stuck_whether_it_is_tried_again_or_given_up() -> None:
    submitted(1)
    mark(submitted(2), "analysis.analyse_in_depth", DeliveryStatus.PENDING, last_error="ai_away")
    mark(submitted(3), "analysis.analyse_in_depth", DeliveryStatus.DEAD)
    mark(submitted(4), "analysis.analyse_in_depth", DeliveryStatus.DISCARDED, last_error="x")
    submitted(5, uuid4())

    underway = answers_underway(ME)
    assert (underway.reading, underway.stuck) == (frozenset({1}), frozenset({2, 3}))
