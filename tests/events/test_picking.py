"""Which deliveries are due, and which of them travel together."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from core.clock import utc_now
from core.errors import PermanentError
from events.catalogue import CommandExecuted, Priority
from events.dispatch import run_deliveries
from events.models import Delivery
from events.picking import LARGEST_JOB, RUN, SMALLEST_JOB, Due, jobs_of, take_due
from events.services import redrive_dead
from tests.events.conftest import Subscribe, delivery_of, published

DATABASE = pytest.mark.django_db(transaction=True)


def nothing(_event: CommandExecuted, *_prepared: object) -> None:
    """Handle by doing nothing."""


def picked() -> list[list[int]]:
    """Return the ids of every run that is due now, and leave them as they are."""
    with transaction.atomic():
        runs = take_due(utc_now(), utc_now())
        transaction.set_rollback(True)
    return [[due.id for due in run] for run in runs]


@DATABASE
def test_short_deliveries_of_a_line_travel_behind_its_first(subscribe: Subscribe) -> None:
    subscribe(nothing)
    stream = uuid4()
    ids = [delivery_of(published(number, stream)).pk for number in range(RUN + 1)]
    other = delivery_of(published()).pk
    assert picked() == [ids[:RUN], [other]]


@DATABASE
def test_slow_deliveries_of_a_line_come_one_by_one(subscribe: Subscribe) -> None:
    subscribe(nothing, prepare=lambda _: None)
    stream = uuid4()
    first, _ = (delivery_of(published(number, stream)).pk for number in (1, 2))
    assert picked() == [[first]]


@DATABASE
def test_nothing_behind_a_delivery_that_waits_is_due(subscribe: Subscribe) -> None:
    subscribe(nothing)
    stream = uuid4()
    ids = [delivery_of(published(number, stream)).pk for number in range(3)]
    Delivery.objects.filter(pk=ids[1]).update(available_at=utc_now() + timedelta(hours=1))
    assert picked() == [[ids[0]]]
    run_deliveries([ids[0]])
    assert picked() == []


@DATABASE
def test_what_was_taken_is_queued_and_not_taken_again(subscribe: Subscribe) -> None:
    subscribe(nothing)
    stream = uuid4()
    events = [published(number, stream) for number in (1, 2)]
    lease_until = utc_now() + timedelta(minutes=1)
    [taken] = take_due(utc_now(), lease_until)
    rows = [delivery_of(event) for event in events]
    assert [due.id for due in taken] == [row.pk for row in rows]
    assert {(row.status, row.lease_until) for row in rows} == {("queued", lease_until)}
    assert picked() == []


@DATABASE
def test_urgent_lines_come_first(subscribe: Subscribe) -> None:
    subscribe(nothing, name="patient", priority=Priority.HIGH)
    subscribe(nothing, name="urgent", priority=Priority.CRITICAL)
    event = published()
    patient, urgent = (delivery_of(event, f"tests.{name}").pk for name in ("patient", "urgent"))
    assert picked() == [[urgent], [patient]]


@DATABASE
def test_a_dead_letter_holds_its_line_where_the_handler_says_so(subscribe: Subscribe) -> None:
    def bury_first(event: CommandExecuted) -> None:
        if event.update_id == 1:
            raise PermanentError

    subscribe(bury_first, dead_holds_line=True)
    stream = uuid4()
    dead, held = (delivery_of(published(number, stream)).pk for number in (1, 2))
    run_deliveries([dead])
    assert picked() == []
    subscribe(nothing, dead_holds_line=True)
    redrive_dead([dead])
    assert picked() == [[dead, held]]


def due(number: int, priority: Priority, line: int) -> Due:
    return Due(number, f"short.{priority.name}", str(line), priority, 0)


def runs_of(sizes: Sequence[tuple[Priority, int]]) -> list[list[Due]]:
    """Return one run of every size, in order of urgency, with deliveries numbered through."""
    runs, number = [], 0
    for line, (priority, size) in enumerate(sorted(sizes)):
        runs.append([due(number + place, priority, line) for place in range(size)])
        number += size
    return runs


@pytest.fixture
def _short_handlers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("events.picking._is_short", lambda run: run[0].priority <= Priority.HIGH)


@pytest.mark.usefixtures("_short_handlers")
class TestJobs:
    """How runs are distributed over jobs, whatever the runs are."""

    @given(st.lists(st.tuples(st.sampled_from(Priority), st.integers(1, RUN)), max_size=60))
    def test_every_delivery_is_in_one_job_and_no_line_in_two(
        self, sizes: list[tuple[Priority, int]]
    ) -> None:
        runs = runs_of(sizes)
        jobs = jobs_of(runs)
        assert [due.id for job in jobs for due in job] == [due.id for run in runs for due in run]
        lines = [line for job in jobs for line in {due.stream for due in job}]
        assert len(lines) == len(set(lines))

    @given(st.lists(st.tuples(st.sampled_from(Priority), st.integers(1, RUN)), max_size=60))
    def test_no_job_mixes_priorities_and_none_is_larger_than_allowed(
        self, sizes: list[tuple[Priority, int]]
    ) -> None:
        jobs = jobs_of(runs_of(sizes))
        assert all(len({due.priority for due in job}) == 1 for job in jobs)
        assert all(len(job) <= LARGEST_JOB for job in jobs)

    def test_few_deliveries_make_small_jobs_and_many_make_large_ones(self) -> None:
        few = jobs_of(runs_of([(Priority.HIGH, 1)] * 20))
        many = jobs_of(runs_of([(Priority.HIGH, 10)] * 100))
        assert [len(job) for job in few] == [SMALLEST_JOB, SMALLEST_JOB, 4]
        assert {len(job) for job in many[:-1]} == {LARGEST_JOB}
