"""The relay with real Redis and real workers: nothing lost, nothing doubled, order kept."""

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event, Thread
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from rq import Queue
from rq.serializers import JSONSerializer

from core.clock import utc_now
from core.errors import PermanentError, TransientError
from core.heartbeat import is_alive
from core.redis import RedisError
from events import relay
from events.catalogue import CommandExecuted, Priority
from events.choices import DeliveryStatus
from events.claims import claim
from events.leases import lease_of
from events.models import Delivery
from events.picking import SMALLEST_JOB
from events.redrive import redrive_abandoned, redrive_after_redis_loss
from events.relay import relay_batch
from tests.events.conftest import (
    Subscribe,
    delivery_of,
    drain,
    make_due,
    published,
    work,
)
from tests.waiting import until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.redis]
PEOPLE, FACTS_EACH = 5, 6
DEAD_REDIS = Redis(unix_socket_path="/nowhere/redis", retry=Retry(NoBackoff(), retries=0))


class Log:
    """A handler that notes what it ran; numbers in `failing` fail that many times first."""

    def __init__(self, failing: dict[int, int] | None = None) -> None:
        self.ran: list[int] = []
        self.of: dict[UUID, list[int]] = defaultdict(list)
        self.failing = failing or {}

    def __call__(self, event: CommandExecuted) -> None:
        if self.failing.get(event.update_id, 0):
            self.failing[event.update_id] -= 1
            raise TransientError
        self.ran.append(event.update_id)
        self.of[event.person_id].append(event.update_id)


def queued_ids(redis: "Redis", priority: Priority) -> list[list[int]]:
    """Return the delivery ids of every job on the queue."""
    queue = Queue(priority.queue, connection=redis, serializer=JSONSerializer)
    return [job.args[0] for job in queue.jobs]


def expire_leases() -> None:
    Delivery.objects.exclude(lease_until=None).update(lease_until=utc_now() - timedelta(seconds=1))


def test_a_published_fact_reaches_its_handler_through_a_worker(
    redis: "Redis", subscribe: Subscribe
) -> None:
    log = Log()
    subscribe(log)
    event = published(7)
    drain(redis)
    assert log.ran == [7]
    assert delivery_of(event).status == DeliveryStatus.DONE
    assert redis.keys("rq:job:*") == []


def test_a_relayed_delivery_is_queued_with_a_lease(redis: "Redis", subscribe: Subscribe) -> None:
    subscribe(Log())
    event = published()
    assert relay_batch() == 1
    delivery = delivery_of(event)
    assert queued_ids(redis, Priority.CRITICAL) == [[delivery.pk]]
    assert delivery.status == DeliveryStatus.QUEUED
    assert delivery.lease_until is not None
    assert relay_batch() == 0


def test_a_job_tells_redis_no_more_than_ids_and_the_handler(
    redis: "Redis", subscribe: Subscribe
) -> None:
    subscribe(Log())
    published()
    relay_batch()
    [job] = Queue("critical", connection=redis, serializer=JSONSerializer).jobs
    assert job.description == "tests.first"
    assert job.kwargs == {}


def test_the_first_of_a_line_holds_back_its_line_and_nothing_else(
    redis: "Redis", subscribe: Subscribe
) -> None:
    stream = uuid4()
    slow, quick = Log(failing={1: 1}), Log()
    subscribe(slow, name="first")
    subscribe(quick, name="second")
    for number in (1, 2):
        published(number, stream)
    published(3)
    drain(redis)
    assert slow.ran == [3]
    assert sorted(quick.ran) == [1, 2, 3]
    make_due()
    drain(redis)
    assert slow.ran == [3, 1, 2]


def test_a_dead_first_lets_the_next_of_its_line_go_on(redis: "Redis", subscribe: Subscribe) -> None:
    ran: list[int] = []

    def bury_first(event: CommandExecuted) -> None:
        ran.append(event.update_id)
        if event.update_id == 1:
            raise PermanentError

    subscribe(bury_first)
    stream = uuid4()
    events = [published(number, stream) for number in (1, 2)]
    drain(redis)
    assert ran == [1, 2]
    assert [delivery_of(event).status for event in events] == ["dead", "done"]


