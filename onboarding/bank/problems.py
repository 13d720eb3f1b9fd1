"""One thing wrong with a bank, as a code with values; its words are in `problem_words`. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.errors import PermanentError
from core.vocabulary import Language
from onboarding.bank.problem_words import LISTED, PROBLEMS, RULES, Kind

#: Characters of a value that a message repeats; a value may be as long as its file.
SHOWN_LETTERS = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a bank.

    Attributes:
        file: name of the file.
        code: code of the question, empty where the file itself is wrong.
        path: place inside the question (or the file), keys joined by dots.
        values: what the words of its kind are filled with.
        row: the row of a table, counted as spreadsheets do; 0 where there are no rows.
        rule: the comment of the rule of the schema that was broken, empty where there is none.
    """

    file: str
    code: str
    path: str
    kind: Kind
    values: Mapping[str, object] = field(default_factory=dict)
    row: int = 0
    rule: str = ""

    @property
    def message(self) -> str:
        """What is wrong, in English."""
        return self.said(Language.EN)

    def said(self, language: Language) -> str:
        """Return what is wrong, without the place."""
        shown = {name: _shown(value) for name, value in self.values.items()}
        said = PROBLEMS[self.kind][language].format(**shown)
        if not self.rule:
            return said
        return f"{said}. {self.rule if language is Language.EN else RULES[self.rule]}"

    def where(self, language: Language) -> str:
        """Return the place: the file, the row or the question, and the field."""
        row = LISTED["row"][language].format(row=self.row) if self.row else ""
        return " ".join(part for part in (self.file, row, self.code, self.path) if part)

    def __str__(self) -> str:
        return f"{self.where(Language.EN)}: {self.message}"


class BankInvalidError(PermanentError):
    """A bank that must not be loaded; its text names every problem, one a line."""

    code = "question_bank_invalid"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        lines = "\n".join(f"  {problem}" for problem in self.problems)
        super().__init__(f"the question bank has {len(self.problems)} problem(s):\n{lines}")


def _shown(value: object) -> str:
    if isinstance(value, str):
        return value if len(value) <= SHOWN_LETTERS else f"{value[:SHOWN_LETTERS]}…"
    if isinstance(value, Sequence):
        return ", ".join(_shown(part) for part in value)
    return str(value)
