from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from threading import Event, Thread

import psycopg
import pytest
from django.db import OperationalError, connections

from core.heartbeat import is_alive
from core.listen import singleton
from onboarding.choices import SessionStatus
from onboarding.models import Session
from selfology_site import schedule
from selfology_site.schedule import LOCK, PROCESS, TASKS, Task, run
from tests.factories import SessionFactory
from tests.waiting import until

NOW_AND_THEN = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "TICK_SECONDS", 0.01)
    monkeypatch.setattr(schedule, "RETRY_SECONDS", 0.05)


def run_until(is_over: Callable[[], bool]) -> None:
    """Run a scheduler in a thread until `is_over`."""
    stopping = Event()

    def work() -> None:
        run(stopping)
        connections.close_all()

    thread = Thread(target=work)
    thread.start()
    try:
        until(is_over)
    finally:
        stopping.set()
        thread.join()


@pytest.fixture
def tasks(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Replace the tasks; return a list of what ran."""

    def replace(**works: Callable[[], int]) -> list[str]:
        ran: list[str] = []

        def noted(name: str, work: Callable[[], int]) -> Callable[[], int]:
            def note() -> int:
                ran.append(name)
                return work()

            return note

        named = [Task(name, NOW_AND_THEN, noted(name, work)) for name, work in works.items()]
        monkeypatch.setattr(schedule, "TASKS", tuple(named))
        return ran

    return replace


@pytest.mark.django_db(transaction=True)
def test_every_task_is_done_at_once_and_the_heart_beats() -> None:
    session = SessionFactory.create()
    Session.objects.update(last_activity_at=session.started_at - timedelta(days=1))

    run_until(lambda: Session.objects.filter(status=SessionStatus.TIMED_OUT).exists())

    assert is_alive(PROCESS)


@pytest.mark.django_db(transaction=True)
def test_a_task_that_fails_does_not_stop_the_others(tasks: Callable[..., list[str]]) -> None:
    ran = tasks(bad=lambda: 1 // 0, good=lambda: 3)

    run_until(lambda: "good" in ran)

    assert ran == ["bad", "good"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "error", [OperationalError, psycopg.OperationalError], ids=["django", "psycopg"]
)
def test_without_the_database_it_waits_and_begins_again(
    tasks: Callable[..., list[str]], error: type[Exception]
) -> None:
    troubles = [error()]

    def work() -> int:
        if troubles:
            raise troubles.pop()
        return 0

    ran = tasks(moody=work)

    run_until(lambda: len(ran) == 2)

    assert troubles == []


@pytest.mark.django_db(transaction=True)
def test_a_second_scheduler_waits_for_the_first_to_end(tasks: Callable[..., list[str]]) -> None:
    ran = tasks(one=lambda: 0)
    looked: list[int] = []

    with ExitStack() as first:
        assert first.enter_context(singleton(LOCK))

        def is_over() -> bool:
            looked.append(len(ran))
            # The first one ends while the second waits.
            first.close()
            return bool(ran)

        run_until(is_over)

    assert (looked[0], ran) == (0, ["one"])


def test_every_task_has_a_name_of_its_own_and_a_pace() -> None:
    assert len({task.name for task in TASKS}) == len(TASKS)
    assert all(task.every >= timedelta(minutes=1) for task in TASKS)


@pytest.mark.django_db
@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
def test_a_task_may_be_repeated_without_harm(task: Task) -> None:
    assert [task.work(), task.work()][1] == 0
