"""Publish numbers through a peer."""

import sys
from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from benchmarks import workload
from benchmarks.peers.tasks import note_by_procrastinate, note_by_tasks


class Command(BaseCommand):
    """Lay a backlog, or publish a trickle and print when each number was committed."""

    help = "Publish the numbers of the bench."

    def add_arguments(self, parser: CommandParser) -> None:
        """Define what to publish, and through whom."""
        parser.add_argument("peer", choices=PUBLISHERS)
        parser.add_argument("how", choices=["lay", "trickle"])
        parser.add_argument("first", type=int)
        parser.add_argument("count", type=int)
        parser.add_argument("streams", type=int)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Publish."""
        publish_one = partial(PUBLISHERS[options["peer"]], options["streams"])
        if options["how"] == "lay":
            workload.lay(publish_one, options["first"], options["count"])
        else:
            workload.trickle(publish_one, options["first"], options["count"], sys.stdout)


def _by_procrastinate(streams: int, number: int) -> None:
    note_by_procrastinate.defer(number=number, stream=number % streams)


def _by_tasks(streams: int, number: int) -> None:
    note_by_tasks.enqueue(number, number % streams)


PUBLISHERS: dict[str, Callable[[int, int], None]] = {
    "procrastinate": _by_procrastinate,
    "django-tasks-db": _by_tasks,
}
