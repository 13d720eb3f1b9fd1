"""Trying again what failed for a while: a few policies over tenacity, for functions of both kinds.

    @VECTORS.when(means_away)
    def search(...): ...

Work that has to survive this process is retried by the outbox and the outgoing rows, not here.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import NoReturn, TypeVar, cast

import psycopg
import structlog
import tenacity
from django.db import DatabaseError, DataError, IntegrityError, InterfaceError, ProgrammingError
from tenacity import RetryCallState

from core.errors import TransientError, error_code
from core.metrics import RETRIES

F = TypeVar("F", bound=Callable[..., object])
log = structlog.get_logger(__name__)

JITTER = (0.5, 1.5)
#: Beyond it doubling changes nothing under any sensible `longest_seconds`.
MOST_DOUBLINGS = 20


def is_transient(error: BaseException) -> bool:
    """Return whether `error` says itself that it may pass."""
    return isinstance(error, TransientError)


def is_database_away(error: BaseException) -> bool:
    """Return whether `error` is PostgreSQL's and not the fault of the statement."""
    ours = (DataError, IntegrityError, ProgrammingError)
    return isinstance(error, DatabaseError | InterfaceError | psycopg.Error) and not isinstance(
        error, ours
    )


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Policy:
    """How often, for how long and after what to try again.

    Attributes:
        name: in logs and metrics.
        is_worth_it: whether an error deserves another attempt; others are raised at once.
        attempts: at most, the first included; None is no limit.
        first_seconds: the first wait; doubled with each.
        longest_seconds: no wait of ours is longer, but for its jitter.
        deadline_seconds: no attempt begins later after the first; None is no limit. It does not
            end an attempt that hangs.
        gives_up: asked after each failure; once it says yes the error is raised.
    """

    name: str
    is_worth_it: Callable[[BaseException], bool] = is_transient
    attempts: int | None = 4
    first_seconds: float = 1.0
    longest_seconds: float = 8.0
    deadline_seconds: float | None = 60.0
    gives_up: Callable[[], bool] = _never

    def when(self, is_worth_it: Callable[[BaseException], bool]) -> "Policy":
        """Return the policy for other errors."""
        return replace(self, is_worth_it=is_worth_it)

    def __call__(self, function: F) -> F:
        """Return `function`, a coroutine function or not, tried again by this policy."""
        again = tenacity.retry(
            retry=tenacity.retry_if_exception(self.is_worth_it),
            wait=self.wait_seconds,
            stop=self._is_over,
            before_sleep=self._repeated,
            retry_error_callback=self._given_up,
        )
        return cast("F", again(function))

    def wait_seconds(self, state: RetryCallState) -> float:
        """Return the wait after a failed attempt.

        1, 2, 4 … times `first_seconds`, times a jitter of 0.5 to 1.5 so that what failed together
        does not come back together; and no less than the `retry_after` that an error may have.
        """
        doublings = min(state.attempt_number - 1, MOST_DOUBLINGS)
        wait = min(self.first_seconds * 2.0**doublings, self.longest_seconds)
        return max(wait * random.uniform(*JITTER), _asked_seconds(_error(state)))  # noqa: S311

    def _is_over(self, state: RetryCallState) -> bool:
        next_at = (state.seconds_since_start or 0.0) + state.upcoming_sleep
        is_late = self.deadline_seconds is not None and next_at >= self.deadline_seconds
        is_last = self.attempts is not None and state.attempt_number >= self.attempts
        return is_late or is_last or self.gives_up()

    def _repeated(self, state: RetryCallState) -> None:
        RETRIES.labels(policy=self.name, end="repeated").inc()
        log.info(
            "retry",
            policy=self.name,
            attempt=state.attempt_number,
            code=error_code(_error(state)),
            seconds=round(state.upcoming_sleep, 2),
        )

    def _given_up(self, state: RetryCallState) -> NoReturn:
        error = _error(state)
        RETRIES.labels(policy=self.name, end="given_up").inc()
        log.warning(
            "retry_given_up",
            policy=self.name,
            attempt=state.attempt_number,
            code=error_code(error),
        )
        raise error


DATABASE = Policy("database", is_worth_it=is_database_away)
TELEGRAM = Policy("telegram", longest_seconds=60.0, deadline_seconds=300.0)
#: Short: a search that finds nothing is better than one that keeps somebody waiting.
VECTORS = Policy("vectors", attempts=2, first_seconds=0.1, deadline_seconds=5.0)


def _error(state: RetryCallState) -> BaseException:
    error = state.outcome.exception() if state.outcome else None
    return error or TransientError()


def _asked_seconds(error: BaseException) -> float:
    """Return for how long the other side asked to be left alone."""
    asked = getattr(error, "retry_after", None) or 0.0
    return asked.total_seconds() if isinstance(asked, timedelta) else float(asked)
