"""Events a second over the last minutes, read anew only where it may still change."""

from collections.abc import Iterable

SLOT_SECONDS = 5
SLOTS = 60
#: A transaction may commit events that it dated so many slots ago.
OPEN_SLOTS = 5


class Rates:
    """What was counted, by slots of five seconds since 1970."""

    def __init__(self) -> None:
        self._counts: dict[int, int] = {}
        self._read_to: int | None = None

    def since(self, now: float) -> float:
        """Return from when on events have to be counted (again), in seconds since 1970."""
        oldest = self._oldest(now)
        known = oldest if self._read_to is None else self._read_to - OPEN_SLOTS
        return max(oldest, known) * SLOT_SECONDS

    def absorb(self, rows: Iterable[tuple[int, int]], now: float) -> None:
        """Take what was counted from `since(now)` on: rows of a slot and a number."""
        first, oldest = self.since(now) / SLOT_SECONDS, self._oldest(now)
        kept = {slot: count for slot, count in self._counts.items() if oldest <= slot < first}
        self._counts = {**kept, **dict(rows)}
        self._read_to = _slot(now)

    def series(self, now: float) -> list[float]:
        """Return events a second, oldest first; the last is the last full slot."""
        slots = range(self._oldest(now), _slot(now))
        return [self._counts.get(slot, 0) / SLOT_SECONDS for slot in slots]

    @staticmethod
    def _oldest(now: float) -> int:
        return _slot(now) - SLOTS


def _slot(now: float) -> int:
    return int(now // SLOT_SECONDS)
