"""Make stored choices of questions again."""

from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.errors import NotFoundError
from onboarding.models import AskedQuestion
from onboarding.selection_record import NotReplayableError
from onboarding.selection_replay import replay

#: Rows whose ids are fetched at once; a record is read alone.
BATCH = 2000


class Command(BaseCommand):
    """Choose again from the stored state and bank, and compare to the bit."""

    help = (
        "Make stored choices again and compare question, stage, score, candidates and removals to"
        " the bit. Ends with status 1 when one differs, or when a number that was named cannot be"
        " replayed; with --last and --all those are counted only."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Define which choices: some numbers, the newest ones, or all."""
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument(
            "ids", nargs="*", type=int, default=[], help="numbers of asked questions"
        )
        which.add_argument("--last", type=int, metavar="N", help="the newest N")
        which.add_argument("--all", action="store_true", help="all there are")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print a line for each choice and the count of each kind.

        Raises:
            CommandError: a choice came out otherwise, or a named one cannot be made again.
        """
        said = [self._replay(asked_id) for asked_id in _chosen(options)]
        counts = {kind: said.count(kind) for kind in ("ok", "different", "not replayable")}
        self.stdout.write(", ".join(f"{count} {kind}" for kind, count in counts.items()))
        if counts["different"] or (options["ids"] and counts["not replayable"]):
            message = "not every choice came out as it was"
            raise CommandError(message)

    def _replay(self, asked_id: int) -> str:
        kind, why = _verdict(asked_id)
        self.stdout.write(f"#{asked_id} {kind}{why and f': {why}'}")
        return kind


def _verdict(asked_id: int) -> tuple[str, str]:
    try:
        differs = replay(asked_id).differs
    except NotFoundError:
        return "not replayable", "nothing was asked under this number"
    except NotReplayableError as error:
        return "not replayable", error.reason
    return ("different", ", ".join(differs)) if differs else ("ok", "")


def _chosen(options: dict[str, Any]) -> Iterable[int]:
    if options["ids"]:
        return list(options["ids"])
    newest = AskedQuestion.objects.order_by("-pk").values_list("pk", flat=True)
    if options["last"] is None:
        return newest.iterator(BATCH)
    return list(newest[: options["last"]])
