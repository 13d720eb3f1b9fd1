"""What people say of their own portrait, and staff with them: it wins over every analyser. Pure.

Edits are kept one by one and never changed; what counts follows from them in the order in which
they were made, so that a profile stays equal to its replay. Of two that contradict each other the
later one counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from profiles.choices import EditKind

#: Edits of one line overrule each other and nothing else.
TRUTH = frozenset({EditKind.CONFIRM, EditKind.REJECT, EditKind.OUTDATED, EditKind.TAKE_BACK})
SIGHT = frozenset({EditKind.HIDE, EditKind.SHOW})
PLACE = frozenset({EditKind.PIN, EditKind.UNPIN})
#: After these, answers given before speak no longer.
CUTS = frozenset({EditKind.REJECT, EditKind.OUTDATED})


@dataclass(frozen=True, slots=True)
class Edit:
    """One word on a statement of the portrait, or on one answer behind it.

    Attributes:
        number: Breaks ties of time; larger is later.
        kind: What was said.
        name: Code of the trait or aspect.
        answer_id: The answer whose evidence is meant; None means the statement.
        at: When it was said (aware).
    """

    number: int
    kind: EditKind
    name: str
    answer_id: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """What follows from all edits of a person.

    Attributes:
        cuts: By name, until when answers do not count: not me, or not any more.
        vetoed: Pairs of answer and name of which the evidence does not count.
        confirmed: Names of which the last word is "that is me".
        hidden: Names that are shown to nobody.
        pinned: Names that are shown first.
    """

    cuts: dict[str, datetime] = field(default_factory=dict)
    vetoed: frozenset[tuple[int, str]] = frozenset()
    confirmed: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    pinned: frozenset[str] = frozenset()

    def counts(self, name: str, answer_id: int, at: datetime) -> bool:
        """Return whether the evidence of an answer given at a time counts."""
        if (answer_id, name) in self.vetoed:
            return False
        return name not in self.cuts or at > self.cuts[name]


def standing(edits: Iterable[Edit]) -> Standing:
    """Return what follows from edits, in whatever order they are given."""
    ordered = sorted(edits, key=lambda edit: (edit.at, edit.number))
    statements = [edit for edit in ordered if edit.answer_id is None]
    truth = _last(statements, TRUTH)
    sight = _last(statements, SIGHT)
    place = _last(statements, PLACE)
    evidence = {
        (edit.answer_id, edit.name): edit.kind for edit in ordered if edit.answer_id is not None
    }
    return Standing(
        cuts={name: edit.at for name, edit in truth.items() if edit.kind in CUTS},
        vetoed=frozenset(pair for pair, kind in evidence.items() if kind is EditKind.VETO),
        confirmed=_names(truth, EditKind.CONFIRM),
        hidden=_names(sight, EditKind.HIDE),
        pinned=_names(place, EditKind.PIN),
    )


def _last(edits: Iterable[Edit], line: frozenset[EditKind]) -> dict[str, Edit]:
    return {edit.name: edit for edit in edits if edit.kind in line}


def _names(edits: dict[str, Edit], kind: EditKind) -> frozenset[str]:
    return frozenset(name for name, edit in edits.items() if edit.kind is kind)
