"""Answers with what a reader should find in them: the file that analysers are tried on. Pure.

One JSON object a line, in UTF-8; empty lines and lines that begin with # are passed over:

    {"id": "en-07", "language": "en", "domain": "work", "question": "...",
     "targets": ["motivation"], "text": "...", "sentiment": "negative", "crisis": 0,
     "traits": {"motivation": -1.0}}

`traits` holds what the text shows, in population SD from -3 to 3; a trait that is not there is one
of which the text says nothing, and an analyser that sees it there invents. `targets`, `crisis` and
`traits` may be left out. `crisis` is a level of the crisis guard, 0 to 3.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import Field, ValidationError

from ai.contracts import Contract, Sentiment
from core.errors import PermanentError
from core.vocabulary import Domain, Language, Trait

Label = Annotated[float, Field(ge=-3, le=3)]


class LabelledFileError(PermanentError):
    """The file is not what it should be; its text names the line and the fields, not words."""

    code: ClassVar[str] = "labelled_file_wrong"


class Labelled(Contract, extra="forbid"):
    """One answer of nobody, and what is in it."""

    id: str = Field(min_length=1)
    language: Language
    domain: Domain
    question: str = Field(min_length=1)
    targets: tuple[Trait, ...] = ()
    text: str = Field(min_length=1)
    sentiment: Sentiment
    crisis: int = Field(default=0, ge=0, le=3)
    traits: Mapping[Trait, Label] = {}


def read_labelled(path: Path, language: Language | None = None) -> tuple[Labelled, ...]:
    """Return the answers of a file, of one language if it is given.

    Raises:
        LabelledFileError: a line is wrong, two answers have one id, or there are none.
        OSError: the file cannot be read.
    """
    answers = [_parsed(number, line) for number, line in _lines(path)]
    if len({answer.id for answer in answers}) != len(answers):
        message = "two answers have the same id"
        raise LabelledFileError(message)
    chosen = tuple(one for one in answers if language in (None, one.language))
    if not chosen:
        message = "there are no answers to read"
        raise LabelledFileError(message)
    return chosen


def _lines(path: Path) -> Iterable[tuple[int, str]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            yield number, line


def _parsed(number: int, line: str) -> Labelled:
    try:
        return Labelled.model_validate_json(line)
    except ValidationError as error:
        fields = sorted({".".join(map(str, one["loc"])) or "JSON" for one in error.errors()})
        message = f"line {number}: {', '.join(fields)}"
        raise LabelledFileError(message) from None
