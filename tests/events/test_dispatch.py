"""Running deliveries: exactly once in effect, and every failure ends in a defined state."""

import io
import json
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from structlog.stdlib import ProcessorFormatter

from core.clock import utc_now
from core.errors import PermanentError, TransientError
from core.metrics import exposition
from core.models import Heartbeat
from core.tracing import current_trace_id, traced
from events import dispatch
from events.catalogue import CommandExecuted
from events.choices import DeliveryStatus
from events.claims import begin, claim
from events.dispatch import UNKNOWN_HANDLER_MAX_ATTEMPTS, run_deliveries
from events.models import Delivery, OutboxEvent
from events.outbox import publish
from events.registry import _handlers
from tests.events.conftest import Subscribe, command, delivery_of, published
from tests.waiting import until

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "слова человека"
RUNNERS = 4
#: Refused when the transaction commits, as the foreign key is checked only then.
DEFERRED_VIOLATION = """
    INSERT INTO event_deliveries (event_id, handler, stream, priority, status, attempts,
                                  available_at, last_error)
    VALUES (0, 'tests.nobody', '', 0, 'pending', 0, now(), '')
"""


def write(event: CommandExecuted) -> None:
    """Have an effect in the database."""
    Heartbeat.objects.create(process=f"effect-{event.update_id}", beat_at=utc_now())


def effects() -> int:
    return Heartbeat.objects.count()


def failing(error: Exception) -> Callable[[CommandExecuted], None]:
    """Return a handler that writes and then fails."""

    def write_and_fail(event: CommandExecuted) -> None:
        write(event)
        raise error

    return write_and_fail


def run(event: OutboxEvent) -> Delivery:
    run_deliveries([delivery_of(event).pk])
    return delivery_of(event)


def test_effects_and_done_are_committed_together(subscribe: Subscribe) -> None:
    subscribe(write)
    delivery = run(published())
    assert effects() == 1
    assert delivery.status == DeliveryStatus.DONE
    assert delivery.done_at is not None


def test_a_finished_delivery_does_not_run_again(subscribe: Subscribe) -> None:
    subscribe(write)
    event = published()
    run(event)
    assert run(event).attempts == 1
    assert effects() == 1


def test_what_a_failing_handler_wrote_is_rolled_back(subscribe: Subscribe) -> None:
    subscribe(failing(TransientError()))
    delivery = run(published())
    assert effects() == 0
    assert delivery.status == DeliveryStatus.PENDING
    assert delivery.attempts == 1
    assert delivery.last_error == "transient_error"
    assert delivery.lease_until is None
    assert delivery.available_at > delivery.event.created_at + timedelta(seconds=0.5)


def test_a_failed_delivery_can_succeed_later(subscribe: Subscribe) -> None:
    subscribe(failing(TransientError()))
    event = published()
    run(event)
    subscribe(write)
    delivery = run(event)
    assert (delivery.status, delivery.attempts, delivery.last_error) == ("done", 2, "")
    assert effects() == 1


def test_a_permanent_error_buries_the_delivery_at_once(subscribe: Subscribe) -> None:
    subscribe(failing(PermanentError()))
    delivery = run(published())
    assert (delivery.status, delivery.attempts) == ("dead", 1)
    assert delivery.last_error == "permanent_error"


def test_the_last_attempt_buries_the_delivery(subscribe: Subscribe) -> None:
    subscribe(failing(ValueError()), max_attempts=2)
    event = published()
    assert run(event).status == DeliveryStatus.PENDING
    assert run(event).status == DeliveryStatus.DEAD
    assert run(event).attempts == 2


def test_one_of_many_runners_gets_the_delivery(subscribe: Subscribe) -> None:
    subscribe(write)
    delivery, together = delivery_of(published()), Barrier(RUNNERS)

    def race(_: int) -> None:
        together.wait(10)
        run_deliveries([delivery.pk])
        connection.close()

    with ThreadPoolExecutor(RUNNERS) as pool:
        list(pool.map(race, range(RUNNERS)))
    assert effects() == 1
    assert delivery_of(delivery.event).attempts == 1


def test_a_delivery_in_other_hands_is_left_alone(subscribe: Subscribe) -> None:
    subscribe(write)
    event = published()
    assert claim(delivery_of(event), timedelta(seconds=60))
    assert run(event).status == DeliveryStatus.RUNNING
    assert effects() == 0


def test_a_job_begins_by_claiming_the_first_and_reading_all(subscribe: Subscribe) -> None:
    subscribe(write)
    events = [published(number) for number in range(3)]
    ids = [delivery_of(event).pk for event in events]
    before = utc_now()
    rows, held = begin(ids, timedelta(seconds=60))
    assert [row.pk for row in rows] == ids
    assert held
    assert (held.delivery.pk, held.delivery.attempts) == (ids[0], 1)
    lease_until = delivery_of(events[0]).lease_until
    assert lease_until
    assert lease_until >= before + timedelta(seconds=60)
    assert [delivery_of(event).status for event in events[1:]] == [DeliveryStatus.PENDING] * 2
    assert begin(ids[:1], timedelta(seconds=60))[1] is None


