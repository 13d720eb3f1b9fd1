"""Drive lost or dead deliveries again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from events.redrive import redrive_abandoned
from events.services import redrive_dead


class Command(BaseCommand):
    """Give back abandoned deliveries; with --dead also the dead ones."""

    help = "Drive abandoned deliveries again; with --dead, dead letters too."

    def add_arguments(self, parser: CommandParser) -> None:
        """Define --dead."""
        parser.add_argument("--dead", action="store_true", help="also every dead letter")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Say how many were given back."""
        self.stdout.write(f"abandoned: {redrive_abandoned()}")
        if options["dead"]:
            self.stdout.write(f"dead: {redrive_dead()}")
