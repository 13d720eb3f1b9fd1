"""`manage.py evaluate_analysis FILE [--model NAME|local] [--repeats 3] [--language ru|en]`."""

from argparse import ArgumentParser
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ai.selectors import ModelRef, model_named
from analysis.evaluation.labelled import LabelledFileError, read_labelled
from analysis.evaluation.tables import table
from analysis.evaluation.trial import hold_trial
from analysis.evaluations import evaluation_keep
from core.errors import NotFoundError
from core.vocabulary import Language

#: The labelled answers that come with the product.
SHIPPED = Path(__file__).parents[2] / "evaluation" / "answers.jsonl"
LOCAL = "local"
MOST_REPEATS = 20


class Command(BaseCommand):
    """Has an analyser read labelled answers, prints how well it did, and keeps the figures."""

    help = (
        "Try an analyser on a labelled file: validity, noise, invalid outputs, quotes, cost, time. "
        "The format is described in analysis/evaluation/labelled.py."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, the analyser and how often each answer is read."""
        add = parser.add_argument
        add("file", nargs="?", type=Path, default=SHIPPED, help="the shipped one if left out")
        add("--model", default=LOCAL, help="name of a model, or local")
        add("--repeats", type=int, default=3, choices=range(1, MOST_REPEATS + 1), metavar="N")
        add("--language", choices=[one.value for one in Language])
        add(
            "--texts-are-nobodys",
            action="store_true",
            help="vouches that no person's words are in the file; without it nothing is sent out",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Hold the trial.

        Raises:
            CommandError: the file or the model is wrong, or nobody vouches for the texts.
        """
        model = self._model(options["model"])
        if model is not None and not options["texts_are_nobodys"]:
            message = (
                "This sends the texts of the file to a vendor. If they are nobody's words, say so "
                "with --texts-are-nobodys."
            )
            raise CommandError(message)
        path, language = options["file"], options["language"] and Language(options["language"])
        try:
            answers = read_labelled(path, language)
        except (LabelledFileError, OSError, UnicodeDecodeError) as error:
            message = f"{path.name}: {_what(error)}"
            raise CommandError(message) from error
        trial = hold_trial(answers, model, options["repeats"], tell=self._tell(len(answers)))
        run_id = evaluation_keep(
            trial,
            file_name=path.name,
            file_hash=sha256(path.read_bytes()).hexdigest(),
            language=language,
        )
        self.stdout.write(table(trial))
        self.stdout.write(f"Kept as run {run_id}.")

    def _model(self, name: str) -> ModelRef | None:
        if name == LOCAL:
            return None
        try:
            return model_named(name)
        except NotFoundError as error:
            message = f"There is no model {name!r}; see manage.py ai_models."
            raise CommandError(message) from error

    def _tell(self, total: int) -> Any:
        def tell(done: int) -> None:
            self.stderr.write(f"\r{done} of {total}", ending="\n" if done == total else "")

        return tell


def _what(error: Exception) -> str:
    return str(error) if isinstance(error, LabelledFileError) else type(error).__name__