def test_a_claim_never_hurries_the_commit_of_something_else(subscribe: Subscribe) -> None:
    subscribe(write)
    with transaction.atomic():
        assert claim(delivery_of(published()), timedelta(seconds=60))
        with connection.cursor() as cursor:
            cursor.execute("SHOW synchronous_commit")
            assert cursor.fetchone() == ("on",)


def test_every_effect_of_a_job_waits_for_the_disk(subscribe: Subscribe) -> None:
    waits = []

    def note_setting(_event: CommandExecuted) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SHOW synchronous_commit")
            waits.append(cursor.fetchone())

    subscribe(note_setting)
    run_deliveries([delivery_of(published(number)).pk for number in range(3)])
    assert waits == [("on",)] * 3


def test_slow_work_runs_outside_a_transaction_and_hands_over_its_result(
    subscribe: Subscribe,
) -> None:
    seen: list[tuple[bool, Any]] = []

    def prepare(event: CommandExecuted) -> int:
        seen.append((connection.in_atomic_block, None))
        return event.update_id * 10

    subscribe(lambda _, value: seen.append((connection.in_atomic_block, value)), prepare=prepare)
    run(published(4))
    assert seen == [(False, None), (True, 40)]


def test_failed_slow_work_is_tried_again(subscribe: Subscribe) -> None:
    subscribe(lambda event, _: write(event), prepare=failing(TransientError()))
    assert run(published()).status == DeliveryStatus.PENDING


def test_effects_are_rolled_back_when_the_lease_is_lost_meanwhile(subscribe: Subscribe) -> None:
    other = uuid4()

    def be_slow(event: CommandExecuted) -> None:
        write(event)
        Delivery.objects.update(lease_token=other)

    subscribe(be_slow)
    # The write above is part of the transaction that is rolled back, so the claim is ours again.
    delivery = run(published())
    assert effects() == 0
    assert delivery.status == DeliveryStatus.PENDING
    assert delivery.last_error == "lease_lost"


def test_a_runner_that_lost_its_lease_does_not_disturb_the_new_holder(
    subscribe: Subscribe,
) -> None:
    other = uuid4()

    def lose_lease(_event: CommandExecuted) -> None:
        Delivery.objects.update(lease_token=other)

    subscribe(lambda event, _: write(event), prepare=lose_lease)
    delivery = run(published())
    assert effects() == 0
    assert (delivery.status, delivery.lease_token) == ("running", other)


def test_a_connection_lost_in_the_middle_is_a_failed_attempt(subscribe: Subscribe) -> None:
    def lose_connection(event: CommandExecuted) -> None:
        write(event)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    subscribe(lose_connection)
    event = published()
    assert run(event).status == DeliveryStatus.PENDING
    assert effects() == 0
    subscribe(write)
    assert run(event).status == DeliveryStatus.DONE


def test_a_delivery_for_a_handler_of_newer_code_waits_for_it(subscribe: Subscribe) -> None:
    subscribe(write)
    event = published()
    _handlers.clear()
    delivery = run(event)
    assert (delivery.status, delivery.last_error) == ("pending", "unknown_handler")


def test_a_delivery_for_a_handler_that_never_comes_is_buried(subscribe: Subscribe) -> None:
    subscribe(write)
    event = published()
    _handlers.clear()
    Delivery.objects.update(attempts=UNKNOWN_HANDLER_MAX_ATTEMPTS - 1)
    assert run(event).status == DeliveryStatus.DEAD


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"name": "nobody.knows.this"}, "dead", "unknown_event"),
        ({"payload": {"command": WORDS}}, "dead", "invalid_payload"),
        ({"version": 99}, "pending", "newer_version"),
    ],
)
def test_an_event_that_cannot_be_read_ends_in_its_state(
    subscribe: Subscribe, change: dict[str, Any], status: str, code: str
) -> None:
    subscribe(write)
    event = published()
    OutboxEvent.objects.update(**change)
    delivery = run(event)
    assert (delivery.status, delivery.last_error) == (status, code)
    assert effects() == 0


def test_a_failure_does_not_stop_the_others_of_a_batch(subscribe: Subscribe) -> None:
    def fail_first(event: CommandExecuted) -> None:
        write(event)
        if event.update_id == 1:
            raise TransientError

    subscribe(fail_first)
    events = [published(number) for number in (1, 2, 3)]
    run_deliveries([delivery_of(event).pk for event in events])
    assert [delivery_of(event).status for event in events] == ["pending", "done", "done"]


def test_a_line_stops_at_its_failure_and_the_rest_goes_back_at_once(subscribe: Subscribe) -> None:
    def fail_second(event: CommandExecuted) -> None:
        write(event)
        if event.update_id == 2:
            raise TransientError

    subscribe(fail_second)
    stream = uuid4()
    events = [published(number, stream) for number in (1, 2, 3)]
    Delivery.objects.update(status=DeliveryStatus.QUEUED, lease_until=utc_now())
    run_deliveries([delivery_of(event).pk for event in events])
    rows = [delivery_of(event) for event in events]
    assert [row.status for row in rows] == ["done", "pending", "pending"]
    assert [row.attempts for row in rows] == [1, 1, 0]
    assert rows[2].lease_until is None


