"""Which earlier answers go along, within a number of tokens. Pure."""

from collections.abc import Sequence

from ai.contracts import EarlierAnswer
from ai.local.relevance import rank
from ai.pricing import estimate_tokens
from ai.remote.marks import Marks, Mask

#: Counted as `estimate_tokens` does, which is never too low and mostly three times too high.
HISTORY_TOKENS = 12_000
#: Characters of one earlier answer that go along.
LONGEST = 1_200


def chosen(text: str, earlier: Sequence[EarlierAnswer]) -> list[EarlierAnswer]:
    """Return the earlier answers that fit, oldest first.

    Those that share words with `text` come first, the nearest before others; then the newest.
    """
    newest = sorted(earlier, key=lambda item: (item.answered_at, item.answer_id), reverse=True)
    near = [
        newest[match.index] for match in rank(text, [item.text for item in newest], len(newest))
    ]
    others = [item for item in newest if item not in near]
    taken: list[EarlierAnswer] = []
    left = HISTORY_TOKENS
    for item in [*near, *others]:
        needed = estimate_tokens(item.text[:LONGEST])
        if needed <= left:
            taken.append(item)
            left -= needed
    return sorted(taken, key=lambda item: (item.answered_at, item.answer_id))


class Earlier:
    """The earlier answers of one request, masked, under numbers from 1."""

    def __init__(self, text: str, earlier: Sequence[EarlierAnswer], mask: Mask) -> None:
        """Choose and mask them."""
        self._items = chosen(text, earlier)
        self._masked = [mask(item.text[:LONGEST]) for item in self._items]

    def __bool__(self) -> bool:
        """Tell whether there is any."""
        return bool(self._items)

    def blocks(self, marks: Marks) -> list[str]:
        """Return them between marks, with number, day and domain."""
        return [
            marks.block("earlier", text, f"{number} {item.answered_at:%Y-%m-%d} {item.domain}")
            for number, (item, text) in enumerate(
                zip(self._items, self._masked, strict=True), start=1
            )
        ]

    def ids(self, numbers: Sequence[int]) -> tuple[int, ...]:
        """Return the answers of these numbers, once each, leaving out numbers not given."""
        known = (number for number in dict.fromkeys(numbers) if 1 <= number <= len(self._items))
        return tuple(self._items[number - 1].answer_id for number in known)
