"""The work of the bench as tasks of both peers, each with the retry it offers."""

from django_tasks import task  # type: ignore[import-not-found]  # only in the peers' environment
from procrastinate import RetryStrategy  # type: ignore[import-not-found]  # as above
from procrastinate.contrib.django import app  # type: ignore[import-not-found]  # as above

from benchmarks import workload

ATTEMPTS = 8


@app.task(retry=RetryStrategy(max_attempts=ATTEMPTS))  # type: ignore[untyped-decorator]  # as above
def note_by_procrastinate(number: int, stream: int) -> None:
    """Have the effect; what failed is retried at once."""
    workload.handle(number, stream)


@task()  # type: ignore[untyped-decorator]  # as above
def note_by_tasks(number: int, stream: int) -> None:
    """Have the effect; what failed is enqueued anew, because django-tasks-db retries nothing.

    Raises:
        RaisedOnceError: so that the task counts as failed.
    """
    try:
        workload.handle(number, stream)
    except workload.RaisedOnceError:
        note_by_tasks.enqueue(number, stream)
        raise
