"""Load the question bank."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.errors import SelfologyError
from onboarding.bank.files import FOUNDING_DIRECTORY
from onboarding.services.bank import bank_load, bank_plan


class Command(BaseCommand):
    """Validate the bank files, show the difference, apply it in one transaction."""

    help = "Load questions from a folder of bank files. Loading the same twice changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """Define the folder and --dry-run."""
        parser.add_argument("directory", nargs="?", type=Path, default=FOUNDING_DIRECTORY)
        parser.add_argument("--dry-run", action="store_true", help="only show the difference")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print the difference."""
        change = bank_plan if options["dry_run"] else bank_load
        try:
            diff = change(options["directory"])
        except SelfologyError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(diff.summary())
