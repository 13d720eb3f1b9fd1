"""Durations, their percentiles, and a table of them. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Measured:
    """Durations of one thing, in milliseconds."""

    name: str
    milliseconds: tuple[float, ...]

    def at(self, share: float) -> float:
        """Return the duration that `share` (0 to 1) of all do not exceed (nearest rank)."""
        ordered = sorted(self.milliseconds)
        return ordered[max(0, -(-int(share * 1000) * len(ordered) // 1000) - 1)]


def reply_times(timeline: dict[str, list[dict[str, Any]]]) -> tuple[float, ...]:
    """Return the milliseconds from each text somebody wrote to the message that answered it.

    Both times are the sandbox's: the update was created, `sendMessage` was received.
    """
    came: dict[int, list[float]] = defaultdict(list)
    for message in timeline["messages"]:
        if message["method"] == "sendMessage":
            came[message["chat_id"]].append(message["received_at"])
    texts = (update for update in timeline["updates"] if update["kind"] == "message")
    return tuple(
        (min(at for at in came[text["person"]] if at > text["created_at"]) - text["created_at"])
        * 1000
        for text in texts
        if any(at > text["created_at"] for at in came[text["person"]])
    )


def table(rows: Sequence[Measured], base: Measured) -> str:
    """Return a Markdown table with p50, p95, maximum, and the p95 as a multiple of the base's."""
    head = "| what | times | p50 ms | p95 ms | max ms | p95 ÷ base |\n|---|--:|--:|--:|--:|--:|"
    return "\n".join([head, *_lines(rows, base)])


def _lines(rows: Iterable[Measured], base: Measured) -> Iterable[str]:
    for row in rows:
        p95 = row.at(0.95)
        figures = (row.at(0.5), p95, row.at(1.0))
        cells = " | ".join(f"{figure:.1f}" for figure in figures)
        yield f"| {row.name} | {len(row.milliseconds)} | {cells} | {p95 / base.at(0.95):.1f} |"
