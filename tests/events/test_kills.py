"""A process is killed at every step of a delivery: nothing lost, nothing twice, order kept."""

import os
import signal
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connections
from redis import Redis

from core.clock import utc_now
from core.models import Heartbeat
from events import claims, dispatch, relay, workers
from events.catalogue import CommandExecuted
from events.models import Delivery
from events.redrive import redrive_abandoned, redrive_after_redis_loss
from events.relay import relay_batch
from tests.events.conftest import Subscribe, drain, published, work

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.redis]
STREAMS, FACTS_EACH = 3, 4
DeadlyStep = Callable[[pytest.MonkeyPatch], None]


def die(*_args: Any, **_kwargs: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def after(step: Callable[..., Any]) -> Callable[..., Any]:
    """Return the step, and death behind it."""

    def step_and_die(*args: Any, **kwargs: Any) -> None:
        step(*args, **kwargs)
        die()

    return step_and_die


STEPS: dict[str, DeadlyStep] = {
    "before it enqueues": lambda patch: patch.setattr(relay, "_enqueue", die),
    "between enqueue and mark": lambda patch: patch.setattr(
        relay, "_enqueue", after(relay._enqueue)
    ),
    "with a job just dequeued": lambda patch: patch.setattr(
        workers.ShortWorker, "perform_job", die
    ),
    "before it claims": lambda patch: patch.setattr(claims, "begin", die),
    "when it has claimed": lambda patch: patch.setattr(claims, "begin", after(claims.begin)),
    "with effects, not marked": lambda patch: patch.setattr(claims, "finish_and_claim", die),
    "marked, not committed": lambda patch: patch.setattr(
        claims, "finish_and_claim", after(claims.finish_and_claim)
    ),
    "with the last effects, not marked": lambda patch: patch.setattr(claims, "finish", die),
    "with the last marked, not committed": lambda patch: patch.setattr(
        claims, "finish", after(claims.finish)
    ),
    "just after a commit": lambda patch: patch.setattr(dispatch, "_count_done", die),
    "before it gives back the rest": lambda patch: patch.setattr(dispatch._Waiting, "release", die),
}


def ran() -> dict[UUID, list[int]]:
    """Return what took effect in every stream, in the order in which it did."""
    order: dict[UUID, list[int]] = {}
    for name in Heartbeat.objects.order_by("beat_at").values_list("process", flat=True):
        stream, number = name.rsplit(" ", 1)
        order.setdefault(UUID(stream), []).append(int(number))
    return order


def take_effect(event: CommandExecuted) -> None:
    """Insert under a unique key: doing it twice would fail, and be seen."""
    Heartbeat.objects.create(process=f"{event.person_id} {event.update_id}", beat_at=utc_now())


def in_a_process_that_dies(deadly: DeadlyStep, work_until_death: Callable[[], None]) -> None:
    """Fork, work in the child until it is killed, and wait for that."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        deadly(pytest.MonkeyPatch())
        work_until_death()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "nothing killed the process"


def come_round(redis: "Redis") -> None:
    """Let the leases of the dead run out, and drive everything again."""
    redis.delete(*(redis.keys("rq:worker*") or ["none"]))
    Delivery.objects.exclude(lease_until=None).update(lease_until=utc_now() - timedelta(seconds=1))
    drain_all(redis)


def drain_all(redis: "Redis") -> None:
    while Delivery.objects.unfinished().exists():
        redrive_abandoned()
        work(redis)
        drain(redis)


def publish_all() -> dict[UUID, list[int]]:
    streams = {uuid4(): list(range(FACTS_EACH)) for _ in range(STREAMS)}
    for number in range(FACTS_EACH):
        for stream in streams:
            published(number, stream)
    return streams


@pytest.mark.parametrize("step", STEPS)
def test_a_kill_at_any_step_loses_nothing_and_repeats_nothing(
    redis: "Redis", subscribe: Subscribe, step: str
) -> None:
    subscribe(take_effect)
    expected = publish_all()

    def relay_and_work() -> None:
        relay_batch()
        work(redis)

    in_a_process_that_dies(STEPS[step], relay_and_work)
    come_round(redis)
    assert ran() == expected


def test_a_wiped_redis_in_the_middle_loses_nothing_and_repeats_nothing(
    redis: "Redis", subscribe: Subscribe
) -> None:
    subscribe(take_effect)
    redrive_after_redis_loss()
    expected = publish_all()
    relay_batch()
    redis.flushdb()
    assert redrive_after_redis_loss() == STREAMS * FACTS_EACH
    drain_all(redis)
    assert ran() == expected


def test_a_handler_that_kills_its_worker_ends_dead_and_lets_the_others_live(
    redis: "Redis", subscribe: Subscribe
) -> None:
    def kill_on_first(event: CommandExecuted) -> None:
        if event.update_id == 0:
            die()
        take_effect(event)

    subscribe(kill_on_first, max_attempts=1)
    poison = published(0)
    healthy = published(1)

    def relay_and_work() -> None:
        relay_batch()
        work(redis)

    in_a_process_that_dies(lambda _: None, relay_and_work)
    come_round(redis)
    rows = {row.event_id: row for row in Delivery.objects.all()}
    assert (rows[poison.pk].status, rows[poison.pk].last_error) == ("dead", "worker_lost")
    assert rows[healthy.pk].status == "done"
