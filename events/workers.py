"""The two worker classes: long-lived for short work, forking for slow AI work."""

import os
import signal
from datetime import datetime, timedelta
from typing import Any

from django.db import close_old_connections, connections
from rq import SimpleWorker, Worker
from rq.exceptions import StopRequested
from rq.executions import Execution
from rq.job import Job
from rq.queue import Queue
from rq.worker import WorkerStatus

from core.clock import utc_now
from core.process import die_with_parent, give_way, prepare_for_work
from core.tracing import flush_traces

WORKER_TTL_SECONDS = 20
JOB_MONITORING_SECONDS = 5
MAINTENANCE_SECONDS = 60
HEARTBEAT_EVERY = timedelta(seconds=1)
FAILED = "failed; the log says where"


def _hear_stop_signals() -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


# A worker inherits the pool's signal handlers with the fork. Until RQ installs its own, they would
# take the one stop signal that the pool sends, and worker and pool would wait for ever.
os.register_at_fork(after_in_child=_hear_stop_signals)


class WorkerManners:
    """Fresh database connections for every job, frequent signs of life, no orphans, no words."""

    max_connection_wait_time = 5.0
    connection: Any
    last_heartbeat: datetime | None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["worker_ttl"] = WORKER_TTL_SECONDS
        kwargs["job_monitoring_interval"] = JOB_MONITORING_SECONDS
        kwargs["maintenance_interval"] = MAINTENANCE_SECONDS
        super().__init__(*args, **kwargs)

    def work(self, *args: Any, **kwargs: Any) -> bool:
        """Work without RQ's scheduler: retries and times live in PostgreSQL."""
        die_with_parent()
        connections.close_all()
        prepare_for_work()
        kwargs["with_scheduler"] = False
        return bool(super().work(*args, **kwargs))  # type: ignore[misc]  # the RQ base class follows

    def _shutdown(self) -> None:
        """Remember the request: RQ answers it with an exception, which passing code may swallow.

        A log handler does, for one; and the pool sends its signal only once.
        """
        self._stop_requested = True
        super()._shutdown()  # type: ignore[misc]  # as above

    def heartbeat(self, timeout: int | None = None, pipeline: Any = None) -> None:
        """Give a sign of life, and stop here if a request was swallowed while waiting for jobs.

        RQ gives three around every job, each in three round trips that the job or the next one
        waits for; one a second, in one round trip, says as much.

        Raises:
            StopRequested: RQ's loop ends with it.
        """
        if pipeline is not None:
            super().heartbeat(timeout, pipeline)  # type: ignore[misc]  # as above
        elif self.last_heartbeat is None or utc_now() - self.last_heartbeat >= HEARTBEAT_EVERY:
            with self.connection.pipeline(transaction=False) as together:
                super().heartbeat(timeout, together)  # type: ignore[misc]  # as above
                together.execute()
        if self._stop_requested and self.get_state() == WorkerStatus.IDLE:  # type: ignore[attr-defined]  # as above
            raise StopRequested

    def handle_job_failure(self, *args: Any, **kwargs: Any) -> None:
        """Keep in Redis that a job failed, not the traceback: an exception may quote a person.

        The log says where it was raised; what is to become of a delivery stands in its row.
        """
        kwargs["exc_string"] = FAILED
        super().handle_job_failure(*args, **kwargs)  # type: ignore[misc]  # the RQ base class follows

    def perform_job(self, job: Job, queue: Queue, execution: Execution) -> bool:
        """Run one job with a database connection that is known to be alive."""
        close_old_connections()
        try:
            return bool(super().perform_job(job, queue, execution))  # type: ignore[misc]  # as above
        finally:
            close_old_connections()


class ShortWorker(WorkerManners, SimpleWorker):
    """Runs jobs in its own process: for short work, where a fork would cost the most."""

    def prepare_execution(self, job: Job) -> Execution:
        """Keep to this process that a job begins: its delivery says so, and waits for this."""
        unsent = self.connection.pipeline()
        ttl = self.get_heartbeat_ttl(job)
        execution = Execution.create(job, ttl, pipeline=unsent, worker_name=self.name)
        self.executions[execution.id] = execution
        self.set_state(WorkerStatus.BUSY, pipeline=unsent)
        return execution

    def prepare_job_execution(self, job: Job, *is_on_own_list: Any) -> None:
        """Note nothing either, unless RQ keeps the job on a list of its own, to be taken off."""
        if any(is_on_own_list):
            super().prepare_job_execution(job, *is_on_own_list)


class LongWorker(WorkerManners, Worker):
    """Forks for every job: for AI work, which may hang, must be killable and can wait."""

    def work(self, *args: Any, **kwargs: Any) -> bool:
        """Work when nothing more pressing needs the processor."""
        give_way()
        return super().work(*args, **kwargs)

    def perform_job(self, job: Job, queue: Queue, execution: Execution) -> bool:
        """Run one job and hand over its spans: the forked process leaves without ceremony."""
        try:
            return super().perform_job(job, queue, execution)
        finally:
            flush_traces()
