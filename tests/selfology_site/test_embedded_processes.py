"""The embedded stack shared by processes that come, go, and are killed."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from selfology_site.embedded import EmbeddedStack, Server
from selfology_site.embedded.binaries import postgres_bin_dir

REPOSITORY = Path(__file__).resolve().parents[2]
ALL = frozenset(Server)
NOBODY = 65534
#: Uses the stack until its input ends.
USER = """
import signal, sys
from pathlib import Path
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it
from selfology_site.embedded import EmbeddedStack, Server
stack = EmbeddedStack(Path(sys.argv[1]), frozenset(Server))
stack.ensure()
print("ready", flush=True)
sys.stdin.read()
"""
FORKS = """
import os, sys
from pathlib import Path
from selfology_site.embedded import EmbeddedStack, Server
stack = EmbeddedStack(Path(sys.argv[1]), frozenset(Server))
stack.ensure()
if os.fork() == 0:
    sys.exit()
os.wait()
print("ready" if all(stack.is_up().values()) else "down", flush=True)
sys.stdin.read()
"""

User = subprocess.Popen[str]
NewUser = Callable[..., User]


@pytest.fixture
def new_user() -> Iterator[NewUser]:
    """Start processes that use a stack."""
    users: list[User] = []

    def start(data_dir: Path, script: str = USER, **environment: str) -> User:
        user = subprocess.Popen(  # noqa: S603 - our own script
            [sys.executable, "-c", script, str(data_dir)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=REPOSITORY,
            env={**os.environ, **environment},
        )
        users.append(user)
        return user

    yield start
    for user in users:
        user.kill()
        user.communicate()


def is_ready(user: User) -> bool:
    assert user.stdout
    return user.stdout.readline() == "ready\n"


def finish(user: User) -> None:
    user.communicate("")
    assert user.returncode == 0


def system_identifier(stack: EmbeddedStack) -> int:
    with psycopg.connect(stack.database_url) as connection:
        row = connection.execute("SELECT system_identifier FROM pg_control_system()").fetchone()
    assert row
    return int(row[0])


@pytest.fixture
def data_dir(tmp_path: Path) -> Iterator[Path]:
    """A data directory whose servers are stopped after the test, whatever happened."""
    yield tmp_path / "data"
    EmbeddedStack(tmp_path / "data", ALL).stop()


def test_six_processes_at_once_on_a_fresh_directory_make_one_stack(
    new_user: NewUser, data_dir: Path
) -> None:
    users = [new_user(data_dir) for _ in range(6)]
    assert all(is_ready(user) for user in users)
    stack = EmbeddedStack(data_dir, ALL)
    pids, identifier = stack.pids(), system_identifier(stack)

    for user in users[:-1]:
        finish(user)

    assert stack.pids() == pids
    assert system_identifier(stack) == identifier
    finish(users[-1])
    assert stack.is_up() == dict.fromkeys(Server, False)
    assert stack.pids() == dict.fromkeys(Server)


def test_a_killed_user_is_not_counted(new_user: NewUser, data_dir: Path) -> None:
    killed, last = new_user(data_dir), new_user(data_dir)
    assert is_ready(killed)
    assert is_ready(last)
    killed.kill()
    killed.wait()

    finish(last)

    assert EmbeddedStack(data_dir, ALL).is_up() == dict.fromkeys(Server, False)


def test_servers_whose_users_were_all_killed_are_found_by_the_next(
    new_user: NewUser, data_dir: Path
) -> None:
    killed = new_user(data_dir)
    assert is_ready(killed)
    pids = EmbeddedStack(data_dir, ALL).pids()
    killed.kill()
    killed.wait()

    following = new_user(data_dir)

    assert is_ready(following)
    assert EmbeddedStack(data_dir, ALL).pids() == pids
    finish(following)


def test_a_starter_killed_at_any_moment_leaves_nothing_that_hinders_the_next(
    new_user: NewUser, data_dir: Path
) -> None:
    for seconds in (0.3, 0.5, 0.7, 0.9):
        killed = new_user(data_dir)
        time.sleep(seconds)
        killed.kill()
        killed.wait()

    user = new_user(data_dir)

    assert is_ready(user)
    finish(user)


def test_the_end_of_a_forked_child_is_not_the_end_of_its_parent(
    new_user: NewUser, data_dir: Path
) -> None:
    user = new_user(data_dir, FORKS)

    assert is_ready(user)
    finish(user)
    assert EmbeddedStack(data_dir, ALL).is_up() == dict.fromkeys(Server, False)


def test_two_stacks_live_side_by_side_under_any_path(new_user: NewUser, tmp_path: Path) -> None:
    directories = [tmp_path / "мой проект" / ".data", tmp_path / ("long" * 30) / ".data"]
    users = [new_user(directory) for directory in directories]
    assert all(is_ready(user) for user in users)
    stacks = [EmbeddedStack(directory, ALL) for directory in directories]

    assert system_identifier(stacks[0]) != system_identifier(stacks[1])
    assert stacks[0].vector_endpoint().url != stacks[1].vector_endpoint().url
    finish(users[0])
    assert stacks[0].is_up() == dict.fromkeys(Server, False)
    assert stacks[1].is_up() == dict.fromkeys(Server, True)
    finish(users[1])
    for stack in stacks:
        stack._layout.run_dir.rmdir()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to hide PostgreSQL's programs")
def test_root_runs_programs_and_data_that_only_root_may_reach(
    new_user: NewUser, tmp_path: Path
) -> None:
    programs = postgres_bin_dir()
    hidden = tmp_path / "hidden"
    hidden.mkdir(mode=0o700)
    package = programs.parents[1]
    shutil.copytree(programs.parent, hidden / package.name / programs.parent.name)
    shutil.copytree(package.with_name(f"{package.name}.libs"), hidden / f"{package.name}.libs")
    hidden_bin = hidden / package.name / programs.parent.name / "bin"

    user = new_user(hidden / "data", SELFOLOGY_PG_BIN=str(hidden_bin))

    assert is_ready(user)
    pid = EmbeddedStack(hidden / "data", ALL).pids()[Server.POSTGRES]
    assert Path(f"/proc/{pid}").stat().st_uid == NOBODY
    finish(user)


@pytest.mark.skipif(os.geteuid() != 0, reason="the other tests already run as an ordinary user")
def test_an_ordinary_user_needs_nothing_of_root() -> None:
    python = next(
        (path for path in (sys.executable, "/usr/bin/python3") if may_run(path)),
        None,
    )
    if python is None:
        pytest.skip("no Python of this version that an ordinary user may run")
    home = Path("/var/tmp") / f"selfology-test-{os.getpid()}"  # noqa: S108 - pytest's own is 0700
    home.mkdir(mode=0o700)
    os.chown(home, NOBODY, NOBODY)
    try:
        result = subprocess.run(  # noqa: S603 - our own script
            [*AS_NOBODY, python, "-c", USER, str(home / "data")],
            input="",
            capture_output=True,
            text=True,
            cwd=REPOSITORY,
            env={"PATH": "/usr/bin:/bin", "PYTHONPATH": os.pathsep.join(sys.path)},
            check=False,
        )
        stack = EmbeddedStack(home / "data", ALL)
        assert result.stdout == "ready\n", result.stderr
        assert stack.is_up() == dict.fromkeys(Server, False)
        assert (home / "data" / "redis").stat().st_uid == NOBODY
    finally:
        shutil.rmtree(home)


AS_NOBODY = [
    "setpriv",
    f"--reuid={NOBODY}",
    f"--regid={NOBODY}",
    "--clear-groups",
    "--bounding-set=-all",
    # setpriv itself may still enter every directory; what it runs may not
    *("/bin/sh", "-c", 'exec "$@"', "sh"),
]


def may_run(python: str) -> bool:
    """Whether nobody can run this Python, and it is of the version our packages are for."""
    code = "import sys; print(sys.version_info[:2])"
    result = subprocess.run(  # noqa: S603 - our own arguments
        [*AS_NOBODY, python, "-c", code], capture_output=True, text=True, cwd="/", check=False
    )
    return result.stdout.strip() == str(sys.version_info[:2])


def test_ctrl_c_at_a_terminal_reaches_no_server(new_user: NewUser, data_dir: Path) -> None:
    user = new_user(data_dir)
    assert is_ready(user)

    pids = [pid for pid in EmbeddedStack(data_dir, ALL).pids().values() if pid]

    assert len(pids) == len(Server)
    assert {os.getsid(pid) for pid in pids}.isdisjoint({os.getsid(user.pid)})
    os.kill(user.pid, signal.SIGINT)
    user.wait(10)
    assert EmbeddedStack(data_dir, ALL).is_up() == dict.fromkeys(Server, False)
