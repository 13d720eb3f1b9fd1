"""Write the question bank into files."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from onboarding.bank.csv_format import write_table
from onboarding.bank.files import dump_domains
from onboarding.exchange_selectors import Edition, exported, exported_version


class Command(BaseCommand):
    """Write the bank as it is in use, or with drafts, as bank files or as a table."""

    help = (
        "Write the question bank as one JSON file a domain (--to) or as one CSV table (--csv). "
        "Unchanged, the shipped bank comes out byte for byte."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Define where to, and which versions."""
        way = parser.add_mutually_exclusive_group(required=True)
        way.add_argument("--to", type=Path, metavar="DIR", help="folder for the JSON files")
        way.add_argument("--csv", type=Path, metavar="FILE", help="the table")
        parser.add_argument(
            "--drafts", action="store_true", help="the newest version of each question, drafts too"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write the files and say how many questions are in them."""
        records = exported(Edition.NEWEST if options["drafts"] else Edition.IN_FORCE)
        if options["csv"]:
            options["csv"].write_bytes(write_table(records))
        else:
            _write(options["to"], dump_domains(records, bank_version=exported_version()))
        self.stdout.write(f"questions: {len(records)}")


def _write(directory: Path, files: dict[str, bytes]) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (directory / name).write_bytes(content)
