"""The work that every contender is given. Knows Django's database and no contender.

Number n belongs to stream n modulo the number of streams; within a stream, numbers rise.
"""

import json
import os
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TextIO

from django.db import connection, transaction

#: Where every number that has raised leaves its mark, and how many seconds at most the handler
#: dwells between its effect and its end.
MARKS, DWELL = "BENCH_MARKS", "BENCH_DWELL"
#: Of so many numbers one raises when it is handled for the first time: three in a hundred.
RAISES_EVERY = 33
#: Numbers published in one transaction when a backlog is laid.
AT_ONCE = 500

EFFECT_SQL = "INSERT INTO bench_effects (number, stream, started, worker) VALUES (%s, %s, %s, %s)"

_rng = random.Random()  # noqa: S311 - no secret

Publish = Callable[[int], None]


class RaisedOnceError(Exception):
    """What is raised by one number of `RAISES_EVERY`, once."""


def handle(number: int, stream: int) -> None:
    """Have the effect: one INSERT with a unique key.

    Raises:
        RaisedOnceError: the first time, for some numbers.
    """
    started = time.time()
    if number % RAISES_EVERY == 1 and _is_first(number):
        raise RaisedOnceError
    with connection.cursor() as cursor:
        cursor.execute(EFFECT_SQL, [number, stream, started, os.getpid()])
    if longest := float(os.environ.get(DWELL, "0")):
        time.sleep(_rng.uniform(0, longest))


def _is_first(number: int) -> bool:
    """Return whether nobody asked before. Survives whatever a bench does to servers."""
    try:
        (Path(os.environ[MARKS]) / str(number)).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def lay(publish: Publish, first: int, count: int) -> None:
    """Publish a backlog of `count` numbers."""
    for start in range(first, first + count, AT_ONCE):
        with transaction.atomic():
            for number in range(start, min(start + AT_ONCE, first + count)):
                publish(number)


def trickle(publish: Publish, first: int, count: int, out: TextIO, per_second: float = 10) -> None:
    """Publish numbers one by one at random intervals; write when each was committed (Unix time)."""
    json.dump(list(_trickled(publish, first, count, per_second)), out)


def _trickled(
    publish: Publish, first: int, count: int, per_second: float
) -> Iterator[tuple[int, float]]:
    rng = random.Random(count)  # noqa: S311 - no secret: all contenders get the same intervals
    for number in range(first, first + count):
        time.sleep(rng.uniform(0.5, 1.5) / per_second)
        with transaction.atomic():
            publish(number)
        yield number, time.time()
