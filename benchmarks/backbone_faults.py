"""Ten thousand events while everything that carries them is killed in turn."""

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import psycopg

from benchmarks.backbone_contenders import Contender, ours
from benchmarks.backbone_place import OURS, Place, descendants, stop, until
from benchmarks.workload import DWELL
from selfology_site.embedded import Server
from selfology_site.supervisor.child import death_prefix

EVENTS, STREAMS = 10_000, 200
DWELL_SECONDS = 0.01
FIRST_KILL_SECONDS, KILL_EVERY_SECONDS = 5.0, 6.0
FLUSH_AT, REDIS_DOWN_AT, POSTGRES_AT = 20.0, 38.0, 70.0
REDIS_DOWN_SECONDS = 10.0
LOOK_SECONDS = 0.1
CATCH_UP_SECONDS = 120.0

# Nothing stops a second effect here, so that it is seen.
OUTCOME_SQL = """
    SELECT count(DISTINCT number), count(*) - count(DISTINCT number),
           (SELECT count(*) FROM event_deliveries WHERE status = 'dead'),
           (SELECT sum(attempts) FROM event_deliveries)
    FROM bench_effects
"""


@dataclass
class Keeper:
    """Starts processes, and starts again what died."""

    place: Place
    commands: Sequence[Sequence[str]]
    running: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def keep(self) -> None:
        """Start what does not run."""
        if not self.running:
            self.running = [self._start(words) for words in self.commands]
        for index, process in enumerate(self.running):
            if process.poll() is not None:
                self.running[index] = self._start(self.commands[index])

    def pid(self, index: int) -> int:
        """Return the id of the process of the command at `index`."""
        return self.running[index].pid

    def _start(self, words: Sequence[str]) -> "subprocess.Popen[bytes]":
        return self.place.spawn([*death_prefix(), *words])


@dataclass
class Outcome:
    """What the faults did, and what became of the events."""

    killed: dict[str, int] = field(default_factory=dict)
    effects: int = 0
    doubled: int = 0
    dead: int = 0
    attempts: int = 0
    disorder: int = 0
    caught_up_seconds: float = 0.0

    @property
    def is_right(self) -> bool:
        """Whether every effect is there once and in order."""
        return (self.effects, self.doubled, self.dead, self.disorder) == (EVENTS, 0, 0, 0)


def faults(place: Place, disorder: Callable[[psycopg.Connection], int]) -> Outcome:
    """Let events pour while relays, workers and servers fail; return what became of them."""
    place.more[DWELL] = str(DWELL_SECONDS)
    contender, outcome = ours(), Outcome()
    contender.fresh(place)
    with place.connect("selfology") as connection:
        connection.execute("ALTER TABLE bench_effects DROP CONSTRAINT bench_effects_pkey")
    pool, relay = contender.consumers["workers"][0], [*OURS, "relay"]
    keeper = Keeper(place, [relay, relay, pool])
    keeper.keep()
    pouring = place.spawn([*contender.publish, "pour", "0", str(EVENTS), str(STREAMS)])
    try:
        _disturb(place, keeper, pouring, outcome)
        _catch_up(contender, place, keeper, outcome)
    finally:
        stop([pouring, *keeper.running])
        del place.more[DWELL]
    with place.connect("selfology") as connection:
        row = connection.execute(OUTCOME_SQL).fetchone() or (0, 0, 0, 0)
        outcome.effects, outcome.doubled, outcome.dead, outcome.attempts = map(int, row)
        outcome.disorder = disorder(connection)
    return outcome


def _disturb(
    place: Place, keeper: Keeper, pouring: "subprocess.Popen[bytes]", outcome: Outcome
) -> None:
    """Do one thing after another until everything is published."""
    plan = _plan(place, keeper, outcome)
    begun = time.monotonic()
    while pouring.poll() is None:
        while plan and time.monotonic() - begun >= plan[0][0]:
            plan.pop(0)[1]()
        keeper.keep()
        time.sleep(LOOK_SECONDS)


def _plan(
    place: Place, keeper: Keeper, outcome: Outcome
) -> list[tuple[float, Callable[[], object]]]:
    """Return what to do after how many seconds."""
    rng = random.Random(1)  # noqa: S311 - no secret

    def count(what: str) -> None:
        outcome.killed[what] = outcome.killed.get(what, 0) + 1

    def kill(name: str, find: Callable[[], Sequence[int]]) -> Callable[[], None]:
        def once() -> None:
            if pids := find():
                os.kill(rng.choice(pids), signal.SIGKILL)
                count(name)

        return once

    def flush() -> None:
        place.redis_flush()
        count("FLUSHALL")

    def end_server(server: Server, number: int) -> Callable[[], None]:
        def once() -> None:
            os.kill(place.stack.pids()[server] or 0, number)
            count(f"{server} down")

        return once

    turns = (
        kill("relay", lambda: [keeper.pid(0)]),
        kill("worker", lambda: descendants(keeper.pid(2))),
        kill("relay", lambda: [keeper.pid(1)]),
        kill("worker", lambda: descendants(keeper.pid(2))),
        kill("pool", lambda: [keeper.pid(2)]),
    )
    last = EVENTS / 100 - KILL_EVERY_SECONDS
    kills = [
        (FIRST_KILL_SECONDS + step * KILL_EVERY_SECONDS, turns[step % len(turns)])
        for step in range(int((last - FIRST_KILL_SECONDS) // KILL_EVERY_SECONDS))
    ]
    servers = [
        (FLUSH_AT, flush),
        (REDIS_DOWN_AT, end_server(Server.REDIS, signal.SIGKILL)),
        (REDIS_DOWN_AT + REDIS_DOWN_SECONDS, place.stack.ensure),
        (POSTGRES_AT, end_server(Server.POSTGRES, signal.SIGQUIT)),
        (POSTGRES_AT + 1, place.stack.ensure),
    ]
    return sorted([*kills, *servers], key=lambda entry: entry[0])


def _catch_up(contender: Contender, place: Place, keeper: Keeper, outcome: Outcome) -> None:
    begun = time.monotonic()

    def is_done() -> bool:
        keeper.keep()
        with place.connect("selfology") as connection:
            row = connection.execute(
                "SELECT count(*) FROM event_deliveries WHERE status NOT IN ('done', 'dead')"
            ).fetchone()
        return bool(row and row[0] == 0)

    until(is_done, f"{contender.name} after the faults", CATCH_UP_SECONDS)
    outcome.caught_up_seconds = time.monotonic() - begun


def fault_table(outcome: Outcome) -> str:
    """Return a Markdown table of what was done and what became of the events."""
    killed = ", ".join(f"{name} ×{times}" for name, times in outcome.killed.items())
    rows = {
        "done to it": killed,
        "events, streams": f"{EVENTS}, {STREAMS}",
        "effects": outcome.effects,
        "effects twice": outcome.doubled,
        "dead": outcome.dead,
        "out of order": outcome.disorder,
        "attempts": outcome.attempts,
        "caught up after the last event": f"{outcome.caught_up_seconds:.0f} s",
    }
    lines = [f"| {name} | {value} |" for name, value in rows.items()]
    return "\n".join(["| faults | |", "|---|--:|", *lines])
