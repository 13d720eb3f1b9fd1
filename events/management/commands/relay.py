"""Run the relay."""

from typing import Any

from django.core.management.base import BaseCommand

from core.process import stop_event
from events.relay import run


class Command(BaseCommand):
    """Turn due deliveries into jobs until told to stop."""

    help = "Relay events from the outbox to the workers. Any number may run."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Run in the foreground."""
        run(stop_event())
