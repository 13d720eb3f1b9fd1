"""Handlers that exist for one test, and real workers that run them."""

import signal
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, Protocol, TypedDict, Unpack
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from redis import Redis
from rq.serializers import JSONSerializer

from events import registry
from events.catalogue import CommandExecuted, Priority
from events.models import Delivery, OutboxEvent
from events.outbox import publish
from events.registry import Handler
from events.relay import relay_batch
from events.workers import ShortWorker

QUEUES = [priority.queue for priority in Priority]


class Options(TypedDict, total=False):
    """What a test may choose about its handler."""

    prepare: Callable[[Any], Any] | None
    priority: Priority
    max_attempts: int
    timeout: timedelta
    dead_holds_line: bool


class Subscribe(Protocol):
    """Registers a handler for the length of the test."""

    def __call__(
        self, run: Callable[..., None], *, name: str = "first", **options: Unpack[Options]
    ) -> Handler: ...


@pytest.fixture
def subscribe() -> Iterator[Subscribe]:
    """Replace the product's handlers by those that the test subscribes to `command.executed`."""
    kept = dict(registry._handlers)
    registry._handlers.clear()

    def add(
        run: Callable[..., None], *, name: str = "first", **options: Unpack[Options]
    ) -> Handler:
        handler = Handler(
            name=f"tests.{name}",
            event=CommandExecuted,
            run=run,
            prepare=options.get("prepare"),
            priority=options.get("priority", Priority.CRITICAL),
            timeout=options.get("timeout", timedelta(seconds=5)),
            max_attempts=options.get("max_attempts", 3),
            dead_holds_line=options.get("dead_holds_line", False),
        )
        registry._handlers[handler.name] = handler
        return handler

    yield add
    registry._handlers.clear()
    registry._handlers.update(kept)


def command(number: int = 1, stream: UUID | None = None) -> CommandExecuted:
    """Return the `number`-th command of somebody; of somebody new unless `stream` says who."""
    return CommandExecuted(person_id=stream or uuid4(), command="start", update_id=number)


def published(number: int = 1, stream: UUID | None = None) -> OutboxEvent:
    """Publish one command in a transaction of its own."""
    with transaction.atomic():
        return publish(command(number, stream))


def delivery_of(event: OutboxEvent, handler: str = "tests.first") -> Delivery:
    """Return the delivery as it is stored now."""
    return Delivery.objects.get(event=event, handler=handler)


def work(redis: "Redis") -> None:
    """Run everything that is queued, with a real worker in this process."""
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    ShortWorker(QUEUES, connection=redis, serializer=JSONSerializer).work(burst=True)
    for number, handler in kept.items():
        signal.signal(number, handler)


def drain(redis: "Redis") -> None:
    """Relay and work until nothing is due."""
    while relay_batch():
        work(redis)


def make_due() -> None:
    """Let every waiting delivery be due at once, as if its back-off had passed."""
    Delivery.objects.unfinished().update(available_at=transaction_start())


def transaction_start() -> Any:
    """Return a moment that is past for every process."""
    return OutboxEvent.objects.earliest("created_at").created_at
