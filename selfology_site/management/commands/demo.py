"""Fill this installation with synthetic people."""

import random
import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from onboarding.services.statistics import statistics_refresh
from selfology_site.demo.cast import CAST, more_people
from selfology_site.demo.fill import people_fill, people_filled


class Command(BaseCommand):
    """Two weeks of talks of invented people, driven through the real services in a minute."""

    help = "Fill this installation with synthetic people and two weeks of talks."

    def add_arguments(self, parser: CommandParser) -> None:
        """Define --more."""
        parser.add_argument("--more", action="store_true", help="add others to those already there")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Fill, unless they are already there.

        Raises:
            CommandError: In production, where only real people are.
        """
        if settings.IS_PRODUCTION:
            message = "There are no synthetic people in production."
            raise CommandError(message)
        call_command("migrate", verbosity=0, interactive=False)
        call_command("load_questions", verbosity=0)
        filled = people_filled(settings.DATA_DIR)
        if filled and not options["more"]:
            self.stdout.write(
                f"{len(filled)} synthetic people are already here; --more adds others."
            )
            return
        self._fill(len(filled))

    def _fill(self, already: int) -> None:
        started = time.monotonic()
        rng = random.Random(already)  # noqa: S311 - variety, not secrecy
        members = more_people(rng, len(CAST)) if already else CAST
        count = people_fill(settings.DATA_DIR, members, seed=already + 1)
        statistics_refresh()
        seconds = time.monotonic() - started
        self.stdout.write(f"{count} synthetic people lived two weeks in {seconds:.0f} s.")