@pytest.mark.parametrize("priority", [Priority.CRITICAL, Priority.NORMAL])
def test_every_line_stays_in_order_through_failures(
    redis: "Redis", subscribe: Subscribe, priority: Priority
) -> None:
    log = Log(failing={number: number % 3 for number in range(0, PEOPLE * FACTS_EACH, 2)})
    subscribe(log, priority=priority)
    people = [uuid4() for _ in range(PEOPLE)]
    for number in range(PEOPLE * FACTS_EACH):
        published(number, people[number % PEOPLE])
    while Delivery.objects.unfinished().exists():
        make_due()
        drain(redis)
    assert sorted(log.ran) == list(range(PEOPLE * FACTS_EACH))
    assert all(numbers == sorted(numbers) for numbers in log.of.values())


def test_short_deliveries_share_a_job_and_slow_ones_travel_alone(
    redis: "Redis", subscribe: Subscribe
) -> None:
    subscribe(Log(), name="short", priority=Priority.HIGH)
    subscribe(Log(), name="slow", priority=Priority.NORMAL)
    for number in range(SMALLEST_JOB + 1):
        published(number)
    relay_batch()
    assert [len(ids) for ids in queued_ids(redis, Priority.HIGH)] == [SMALLEST_JOB, 1]
    assert {len(ids) for ids in queued_ids(redis, Priority.NORMAL)} == {1}


def test_a_delivery_waits_until_it_is_due(redis: "Redis", subscribe: Subscribe) -> None:
    subscribe(Log())
    published()
    Delivery.objects.update(available_at=utc_now() + timedelta(hours=1))
    assert relay_batch() == 0


def test_without_redis_everything_stays_pending(
    redis: "Redis", subscribe: Subscribe, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = Log()
    subscribe(log)
    event = published()
    with monkeypatch.context() as patched:
        patched.setattr(relay, "redis_client", lambda: DEAD_REDIS)
        with pytest.raises(RedisError):
            relay_batch()
    assert delivery_of(event).status == DeliveryStatus.PENDING
    drain(redis)
    assert log.ran == [1]


def test_what_cannot_be_queued_is_buried_and_keeps_no_other_back(
    redis: "Redis", subscribe: Subscribe
) -> None:
    log = Log()
    subscribe(log)
    poison, healthy = published(1), published(2)
    Delivery.objects.filter(event=poison).update(priority=9)
    drain(redis)
    buried = delivery_of(poison)
    assert (buried.status, buried.last_error) == (DeliveryStatus.DEAD, "ValueError")
    assert delivery_of(healthy).status == DeliveryStatus.DONE
    assert log.ran == [2]


def test_two_relays_at_once_queue_everything_once(redis: "Redis", subscribe: Subscribe) -> None:
    subscribe(Log(), priority=Priority.NORMAL)
    ids = [delivery_of(published(number)).pk for number in range(250)]

    def relay_all(_: int) -> None:
        while relay_batch():
            pass
        connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(relay_all, range(2)))
    assert sorted(queued_ids(redis, Priority.NORMAL)) == [[number] for number in ids]


def test_a_relay_that_dies_between_enqueue_and_commit_doubles_no_effect(
    redis: "Redis", subscribe: Subscribe
) -> None:
    log = Log()
    subscribe(log)
    event = published()
    with transaction.atomic():
        relay_batch()
        transaction.set_rollback(True)
    assert delivery_of(event).status == DeliveryStatus.PENDING
    work(redis)
    drain(redis)
    assert log.ran == [1]


def test_a_left_over_job_of_a_finished_delivery_does_nothing(
    redis: "Redis", subscribe: Subscribe
) -> None:
    log = Log()
    subscribe(log)
    event = published()
    drain(redis)
    queue = Queue("critical", connection=redis, serializer=JSONSerializer)
    queue.enqueue("events.dispatch.run_deliveries", [delivery_of(event).pk])
    work(redis)
    assert log.ran == [1]


