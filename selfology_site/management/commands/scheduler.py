"""Run the scheduler."""

from typing import Any

from django.core.management.base import BaseCommand

from core.process import stop_event
from selfology_site.schedule import run


class Command(BaseCommand):
    """Do the periodic work; of several schedulers one works and the others wait."""

    help = "Run the periodic work."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Run in the foreground."""
        run(stop_event())
