"""The figures of the guard on the phrase set, by part and language."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from core.crisis import CrisisLevel, assess

_FOLDER = Path(__file__).parent / "phrases"


class Row(TypedDict):
    """One phrase as it is stored."""

    level: int
    text: str
    note: str


@dataclass(frozen=True, slots=True)
class Judged:
    """One phrase with the level it should have and the level it got."""

    expected: CrisisLevel
    found: CrisisLevel
    text: str


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        return self.part / self.whole

    def __str__(self) -> str:
        return f"{self.part}/{self.whole} = {self.value:.3f}"


@dataclass(frozen=True, slots=True)
class Figures:
    """What is measured on a list of phrases.

    Attributes:
        active_recall: Of the phrases of level 3, those found at level 3.
        active_seen: Of the phrases of level 3, those found at level 2 or 3 (help is shown).
        grave_recall: Of the phrases of level 2 or above, those found at level 1 or above.
        any_recall: Of the phrases of level 1 or above, those found at level 1 or above.
        false_alarms: Of the phrases of level 0 or 1, those found at level 2 or 3.
        active_precision: Of those found at level 3, those that are level 3.
        alarm_precision: Of those found at level 2 or 3, those that are.
    """

    active_recall: Share
    active_seen: Share
    grave_recall: Share
    any_recall: Share
    false_alarms: Share
    active_precision: Share
    alarm_precision: Share

    def __str__(self) -> str:
        return (
            f"level 3 recall {self.active_recall} (helped {self.active_seen}), "
            f"grave at any level {self.grave_recall}, any level {self.any_recall}, "
            f"false alarms {self.false_alarms}, "
            f"precision level 3 {self.active_precision}, level 2+ {self.alarm_precision}"
        )


def judged(part: str, *languages: str) -> list[Judged]:
    """Judge one part of the set in the given languages."""
    rows = [row for language in languages for row in load(language)[part]]
    return [
        Judged(CrisisLevel(row["level"]), assess(row["text"]).level, row["text"]) for row in rows
    ]


def load(language: str) -> dict[str, list[Row]]:
    """Read the phrases of a language: part -> rows with level, text and note."""
    document: dict[str, list[Row]] = json.loads(
        (_FOLDER / f"{language}.json").read_text(encoding="utf-8")
    )
    return document


def figures(phrases: Sequence[Judged]) -> Figures:
    """Measure a list of judged phrases."""
    active, passive, distress = CrisisLevel.ACTIVE, CrisisLevel.PASSIVE, CrisisLevel.DISTRESS

    def share(of: Callable[[Judged], bool], that: Callable[[Judged], bool]) -> Share:
        chosen = [phrase for phrase in phrases if of(phrase)]
        return Share(sum(map(that, chosen)), len(chosen))

    return Figures(
        active_recall=share(lambda p: p.expected == active, lambda p: p.found == active),
        active_seen=share(lambda p: p.expected == active, lambda p: p.found >= passive),
        grave_recall=share(lambda p: p.expected >= passive, lambda p: p.found >= distress),
        any_recall=share(lambda p: p.expected >= distress, lambda p: p.found >= distress),
        false_alarms=share(lambda p: p.expected <= distress, lambda p: p.found >= passive),
        active_precision=share(lambda p: p.found == active, lambda p: p.expected == active),
        alarm_precision=share(lambda p: p.found >= passive, lambda p: p.expected >= passive),
    )
