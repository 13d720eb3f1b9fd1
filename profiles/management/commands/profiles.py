"""`manage.py profiles verify|rebuild [--person CODE]`."""

from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from profiles.selectors import observed_people, profile_mismatches
from profiles.services import profile_rebuild


class Command(BaseCommand):
    """Compares profiles with the replay of their observations, or writes them from it."""

    help = (
        "Compare profiles with the replay of their observations to the last bit, or rebuild them."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to do and, optionally, one person's code."""
        parser.add_argument("action", choices=["verify", "rebuild"])
        parser.add_argument("--person", help="code of one person; everybody if left out")

    def handle(self, *_: Any, **options: Any) -> None:
        """Go through the people.

        Raises:
            CommandError: there is no such person, or a profile is not its replay.
        """
        people = observed_people(options["person"])
        if options["person"] and not people:
            message = "Nobody with this code has a profile."
            raise CommandError(message)
        if options["action"] == "verify":
            self._verify(people)
        else:
            self._rebuild(people)

    def _verify(self, people: Iterable[UUID]) -> None:
        wrong = {person: found for person in people if (found := profile_mismatches(person))}
        for person, tables in wrong.items():
            self.stdout.write(f"{_code(person)}: {', '.join(tables)}")
        if wrong:
            message = f"{len(wrong)} profiles are not what their observations lead to."
            raise CommandError(message)
        self.stdout.write("Every profile is the replay of its observations.")

    def _rebuild(self, people: Iterable[UUID]) -> None:
        for person in people:
            self.stdout.write(f"{_code(person)}: version {profile_rebuild(person)}")


def _code(person_id: UUID) -> str:
    return person_id.hex[-8:].upper()
