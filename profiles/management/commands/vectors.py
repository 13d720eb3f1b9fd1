"""`manage.py vectors rebuild|verify`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from profiles.indexing import index_compare, index_rebuild
from profiles.vectors.client import VectorsAwayError


class Command(BaseCommand):
    """Fills the vector index from the answers, or compares the two."""

    help = "Rebuild the vector index from the answers, or compare it with them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to do."""
        parser.add_argument("action", choices=["rebuild", "verify"])

    def handle(self, *_: Any, **options: Any) -> None:
        """Rebuild or compare.

        Raises:
            CommandError: the server is away, or the index is not what it should be.
        """
        try:
            self._rebuild() if options["action"] == "rebuild" else self._verify()
        except VectorsAwayError as error:
            message = "The vector server does not answer."
            raise CommandError(message) from error

    def _rebuild(self) -> None:
        self.stdout.write(f"{index_rebuild()} answers are in the index.")

    def _verify(self) -> None:
        found = index_compare()
        if not found.is_equal:
            message = f"{found.missing} answers are missing, {found.stale} are stale."
            raise CommandError(message)
        self.stdout.write(f"The index holds exactly the {found.indexed} answers it should.")
