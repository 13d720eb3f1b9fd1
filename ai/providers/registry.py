"""Where links above the local one announce themselves.

A vendor's module registers a source in `AppConfig.ready`. A source is asked anew for every task, so
keys, rows and open breakers decide at that moment which links there are, best first.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from ai.analyser import Analyser
from ai.contracts import Task

Source = Callable[[Task], Sequence[Analyser]]

_sources: list[Source] = []


def register(source: Source) -> None:
    """Add a source of links; sources are asked in the order they were added."""
    if source not in _sources:
        _sources.append(source)


def links(task: Task) -> tuple[Analyser, ...]:
    """Return the links above the local one for a task, best first."""
    return tuple(link for source in _sources for link in source(task))


@contextmanager
def only(source: Source) -> Iterator[None]:
    """Use one source alone within the block."""
    before = _sources[:]
    _sources[:] = [source]
    try:
        yield
    finally:
        _sources[:] = before
