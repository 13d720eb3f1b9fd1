"""Periodic work: what is called how often. Every task may be repeated without harm."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from threading import Event

import psycopg
import structlog
from django.db import DatabaseError, close_old_connections, connection

from ai.services import reservations_release_stale
from analysis.rereading import answers_reread
from core.errors import error_code
from core.heartbeat import BEAT_EVERY_SECONDS, beat, heartbeats_forget
from core.listen import singleton
from events.services import events_prune
from onboarding.services import sessions_abandon, sessions_time_out
from onboarding.services.statistics import statistics_refresh
from telegram_bot.outgoing import empty_sent
from telegram_bot.retention import sent_prune, updates_prune

PROCESS = "scheduler"
LOCK = "selfology.scheduler"
EVENTS_KEPT = timedelta(days=30)
TICK_SECONDS = 1.0
RETRY_SECONDS = 3.0

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do every now and then; returns how much there was to do."""

    name: str
    every: timedelta
    work: Callable[[], int]


TASKS = (
    Task("sessions_time_out", timedelta(minutes=5), sessions_time_out),
    Task("sessions_abandon", timedelta(hours=1), sessions_abandon),
    Task("sent_words_empty", timedelta(hours=1), empty_sent),
    Task("updates_prune", timedelta(hours=1), updates_prune),
    Task("sent_prune", timedelta(hours=1), sent_prune),
    Task("heartbeats_forget", timedelta(hours=1), heartbeats_forget),
    Task("ai_reservations_release", timedelta(minutes=5), reservations_release_stale),
    Task("answers_reread", timedelta(minutes=1), answers_reread),
    Task("statistics_refresh", timedelta(days=1), statistics_refresh),
    Task("events_prune", timedelta(hours=1), lambda: events_prune(older_than=EVENTS_KEPT)),
)


def run(stopping: Event) -> None:
    """Be the one scheduler, or wait to become it, until `stopping` is set."""
    while not stopping.is_set():
        try:
            with singleton(LOCK) as is_mine:
                if is_mine:
                    _run_tasks(stopping)
        except (DatabaseError, psycopg.Error) as error:
            log.warning("scheduler_waits", error=type(error).__name__)
            connection.close()
        stopping.wait(RETRY_SECONDS)


def _run_tasks(stopping: Event) -> None:
    due = {task.name: 0.0 for task in TASKS}
    next_beat = 0.0
    while not stopping.is_set():
        now = time.monotonic()
        if now >= next_beat:
            beat(PROCESS)
            next_beat = now + BEAT_EVERY_SECONDS
        for task in TASKS:
            if now >= due[task.name]:
                _run(task)
                due[task.name] = now + task.every.total_seconds()
        stopping.wait(TICK_SECONDS)


def _run(task: Task) -> None:
    """Run one task; a task that fails waits for its next time and does not stop the others."""
    close_old_connections()
    try:
        count = task.work()
    except (DatabaseError, psycopg.Error):
        raise
    except Exception as error:
        log.warning("task_failed", task=task.name, code=error_code(error), exc_info=error)
        return
    if count:
        log.info("task_done", task=task.name, count=count)
