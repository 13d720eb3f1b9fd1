"""Metrics: counted right over processes and forks, in files that stay few."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from core import metrics
from core.metrics import DELIVERIES_REDRIVEN, EVENTS_PUBLISHED, PUBLISH_TO_DONE
from core.metrics.shared_values import FILE_BYTES, forget_slot
from tests.counting import counted, metrics_dir

__all__ = ["metrics_dir"]

# Newer Pythons warn of what the workers do: forking where other tests may have left a thread.
pytestmark = [
    pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning"),
    pytest.mark.usefixtures("metrics_dir"),
]


def in_child(work: Callable[[], object]) -> None:
    """Do `work` in a fork that ends as RQ's do: at once, without clearing up."""
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    os.waitpid(child, 0)


def publish() -> None:
    EVENTS_PUBLISHED.labels(event="a.b").inc()
    PUBLISH_TO_DONE.labels(queue="high").observe(0.3)


def test_forked_workers_count_right_and_their_files_stay_few(metrics_dir: Path) -> None:
    publish()
    in_child(publish)
    files = sorted(metrics_dir.iterdir())

    for _ in range(20):
        in_child(publish)

    assert sorted(metrics_dir.iterdir()) == files
    assert counted("events_published_total", event="a.b") == 22
    assert counted("publish_to_done_seconds_count", queue="high") == 22
    assert counted("publish_to_done_seconds_bucket", queue="high", le="0.5") == 22
    assert counted("publish_to_done_seconds_bucket", queue="high", le="0.25") == 0
    assert counted("publish_to_done_seconds_bucket", queue="high", le="+Inf") == 22


def test_processes_at_once_never_share_a_file(metrics_dir: Path) -> None:
    publish()

    def publish_and_fork() -> None:
        publish()
        in_child(publish)
        publish()

    in_child(publish_and_fork)

    assert len(list(metrics_dir.glob("counter_*.db"))) == 3
    assert counted("events_published_total", event="a.b") == 4


def test_a_process_goes_on_counting_where_the_last_one_stopped(metrics_dir: Path) -> None:
    publish()
    forget_slot()
    publish()

    assert counted("events_published_total", event="a.b") == 2
    assert len(list(metrics_dir.glob("counter_*.db"))) == 1


def test_nothing_is_written_before_something_is_counted(metrics_dir: Path) -> None:
    assert not metrics_dir.exists()
    assert metrics.exposition() == b""


def test_a_label_that_appears_late_is_counted(metrics_dir: Path) -> None:
    publish()
    EVENTS_PUBLISHED.labels(event="late").inc(3)

    assert counted("events_published_total", event="late") == 3
    assert EVENTS_PUBLISHED.labels(event="late")._value.get() == 3


def test_clearing_begins_at_zero(metrics_dir: Path) -> None:
    DELIVERIES_REDRIVEN.inc()
    forget_slot()

    metrics.clear_metrics()

    assert metrics.exposition() == b""
    DELIVERIES_REDRIVEN.inc()
    assert counted("deliveries_redriven_total") == 1


def test_clearing_what_was_never_written_is_no_error(metrics_dir: Path) -> None:
    metrics.clear_metrics()

    assert not metrics_dir.exists()


def test_counting_does_not_fail_what_is_counted(metrics_dir: Path) -> None:
    metrics_dir.write_text("a file where the directory should be")

    publish()

    assert EVENTS_PUBLISHED.labels(event="a.b")._value.get() == 0


def test_the_room_for_numbers_is_taken_at_once_so_that_a_full_disk_cannot_kill(
    metrics_dir: Path,
) -> None:
    publish()

    [file] = metrics_dir.glob("counter_*.db")
    assert file.stat().st_size == FILE_BYTES
    assert file.stat().st_blocks * 512 >= FILE_BYTES


def test_a_file_that_was_cut_short_is_begun_anew(metrics_dir: Path) -> None:
    metrics_dir.mkdir()
    (metrics_dir / "counter_0.db").write_bytes(bytes(100))

    publish()

    assert (metrics_dir / "counter_0.db").stat().st_size == FILE_BYTES
    assert counted("events_published_total", event="a.b") == 1
