"""What is due, and which deliveries travel together in one job.

A line is what one handler has to do in one stream. Only the first unfinished delivery of a line
(its head) is due; short ones that follow it may travel in the same job, behind it.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from django.db import connection

from core.prepared import prepared_cursor
from events.registry import HANDLERS

#: Lines that one batch serves: 100 is the knee between round trips and waiting.
HEADS = 100
#: Deliveries of one line that travel together.
RUN = 20
#: A job of short deliveries: small while workers are idle, large when there is a backlog, because
#: RQ's bookkeeping costs as much as several deliveries.
SMALLEST_JOB, LARGEST_JOB, JOBS_PER_BATCH = 8, 60, 8

# Subqueries with LIMIT are probes of an index, row by row; an anti-join would read every
# unfinished delivery for every batch. A head that is locked belongs to another relay, and with it
# what follows: followers need no lock. The commit need not wait for the disk: a mark that
# PostgreSQL forgets when it crashes only repeats a job.
TAKE_SQL = """
    WITH heads AS MATERIALIZED (
        SELECT d.id, d.handler, d.stream FROM event_deliveries d
        WHERE d.status = 'pending' AND d.available_at <= %(now)s
          AND (SELECT e.id FROM event_deliveries e
               WHERE e.handler = d.handler AND e.stream = d.stream AND e.id < d.id
                 AND e.status IN ('pending', 'queued', 'running') LIMIT 1) IS NULL
          AND (d.handler <> ALL(%(held_by_dead)s)
               OR (SELECT e.id FROM event_deliveries e
                   WHERE e.handler = d.handler AND e.stream = d.stream AND e.id < d.id
                     AND e.status = 'dead' LIMIT 1) IS NULL)
        ORDER BY d.priority, d.id LIMIT %(heads)s
        FOR UPDATE SKIP LOCKED
    ), runs AS (
        SELECT n.id, bool_and(n.is_due) OVER (PARTITION BY h.id ORDER BY n.id) AS is_due
        FROM heads h CROSS JOIN LATERAL (
            SELECT f.id, f.status = 'pending' AND f.available_at <= %(now)s AS is_due
            FROM event_deliveries f
            WHERE f.handler = h.handler AND f.stream = h.stream AND f.id >= h.id
              AND f.status IN ('pending', 'queued', 'running')
              AND (f.id = h.id OR f.handler = ANY(%(short)s))
            ORDER BY f.id LIMIT %(run)s) n
    )
    UPDATE event_deliveries SET status = 'queued', lease_until = %(lease_until)s
    FROM (SELECT CASE WHEN %(is_alone)s
                 THEN set_config('synchronous_commit', 'off', true) END) AS hurry
    WHERE id = ANY(ARRAY(SELECT r.id FROM runs r WHERE r.is_due))
    RETURNING id, handler, stream, priority, attempts
"""


class Due(NamedTuple):
    """A delivery that was taken to be queued, as far as the relay needs to know it."""

    id: int
    handler: str
    stream: str
    priority: int
    attempts: int


Run = list[Due]


def take_due(now: datetime, lease_until: datetime) -> list[Run]:
    """Mark up to `HEADS` heads of lines that are due, with their followers, as queued.

    Return one run a line, urgent lines first. Whoever takes them enqueues them, or gives them back;
    if it dies instead, they are driven again after `lease_until`.
    """
    with prepared_cursor() as cursor:
        cursor.execute(
            TAKE_SQL,
            {
                "now": now,
                "lease_until": lease_until,
                "held_by_dead": [h.name for h in HANDLERS.values() if h.dead_holds_line],
                "short": [h.name for h in HANDLERS.values() if h.is_short],
                "heads": HEADS,
                "run": RUN,
                "is_alone": not connection.in_atomic_block,
            },
        )
        taken = sorted(Due(*row) for row in cursor.fetchall())
    lines: dict[tuple[str, str], Run] = {}
    for due in taken:
        lines.setdefault((due.handler, due.stream), []).append(due)
    return sorted(lines.values(), key=lambda run: (run[0].priority, run[0].id))


def jobs_of(runs: Sequence[Run]) -> list[Run]:
    """Distribute runs over jobs: slow deliveries alone, short ones of one priority together."""
    jobs = []
    for _, alike in groupby(runs, key=lambda run: (run[0].priority, _is_short(run))):
        batch = list(alike)
        jobs += list(_packed(batch)) if _is_short(batch[0]) else batch
    return jobs


def _packed(runs: Sequence[Run]) -> Iterator[Run]:
    total = sum(map(len, runs))
    size = min(max(SMALLEST_JOB, total // JOBS_PER_BATCH), LARGEST_JOB)
    job: Run = []
    for run in runs:
        if job and len(job) + len(run) > size:
            yield job
            job = []
        job = [*job, *run]
    if job:
        yield job


def _is_short(run: Run) -> bool:
    handler = HANDLERS.get(run[0].handler)
    return handler is not None and handler.is_short
