"""The command that runs everything: what it starts, and how it behaves before it starts."""

import fcntl
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command, get_commands
from django.utils.module_loading import import_string
from pytest_django import Settings

from selfology_site.admin_login import AdminLogin
from selfology_site.embedded import EmbeddedStack, Server
from selfology_site.embedded.locks import open_lock, try_lock
from selfology_site.management.commands.runstack import (
    POOLS,
    Command,
    Ports,
    children,
    heal,
    welcome,
)

PORTS = Ports(web=18000, sandbox=18081)


def test_every_process_of_the_product_is_there(settings: Settings) -> None:
    settings.SANDBOX_ENABLED = True

    names = [spec.name for spec in children(PORTS)]

    assert names == [
        *("web", "relay", "workers-short", "workers-long", "scheduler", "bot"),
        "sandbox",
    ]


def test_with_a_token_there_is_no_sandbox(settings: Settings) -> None:
    settings.SANDBOX_ENABLED = False

    assert "sandbox" not in [spec.name for spec in children(PORTS)]
    assert "Talk" not in welcome(PORTS, None, 1.0)


def test_all_processes_are_told_the_same_ports() -> None:
    environments = [dict(spec.environment) for spec in children(PORTS)]

    assert all(each == {"PORT": "18000", "SANDBOX_PORT": "18081"} for each in environments)
    web = next(spec.argv for spec in children(PORTS) if spec.name == "web")
    assert web[web.index("--port") + 1] == "18000"


def test_every_command_that_is_run_exists(settings: Settings) -> None:
    settings.SANDBOX_ENABLED = True
    commands = {spec.argv[2] for spec in children(PORTS) if spec.argv[1].endswith("manage.py")}

    assert commands <= get_commands().keys()


@pytest.mark.parametrize(("queues", "worker"), POOLS.values())
def test_workers_exist_and_no_queue_is_forgotten(
    queues: tuple[str, ...], worker: str, settings: Settings
) -> None:
    assert import_string(worker)
    assert set(queues) < set(settings.QUEUES)
    assert sorted(queue for served, _ in POOLS.values() for queue in served) == sorted(
        settings.QUEUES
    )


def test_the_welcome_tells_addresses_login_and_seconds(settings: Settings) -> None:
    settings.SANDBOX_ENABLED = True

    text = welcome(PORTS, AdminLogin("admin", "pass-word"), 7.25)

    assert "http://127.0.0.1:18000/" in text
    assert "http://127.0.0.1:18081/" in text
    assert f"/{settings.ADMIN_PATH}/   admin / pass-word" in text
    assert "7.2 s" in text


def test_ports_that_are_chosen_differ(settings: Settings) -> None:
    settings.PORT = settings.SANDBOX_PORT = 18500

    ports = Ports.choose()

    assert ports.web != ports.sandbox


def test_a_second_runstack_on_the_same_data_is_refused(data_dir: Path) -> None:
    first = open_lock(data_dir / "runstack.lock")
    assert try_lock(first, fcntl.LOCK_EX)

    with pytest.raises(CommandError, match="already runs"):
        call_command("runstack")
    os.close(first)


@pytest.mark.django_db
def test_everything_is_counted_from_zero_again(data_dir: Path, settings: Settings) -> None:
    settings.METRICS_DIR = data_dir
    old = data_dir / "counter_0.db"
    old.write_bytes(b"")

    Command()._prepare()

    assert not old.exists()


@pytest.fixture
def own_stack(tmp_path: Path, settings: Settings) -> Iterator[EmbeddedStack]:
    stack = EmbeddedStack(tmp_path, frozenset({Server.REDIS}))
    stack.ensure()
    settings.STACK = stack
    yield stack
    stack.stop()
    stack.release()


def test_a_dead_server_is_healed(own_stack: EmbeddedStack) -> None:
    before = own_stack.pids()[Server.REDIS]
    heal()
    assert own_stack.pids()[Server.REDIS] == before
    os.kill(before or 0, signal.SIGKILL)
    own_stack._redis.process.wait_stopped(5)

    heal()

    assert own_stack.is_up() == {Server.REDIS: True}


def test_without_an_embedded_stack_there_is_nothing_to_heal(settings: Settings) -> None:
    settings.STACK = None

    heal()

    assert settings.STACK is None
