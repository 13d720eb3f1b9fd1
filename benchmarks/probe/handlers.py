"""The event of the bench and its handler, found as those of any app."""

from benchmarks import workload
from events.catalogue import PersonEvent, Priority
from events.registry import handles


class Counted(PersonEvent, name="bench.counted", priority=Priority.CRITICAL):
    """A number came."""

    number: int


@handles(Counted)
def note_number(event: Counted) -> None:
    """Have the effect of a number."""
    workload.handle(event.number, event.person_id.int)
