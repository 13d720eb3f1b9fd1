"""The supervisor as a process: children are started, restarted, stopped, and never left behind."""

import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from selfology_site.embedded.locks import open_lock, try_lock
from selfology_site.supervisor.child import Child, ChildSpec, kill_session, restart_delay
from selfology_site.supervisor.log_pump import LogPump

REPOSITORY = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 60
SUPERVISE = """
import sys
from pathlib import Path
from selfology_site.supervisor import ChildSpec, Supervisor
directory = Path(sys.argv[1])
specs = [
    ChildSpec(path.stem, (sys.executable, "-u", str(path)), {"COLOUR": "blue"})
    for path in sorted(directory.glob("*.py"))
]
def watch():
    (directory / "watched").touch()
    raise RuntimeError("the watch failed")
def say(line):
    print(line, flush=True)
Supervisor(specs, directory=directory, log_dir=directory / "log", say=say, watch=watch).run()
say("stopped")
"""
SLEEPS = "import os, time\nprint('pid', os.getpid(), os.environ['COLOUR'])\ntime.sleep(60)\n"
#: Starts a grandchild in a process group of its own, as RQ does, and tells both ids.
FAMILY = """
import os, time
child = os.fork()
if child == 0:
    os.setpgid(0, 0)
    time.sleep(60)
print("pid", os.getpid())
print("grandchild", child)
time.sleep(60)
"""
#: Starts grandchildren that share a lock, with so much memory that they take a moment to die.
HOLDERS = """
import fcntl, os, sys, time
for _ in range(4):
    if os.fork() == 0:
        memory = bytearray(100_000_000).replace(b"\\0", b"x")
        fcntl.flock(os.open(sys.argv[1], os.O_RDWR | os.O_CREAT), fcntl.LOCK_SH)
        print("holds", flush=True)
        time.sleep(60)
time.sleep(60)
"""
DEAF = "import os, signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + (
    "print('pid', os.getpid())\ntime.sleep(60)\n"
)

