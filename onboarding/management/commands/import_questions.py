"""Import a file of questions into the lab."""

from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import override

from core.errors import SelfologyError
from onboarding.bank.import_plan import ImportDiff, Scope
from onboarding.bank.problem_words import Kind
from onboarding.bank.problems import BankInvalidError, Problem
from onboarding.bank.reading import LIMIT, LIMIT_MB, Upload
from onboarding.bank.records import QuestionRecord
from onboarding.bank.version_diff import diff_versions
from onboarding.errors import CurationError
from onboarding.services import exchange


class Command(BaseCommand):
    """Show what a file would change; with a name, import it as that member of staff."""

    help = (
        "Show what a CSV table, a JSON file or a ZIP archive would change in the question bank; "
        "with --by, import it: everything enters as a draft or in review."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Define the file, --whole and --by."""
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--whole", action="store_true", help="it is the whole bank: retire what is not in it"
        )
        parser.add_argument("--by", metavar="USERNAME", help="import it as this member of staff")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print the difference, and apply it where somebody answers for it."""
        scope = Scope.WHOLE if options["whole"] else Scope.PART
        try:
            diff = exchange.plan(_taken(options["file"]), scope)
            self.stdout.write(summary(diff))
            if options["by"]:
                exchange.apply(diff, _staff_id(options["by"]))
                self.stdout.write("imported")
        except CurationError as error:
            with override("en"):
                raise CommandError(error.message) from None
        except SelfologyError as error:
            raise CommandError(str(error)) from None


def summary(diff: ImportDiff) -> str:
    """Return what an import would do, a line for each question and each warning."""
    lines = [f"added: {_name(question)}" for question in diff.added]
    for former, new in zip(diff.former, diff.changed, strict=True):
        fields = ", ".join(change.path for change in diff_versions(former, new))
        lines.append(f"changed: {_name(former)} ({fields})")
    lines += [f"retired: {_name(question)}" for question in diff.retired]
    lines += [f"kept as decided in the product: {_name(question)}" for question in diff.kept]
    lines += [f"warning: {warning}" for warning in diff.warnings]
    return "\n".join([*lines, f"unchanged: {len(diff.unchanged)}"])


def _name(question: QuestionRecord) -> str:
    return f"{question.code} v{question.version}"


def _taken(path: Path) -> Upload:
    """Return the file, which is looked at only if it is small enough.

    Raises:
        BankInvalidError: it is not, or is not there.
    """
    if not path.is_file():
        raise BankInvalidError([Problem(str(path), "", "", Kind.NO_FILE)])
    if path.stat().st_size > LIMIT:
        raise BankInvalidError([Problem(path.name, "", "", Kind.TOO_BIG, {"limit": LIMIT_MB})])
    return Upload(path.name, path.read_bytes())


def _staff_id(username: str) -> int:
    staff = get_user_model().objects.filter(username=username, is_staff=True).first()
    if staff is None:
        message = f"no member of staff is called {username}"
        raise CommandError(message)
    return staff.pk
