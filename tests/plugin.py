"""The surroundings of a test run, put in place before Django reads its settings.

A test run never touches a running product: it drops every address and token it inherits, reads no
`.env`, and keeps its servers in a data folder of its own. Two runs at once need two folders; name
the second with `SELFOLOGY_TEST_DIR`.
"""

import fcntl
import os
from pathlib import Path

import pytest

from selfology_site.env import BASE_DIR, Env

WORKER_ENV = "PYTEST_XDIST_WORKER"
TEST_DIR = Path(os.environ.get("SELFOLOGY_TEST_DIR") or BASE_DIR / ".data" / "test").resolve()


def prepare_environment() -> None:
    """Leave only what a bare checkout would have, with the data folder of the tests."""
    for name in Env.model_fields:
        os.environ.pop(name.upper(), None)
    os.environ["SELFOLOGY_ENV"] = "development"
    os.environ["SELFOLOGY_DATA_DIR"] = str(TEST_DIR)
    os.environ["SELFOLOGY_ENV_FILE"] = ""
    os.environ["LOG_LEVEL"] = "WARNING"


def hold_test_dir() -> None:
    """Keep other runs out of the folder for the life of this process; workers share its hold."""
    if WORKER_ENV in os.environ:
        return
    TEST_DIR.mkdir(parents=True, exist_ok=True)
    # Never closed: the lock is held until the process ends, however it ends.
    lock = os.open(TEST_DIR / "test-run.lock", os.O_CREAT | os.O_RDWR)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        pytest.exit(f"Another test run works in {TEST_DIR}; set SELFOLOGY_TEST_DIR.", returncode=3)


prepare_environment()
hold_test_dir()