def test_what_a_wiped_redis_forgot_is_driven_again(redis: "Redis", subscribe: Subscribe) -> None:
    log = Log()
    subscribe(log)
    redrive_after_redis_loss()
    for number in range(10):
        published(number)
    relay_batch()
    redis.flushdb()
    work(redis)
    assert log.ran == []
    assert redrive_after_redis_loss() == 10
    drain(redis)
    assert sorted(log.ran) == list(range(10))


def test_a_redis_that_remembers_changes_nothing(redis: "Redis", subscribe: Subscribe) -> None:
    subscribe(Log())
    redrive_after_redis_loss()
    event = published()
    relay_batch()
    assert redrive_after_redis_loss() == 0
    assert delivery_of(event).status == DeliveryStatus.QUEUED
    assert redis.dbsize()


def test_a_lost_job_is_driven_again_without_counting_as_an_attempt(
    redis: "Redis", subscribe: Subscribe
) -> None:
    log = Log()
    subscribe(log)
    event = published()
    relay_batch()
    redis.flushdb()
    assert redrive_abandoned() == 0
    expire_leases()
    assert redrive_abandoned() == 1
    assert delivery_of(event).attempts == 0
    drain(redis)
    assert log.ran == [1]


def test_a_job_that_still_waits_for_a_worker_is_late_and_not_lost(
    redis: "Redis", subscribe: Subscribe
) -> None:
    subscribe(Log())
    stream = uuid4()
    events = [published(number, stream) for number in (1, 2)]
    relay_batch()
    expire_leases()
    assert redrive_abandoned() == 0
    assert [delivery_of(event).status for event in events] == ["queued", "queued"]
    assert not Delivery.objects.abandoned().exists()
    assert len(queued_ids(redis, Priority.CRITICAL)) == 1


def test_a_lost_worker_counts_as_an_attempt(subscribe: Subscribe) -> None:
    subscribe(Log(), max_attempts=2)
    event = published()
    for status in (DeliveryStatus.PENDING, DeliveryStatus.DEAD):
        claim(delivery_of(event), timedelta(seconds=-1))
        assert redrive_abandoned() == 1
        assert delivery_of(event).status == status
    assert delivery_of(event).attempts == 2
    assert delivery_of(event).last_error == "worker_lost"


def test_a_running_relay_hands_over_what_is_published_and_shows_that_it_lives(
    redis: "Redis", subscribe: Subscribe
) -> None:
    log, stopping = Log(), Event()
    subscribe(log)
    running = Thread(target=run_relay, args=(stopping,))
    running.start()
    published(5)
    until(lambda: bool(queued_ids(redis, Priority.CRITICAL)))
    stopping.set()
    running.join(20)
    assert not running.is_alive()
    assert is_alive(relay.PROCESS)
    work(redis)
    assert log.ran == [5]


def run_relay(stopping: Event) -> None:
    relay.run(stopping)
    connection.close()


def test_a_relay_outlives_a_dead_redis(
    redis: "Redis", subscribe: Subscribe, monkeypatch: pytest.MonkeyPatch
) -> None:
    log, stopping, asked = Log(), Event(), Event()

    def come_back_later() -> "Redis":
        client = redis if asked.is_set() else DEAD_REDIS
        asked.set()
        return client

    subscribe(log)
    monkeypatch.setattr(relay, "redis_client", come_back_later)
    monkeypatch.setattr(relay, "POLL_SECONDS", 0.01)
    published(5)
    running = Thread(target=run_relay, args=(stopping,))
    running.start()
    until(lambda: bool(queued_ids(redis, Priority.CRITICAL)))
    stopping.set()
    running.join(20)
    work(redis)
    assert log.ran == [5]


def test_a_job_says_for_how_long_to_claim_what_it_begins_with(
    subscribe: Subscribe, redis: "Redis"
) -> None:
    subscribe(Log(), timeout=timedelta(seconds=7))
    published()
    relay_batch()
    [job] = Queue("critical", connection=redis, serializer=JSONSerializer).jobs
    assert job.args[1] == lease_of("tests.first").total_seconds()
    assert job.args[1] == 37