Run = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    """Supervise scripts given by name."""
    started: list[subprocess.Popen[str]] = []

    def start(script: str = SUPERVISE, **children: str) -> "subprocess.Popen[str]":
        for name, code in children.items():
            (tmp_path / f"{name}.py").write_text(code)
        process = subprocess.Popen(  # noqa: S603 - our own script
            [sys.executable, "-c", script, str(tmp_path)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=REPOSITORY,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=PATIENCE_SECONDS)


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def numbers(directory: Path, name: str, word: str = "pid") -> list[int]:
    """All numbers that a child has printed after `word`, over its restarts."""
    log = directory / "log" / f"{name}.log"
    lines = log.read_text().splitlines() if log.exists() else []
    return [int(line.split()[1]) for line in lines if line.startswith(word)]


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def stop(process: "subprocess.Popen[str]", how: signal.Signals = signal.SIGTERM) -> str:
    process.send_signal(how)
    output, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 0
    return output


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_children_run_with_their_environment_until_a_signal(
    run: Run, tmp_path: Path, how: signal.Signals
) -> None:
    process = run(web=SLEEPS, bot=SLEEPS)
    until(lambda: numbers(tmp_path, "web") and numbers(tmp_path, "bot"))

    assert stop(process, how).endswith("stopped\n")

    assert "blue" in (tmp_path / "log" / "web.log").read_text()
    assert not is_alive(numbers(tmp_path, "web")[0])
    assert not is_alive(numbers(tmp_path, "bot")[0])


def test_a_killed_child_is_started_again(run: Run, tmp_path: Path) -> None:
    process = run(web=SLEEPS)
    until(lambda: numbers(tmp_path, "web"))
    os.kill(numbers(tmp_path, "web")[0], signal.SIGKILL)

    until(lambda: len(numbers(tmp_path, "web")) == 2)

    output = stop(process)
    assert "web ended (SIGKILL); it starts again in 0.5 s" in output
    assert str(tmp_path / "log" / "web.log") in output


def test_a_child_that_keeps_dying_is_retried_and_told_of(run: Run, tmp_path: Path) -> None:
    process = run(web="import os\nprint('pid', os.getpid())\nraise SystemExit(3)\n")
    until(lambda: len(numbers(tmp_path, "web")) == 3)

    output = stop(process)

    assert "web ended (exit status 3); it starts again in 0.5 s" in output
    assert "web ended (exit status 3), 2 times in a row; it starts again in 1 s" in output


def test_what_a_killed_child_leaves_is_killed_too(run: Run, tmp_path: Path) -> None:
    run(workers=FAMILY)
    until(lambda: numbers(tmp_path, "workers", "grandchild"))
    (orphan,) = numbers(tmp_path, "workers", "grandchild")
    os.kill(numbers(tmp_path, "workers")[0], signal.SIGKILL)

    until(lambda: len(numbers(tmp_path, "workers")) == 2)

    assert not is_alive(orphan)


def test_nothing_is_left_behind_after_a_stop(run: Run, tmp_path: Path) -> None:
    process = run(workers=FAMILY)
    until(lambda: numbers(tmp_path, "workers", "grandchild"))

    stop(process)

    assert not is_alive(numbers(tmp_path, "workers", "grandchild")[0])


def test_what_was_killed_holds_no_lock_any_more(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    argv = (sys.executable, "-c", HOLDERS, str(lock))
    child = Child(ChildSpec("workers", argv), tmp_path, tmp_path)
    child.start(0.0)
    until(lambda: child.log.last_lines().count("holds") == 4)

    child.finish()

    descriptor = open_lock(lock)
    assert try_lock(descriptor, fcntl.LOCK_EX)
    os.close(descriptor)


def test_a_deaf_child_is_killed_and_a_second_signal_changes_nothing(
    run: Run, tmp_path: Path
) -> None:
    impatient = SUPERVISE.replace(
        "directory = ",
        "from selfology_site.supervisor import supervisor\n"
        "supervisor.STOP_SECONDS = 1.0\n"
        "directory = ",
    )
    process = run(impatient, web=DEAF)
    until(lambda: numbers(tmp_path, "web"))
    process.terminate()
    time.sleep(0.3)

    output = stop(process)

    assert "killed after 1 s of patience: web" in output
    assert output.endswith("stopped\n")
    assert not is_alive(numbers(tmp_path, "web")[0])


def test_a_failing_watch_is_told_once_and_goes_on(run: Run, tmp_path: Path) -> None:
    process = run(web=SLEEPS)
    until((tmp_path / "watched").exists)
    (tmp_path / "watched").unlink()
    until((tmp_path / "watched").exists)

    assert stop(process).count("RuntimeError: the watch failed") == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of our death")
def test_children_do_not_outlive_a_killed_supervisor(run: Run, tmp_path: Path) -> None:
    process = run(web=SLEEPS)
    until(lambda: numbers(tmp_path, "web"))

    child = numbers(tmp_path, "web")[0]

    process.kill()
    until(lambda: not is_alive(child))

    assert not is_alive(child)


def test_patience_grows_to_half_a_minute_and_no_further() -> None:
    delays = [restart_delay(deaths) for deaths in range(1, 9)]

    assert delays == [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0]
    assert restart_delay(100_000) == 30.0


def test_a_child_that_lived_a_minute_is_forgiven(tmp_path: Path) -> None:
    child = Child(ChildSpec("web", (sys.executable, "-c", "")), tmp_path, tmp_path)
    said = []
    for now in (0.0, 10.0, 100.0):
        child.start(now)
        until(child.has_stopped)
        said.append(child.collect(now + 59.0))
    child.start(1000.0)
    until(child.has_stopped)
    said.append(child.collect(1060.0))

    assert [text.rpartition("in ")[2] for text in said if text] == ["0.5 s", "1 s", "2 s", "0.5 s"]


def test_a_restart_waits_for_its_time(tmp_path: Path) -> None:
    child = Child(ChildSpec("web", (sys.executable, "-c", "")), tmp_path, tmp_path)
    assert child.is_due(0.0)
    child.start(0.0)
    assert not child.is_due(0.0)
    until(child.has_stopped)
    child.collect(1.0)

    assert not child.is_due(1.4)
    assert child.is_due(1.5)


def test_killing_a_session_that_is_gone_does_nothing() -> None:
    process = subprocess.Popen([sys.executable, "-c", ""], start_new_session=True)
    process.wait()

    kill_session(process.pid)

    assert process.returncode == 0


def test_logs_rotate_and_the_last_lines_are_remembered(tmp_path: Path) -> None:
    pump = LogPump(tmp_path / "web.log", max_bytes=40)
    process = subprocess.Popen(
        [sys.executable, "-c", "for n in range(20): print('line', n)"], stdout=subprocess.PIPE
    )
    assert process.stdout
    pump.follow(process.stdout)
    process.wait()

    until(lambda: pump.last_lines().endswith("line 19"))
    until(lambda: "line 19" in (tmp_path / "web.log").read_text())

    assert pump.last_lines().splitlines() == [f"line {n}" for n in range(15, 20)]
    assert len(list(tmp_path.iterdir())) == 4
