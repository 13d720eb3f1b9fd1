"""The backbone and its peers: how each is started, and how numbers are published through it."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from benchmarks.backbone_place import OURS, PEERS, Place, until
from selfology_site.supervisor.child import death_prefix

READY_SECONDS = 60.0
POOL = (
    *("rqworker-pool", "critical", "high", "--num-workers", "2"),
    *("--worker-class", "events.workers.ShortWorker"),
    *("--serializer", "rq.serializers.JSONSerializer"),
)
#: Its retries and ours wait for the clock; a worker that sleeps looks for them this often.
PROCRASTINATE_POLLS = ("--fetch-job-polling-interval", "0.5")


@dataclass(frozen=True)
class Contender:
    """One way to have work done after a commit.

    Attributes:
        name: As the tables have it.
        database: Where its tables and its effects are.
        publish: The command that publishes numbers.
        consumers: What runs, by the column that its processor time is counted in.
        backlog: Numbers in its backlog.
        setup: Statement that forgets earlier runs.
    """

    name: str
    database: str
    publish: Sequence[str]
    consumers: dict[str, Sequence[Sequence[str]]]
    backlog: int
    forget: str

    def lay(self, place: Place, first: int, count: int, streams: int) -> None:
        """Publish a backlog."""
        place.run([*self.publish, "lay", *map(str, (first, count, streams))])

    def trickle(self, place: Place, first: int, count: int, streams: int) -> dict[int, float]:
        """Publish slowly; return the Unix time after each number's commit."""
        printed = place.run([*self.publish, "trickle", *map(str, (first, count, streams))])
        return dict(json.loads(printed))

    @contextmanager
    def working(self, place: Place) -> Iterator[dict[str, list[int]]]:
        """Have everything run for the block; yield process ids by column."""
        commands = [words for group in self.consumers.values() for words in group]
        with place.running([[*death_prefix(), *words] for words in commands]) as pids:
            left = iter(pids)
            yield {name: [next(left) for _ in group] for name, group in self.consumers.items()}

    def fresh(self, place: Place) -> None:
        """Forget earlier numbers and their effects."""
        with place.connect(self.database) as connection:
            connection.execute(self.forget)
        place.fresh_effects(self.database)

    def count(self, place: Place) -> int:
        """Return how many numbers had their effect."""
        with place.connect(self.database) as connection:
            row = connection.execute("SELECT count(*) FROM bench_effects").fetchone()
        return int(row[0]) if row else 0

    def wait_for(self, place: Place, effects: int, seconds: float) -> None:
        """Wait until so many numbers had their effect."""
        until(lambda: self.count(place) >= effects, f"{self.name}, {effects} effects", seconds)


def ours() -> Contender:
    """Return the product's backbone: the relay and two short workers, as the product runs them."""
    return Contender(
        "selfology",
        "selfology",
        [*OURS, "publish_numbers"],
        {"workers": [[*OURS, *POOL]], "relay": [[*OURS, "relay"]]},
        10_000,
        "TRUNCATE event_outbox CASCADE",
    )


def procrastinate(processes: int) -> Contender:
    """Return procrastinate with LISTEN/NOTIFY, a synchronous task, one job at a time a process."""
    worker = [*PEERS, "procrastinate", "worker", *PROCRASTINATE_POLLS]
    return Contender(
        "procrastinate",
        "peers",
        [*PEERS, "publish_numbers", "procrastinate"],
        {"workers": [worker] * processes},
        3_000,
        "TRUNCATE procrastinate_jobs CASCADE",
    )


def tasks_db() -> Contender:
    """Return django-tasks-db with two workers."""
    worker = [*PEERS, "db_worker", "--interval", "0.5", "--no-startup-delay", "-v0"]
    return Contender(
        "django-tasks-db",
        "peers",
        [*PEERS, "publish_numbers", "django-tasks-db"],
        {"workers": [worker] * 2},
        3_000,
        "TRUNCATE django_tasks_database_dbtaskresult",
    )
