"""The event backbone beside its peers, and under faults. `python -m benchmarks.backbone`.

All contenders share one PostgreSQL that belongs to the run, and the same work (`workload`). Ours
promises more than they do: effects exactly once, in order within a stream.
"""

import os
import platform
import sys
import tempfile
from collections.abc import Collection, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import LiteralString

import psycopg

from benchmarks.backbone_contenders import Contender, ours, procrastinate, tasks_db
from benchmarks.backbone_faults import fault_table, faults
from benchmarks.backbone_place import Place
from benchmarks.figures import Measured, table

PARTS = ("latency", "throughput", "faults")
#: Turns that count, after one to warm up, and events in a turn.
TURNS, IN_A_TURN = 4, 25
TRICKLE_STREAMS = 50
BACKLOG_STREAMS = 1_000
EFFECT_SECONDS, BACKLOG_SECONDS = 30.0, 180.0

# From the moment when every worker works: the start of processes does not count.
RATE_SQL = """
    WITH begun AS (SELECT max(first) AS at FROM
        (SELECT min(started) AS first FROM bench_effects GROUP BY worker) AS workers)
    SELECT count(*) / (max(started) - min(at)) FROM bench_effects, begun WHERE started >= at
"""
DISORDER_SQL = """
    SELECT count(*) FROM (
        SELECT number < lag(number) OVER (PARTITION BY stream ORDER BY seq) AS is_late
        FROM bench_effects) AS effects
    WHERE is_late
"""


@dataclass(frozen=True)
class Throughput:
    """What became of a backlog."""

    name: str
    effects: int
    per_second: float
    disorder: int
    cpu_ms: dict[str, float]


def main() -> int:
    """Print the tables; return 1 when an effect is missing, doubled or out of order."""
    with tempfile.TemporaryDirectory(prefix="selfology-backbone-") as folder:
        place = Place(Path(folder))
        place.prepare()
        say(f"{platform.python_version()}, {os.cpu_count()} CPUs, load {_load()}")
        try:
            return _measure(place, sys.argv[1:] or PARTS)
        finally:
            place.stack.release()


def _measure(place: Place, parts: Collection[str]) -> int:
    if "latency" in parts:
        latencies = latency(place, [procrastinate(1), ours()])
        say(f"\nCommit → handler start, 10 events/s, load {_load()}\n")
        say(table(latencies, latencies[0]))
    if "throughput" in parts:
        found = [throughput(place, one) for one in (ours(), procrastinate(2), tasks_db())]
        say(f"\nBacklog, two workers each, load {_load()}\n")
        say(throughput_table(found))
    if "faults" not in parts:
        return 0
    outcome = faults(place, disorder)
    say(f"\nFaults, load {_load()}\n")
    say(fault_table(outcome))
    return 0 if outcome.is_right else 1


def latency(place: Place, contenders: Sequence[Contender]) -> list[Measured]:
    """Return the milliseconds from commit to the start of the handler, taken turn and turn about.

    All run all the time, so that what else the machine does hits them alike.
    """
    with ExitStack() as running:
        for contender in contenders:
            contender.fresh(place)
            running.enter_context(contender.working(place))
        times: dict[str, list[float]] = {contender.name: [] for contender in contenders}
        for turn in range(TURNS + 1):
            for contender in contenders:
                found = _one_turn(place, contender, turn * IN_A_TURN)
                times[contender.name] += found if turn else []
    return [Measured(name, tuple(found)) for name, found in times.items()]


def _one_turn(place: Place, contender: Contender, first: int) -> list[float]:
    committed = contender.trickle(place, first, IN_A_TURN, TRICKLE_STREAMS)
    contender.wait_for(place, first + IN_A_TURN, EFFECT_SECONDS)
    with place.connect(contender.database) as connection:
        rows = connection.execute("SELECT number, started FROM bench_effects").fetchall()
    # What raised once was started again much later, and tells nothing of its first start.
    starts = {number: at for number, at in rows if not (place.marks / str(number)).exists()}
    return [(starts[n] - at) * 1000 for n, at in committed.items() if n in starts]


def throughput(place: Place, contender: Contender) -> Throughput:
    """Lay a backlog, then start the workers and wait for the last effect."""
    contender.fresh(place)
    contender.lay(place, 0, contender.backlog, BACKLOG_STREAMS)
    with place.connect(contender.database) as connection:
        connection.execute("VACUUM ANALYZE")
    with contender.working(place) as pids:
        contender.wait_for(place, 1, EFFECT_SECONDS)
        done, before = contender.count(place), place.cpu(pids)
        contender.wait_for(place, contender.backlog, BACKLOG_SECONDS)
        after = place.cpu(pids)
    with place.connect(contender.database) as connection:
        rate, late = _figure(connection, RATE_SQL), disorder(connection)
    shares = {
        name: (after[name] - before[name]) * 1000 / (contender.backlog - done) for name in after
    }
    return Throughput(contender.name, contender.backlog, rate, late, shares)


def disorder(connection: psycopg.Connection) -> int:
    """Return how many effects came after a later one of their stream."""
    return int(_figure(connection, DISORDER_SQL))


def throughput_table(rows: Sequence[Throughput]) -> str:
    """Return a Markdown table with rates, as multiples of the first, and processor time."""
    head = (
        "| what | effects | per s | ÷ ours | out of order"
        " | workers | relay | PostgreSQL | Redis |\n"
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|"
    )
    return "\n".join([head, *(_throughput_line(row, rows[0]) for row in rows)])


def _throughput_line(row: Throughput, first: Throughput) -> str:
    costs = " | ".join(
        f"{row.cpu_ms[name]:.2f}" if name in row.cpu_ms else "–"
        for name in ("workers", "relay", "postgres", "redis")
    )
    ratio = row.per_second / first.per_second
    return (
        f"| {row.name} | {row.effects} | {row.per_second:.0f} | {ratio:.2f} | {row.disorder}"
        f" | {costs} |"
    )


def _figure(connection: psycopg.Connection, statement: LiteralString) -> float:
    row = connection.execute(statement).fetchone()
    return float(row[0]) if row else 0.0


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}"


def say(text: str) -> None:
    """Print at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
