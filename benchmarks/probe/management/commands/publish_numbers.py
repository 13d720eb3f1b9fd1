"""Publish numbers through the product's outbox."""

import sys
import time
from functools import partial
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections, connection, transaction

from benchmarks import workload
from benchmarks.probe.handlers import Counted
from events.models import OutboxEvent
from events.outbox import publish

TOGETHER, POURED_PER_SECOND, RETRY_SECONDS = 10, 100.0, 0.5


class Command(BaseCommand):
    """Lay a backlog, or publish a trickle and print when each number was committed."""

    help = "Publish the numbers of the bench."

    def add_arguments(self, parser: CommandParser) -> None:
        """Define what to publish."""
        parser.add_argument("how", choices=["lay", "trickle", "pour"])
        parser.add_argument("first", type=int)
        parser.add_argument("count", type=int)
        parser.add_argument("streams", type=int)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Publish."""
        publish_one = partial(_publish, options["streams"])
        if options["how"] == "lay":
            workload.lay(publish_one, options["first"], options["count"])
        elif options["how"] == "pour":
            pour(publish_one, options["count"])
        else:
            workload.trickle(publish_one, options["first"], options["count"], sys.stdout)


def _publish(streams: int, number: int) -> None:
    publish(Counted(person_id=UUID(int=number % streams), number=number))


def pour(publish_one: workload.Publish, count: int) -> None:
    """Publish `count` numbers at `POURED_PER_SECOND`, whatever happens to PostgreSQL meanwhile."""
    begun = time.monotonic()
    for first in range(0, count, TOGETHER):
        time.sleep(max(0.0, begun + first / POURED_PER_SECOND - time.monotonic()))
        while not _is_published(publish_one, range(first, min(first + TOGETHER, count))):
            time.sleep(RETRY_SECONDS)


def _is_published(publish_one: workload.Publish, numbers: range) -> bool:
    """Publish in one transaction, unless that was done: a commit may have been heard by nobody."""
    try:
        close_old_connections()
        with transaction.atomic():
            if not OutboxEvent.objects.filter(payload__number=numbers[0]).exists():
                for number in numbers:
                    publish_one(number)
    except DatabaseError:
        connection.close()
        return False
    return True