def test_nothing_is_started_before_what_comes_earlier_in_its_line(subscribe: Subscribe) -> None:
    subscribe(write)
    stream = uuid4()
    first, second = (published(number, stream) for number in (1, 2))
    assert run(second).status == DeliveryStatus.PENDING
    run(first)
    assert run(second).status == DeliveryStatus.DONE


def test_a_failed_commit_costs_the_next_delivery_nothing(subscribe: Subscribe) -> None:
    def fail_at_commit(event: CommandExecuted) -> None:
        write(event)
        if event.update_id == 1:
            with connection.cursor() as cursor:
                cursor.execute(DEFERRED_VIOLATION)

    subscribe(fail_at_commit)
    events = [published(number) for number in (1, 2)]
    run_deliveries([delivery_of(event).pk for event in events])
    rows = [delivery_of(event) for event in events]
    assert [(row.status, row.attempts) for row in rows] == [("pending", 1), ("done", 1)]
    assert rows[0].last_error == "IntegrityError"
    assert effects() == 1


def test_a_handler_that_hangs_is_interrupted_and_tried_again(subscribe: Subscribe) -> None:
    def hang(event: CommandExecuted) -> None:
        write(event)
        time.sleep(60)

    subscribe(hang, timeout=timedelta(milliseconds=50))
    delivery = run(published())
    assert (delivery.status, delivery.last_error) == ("pending", "time_limit_exceeded")
    assert effects() == 0


def test_the_lease_of_slow_work_is_prolonged_as_long_as_it_goes_on(
    subscribe: Subscribe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatch, "PROLONG_EVERY", timedelta(milliseconds=20))

    def let_lease_run_out(_event: CommandExecuted) -> None:
        Delivery.objects.update(lease_until=utc_now())
        until(lambda: not Delivery.objects.abandoned().exists())

    subscribe(lambda event, _: write(event), prepare=let_lease_run_out)
    assert run(published()).status == DeliveryStatus.DONE


def test_one_trace_leads_from_a_fact_to_what_follows_from_it(subscribe: Subscribe) -> None:
    followed: list[str | None] = []

    def follow(event: CommandExecuted) -> None:
        followed.append(current_trace_id())
        if event.update_id == 1:
            publish(command(2, event.person_id))

    subscribe(follow)
    with traced("update"):
        begun = current_trace_id()
        run(published(1))
    run_deliveries([delivery_of(OutboxEvent.objects.latest("pk")).pk])
    assert begun is not None
    assert followed == [begun, begun]


def test_a_failure_is_logged_under_the_trace_of_its_fact(subscribe: Subscribe) -> None:
    subscribe(failing(TransientError()))
    written = io.StringIO()
    with traced("update"):
        begun = current_trace_id()
        event = published()
    run_logged(event, written)
    entry = json.loads(written.getvalue().splitlines()[0])
    assert (entry["event"], entry["trace_id"]) == ("delivery_failed", begun)


def test_what_becomes_of_deliveries_is_counted(subscribe: Subscribe) -> None:
    def fail_first(event: CommandExecuted) -> None:
        if event.update_id == 1:
            raise PermanentError

    subscribe(fail_first)
    for number in (1, 2):
        run(published(number))
    samples = exposition().decode()
    assert 'deliveries_dead_total{handler="tests.first"}' in samples
    assert 'deliveries_failed_total{code="permanent_error",handler="tests.first"}' in samples
    assert 'deliveries_done_total{handler="tests.first"}' in samples
    assert 'publish_to_done_seconds_count{queue="critical"}' in samples
    assert 'events_published_total{event="command.executed"}' in samples


def test_a_delivery_that_was_erased_is_passed_over() -> None:
    run_deliveries([404])
    assert not Delivery.objects.exists()


def test_the_text_of_an_error_is_neither_stored_nor_logged(subscribe: Subscribe) -> None:
    subscribe(failing(ValueError(WORDS)))
    written = io.StringIO()
    delivery = run_logged(published(), written)
    assert delivery.last_error == "ValueError"
    assert "delivery_failed" in written.getvalue()
    assert "ValueError" in written.getvalue()
    assert WORDS not in written.getvalue()


def run_logged(event: OutboxEvent, stream: io.StringIO) -> Delivery:
    """Run while writing the log, as the product renders it, to `stream`."""
    root = logging.getLogger()
    rendering = [h.formatter for h in root.handlers if isinstance(h.formatter, ProcessorFormatter)]
    copy = logging.StreamHandler(stream)
    copy.setFormatter(rendering[0])
    root.addHandler(copy)
    try:
        return run(event)
    finally:
        root.removeHandler(copy)
