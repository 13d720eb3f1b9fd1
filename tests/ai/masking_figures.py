"""How much of what is personal is found: `python -m tests.ai.masking_figures` prints the table.

Recall: places of a kind that are wholly covered, whatever kind they were taken for. Precision:
found places of a kind that touch a place of that kind.
"""

import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from ai.masking.masker import spans_of
from ai.masking.spans import Kind, Span
from core.vocabulary import Language

TUNING, HELD_OUT, HARD = "tuning", "held out", "hard"
_FOLDER = Path(__file__).parent / "samples"
_PLACE = re.compile(r"\{(\w+):([^}]*)\}")
#: What the person of the samples is called.
NAMES = {Language.RU: ("Тимофей Ларин",), Language.EN: ("Rowan Pell",)}


@dataclass(frozen=True)
class Sample:
    """A text and what is personal in it."""

    text: str
    places: tuple[Span, ...]


@dataclass
class Figures:
    """Counts of one kind, one language, one half."""

    places: int = 0
    covered: int = 0
    found: int = 0
    right: int = 0


def samples(language: Language, half: str) -> list[Sample]:
    """Return the samples of one half."""
    lines = (_FOLDER / f"masking_{language}.txt").read_text(encoding="utf-8").splitlines()
    start = lines.index(f"[{half}]") + 1
    ends = [at for at in range(start, len(lines)) if lines[at].startswith("[")]
    part = lines[start : min([*ends, len(lines)])]
    return [_sample(line) for line in part if not line.startswith("#")]


def figures(language: Language, half: str) -> dict[Kind, Figures]:
    """Return the counts by kind."""
    counts = {kind: Figures() for kind in Kind}
    for sample in samples(language, half):
        found = spans_of(sample.text, NAMES[language])
        for place in sample.places:
            counts[place.kind].places += 1
            counts[place.kind].covered += _is_covered(sample.text, place, found)
        for span in found:
            counts[span.kind].found += 1
            counts[span.kind].right += any(
                span.kind is place.kind and span.overlaps(place) for place in sample.places
            )
    return counts


def whole(language: Language, half: str) -> tuple[float, float]:
    """Return recall and precision over all kinds."""
    every = figures(language, half).values()
    places, found = sum(one.places for one in every), sum(one.found for one in every)
    return (
        sum(one.covered for one in every) / places,
        sum(one.right for one in every) / found,
    )


def table() -> str:
    """Return recall and precision by language, half and kind."""
    rows = [f"{'':18}{'recall':>14}{'precision':>14}"]
    for language in Language:
        for half in (TUNING, HELD_OUT, HARD):
            recall, precision = whole(language, half)
            texts = len(samples(language, half))
            rows.append(f"{language} {half}, {texts} texts: {recall:.3f} {precision:.3f}")
            rows += [
                f"  {kind:16}{one.covered:>7} of {one.places:<4}{one.right:>7} of {one.found:<4}"
                for kind, one in figures(language, half).items()
                if one.places or one.found
            ]
    return "\n".join(rows)


def missed(language: Language, half: str) -> Counter[Kind]:
    """Return how many places were not covered, by kind."""
    return Counter(
        {kind: one.places - one.covered for kind, one in figures(language, half).items()}
    )


def _sample(line: str) -> Sample:
    text, places, end = "", [], 0
    for match in _PLACE.finditer(line):
        text += line[end : match.start()]
        places.append(Span(len(text), len(text) + len(match[2]), Kind(match[1].upper())))
        text, end = text + match[2], match.end()
    return Sample(text + line[end:], tuple(places))


def _is_covered(text: str, place: Span, found: list[Span]) -> bool:
    hidden = {at for span in found for at in range(span.start, span.end)}
    return all(at in hidden or not text[at].isalnum() for at in range(place.start, place.end))


if __name__ == "__main__":
    sys.stdout.write(f"{table()}\n")
