"""The embedded stack in one process: what it gives, and how it heals."""

import json
import os
import signal
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from selfology_site.embedded import EmbeddedError, EmbeddedStack, Server
from selfology_site.embedded import server as server_module
from selfology_site.embedded.postgres import PostgresServer
from selfology_site.embedded.process import ServerProcess, server_environment

ALL = frozenset(Server)


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStack]:
    stack = EmbeddedStack(tmp_path_factory.mktemp("stack"), ALL)
    stack.ensure()
    with psycopg.connect(stack.database_url) as connection:
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('слово')")
    yield stack
    stack.stop()
    stack.release()


@pytest.fixture
def queue(stack: EmbeddedStack) -> Iterator["redis.Redis"]:
    client = redis.Redis.from_url(stack.redis_url, decode_responses=True)
    yield client
    client.close()


def kill(stack: EmbeddedStack, server: Server, how: signal.Signals = signal.SIGKILL) -> None:
    pid = stack.pids()[server]
    assert pid
    os.kill(pid, how)


def kept_words(stack: EmbeddedStack) -> list[str]:
    with psycopg.connect(stack.database_url) as connection:
        return [row[0] for row in connection.execute("SELECT word FROM kept")]


def test_everything_is_up(stack: EmbeddedStack) -> None:
    assert stack.is_up() == dict.fromkeys(Server, True)


def test_addresses_are_known_before_anything_runs(tmp_path: Path) -> None:
    stack = EmbeddedStack(tmp_path / "new", ALL)

    assert stack.database_url.startswith("postgresql://postgres@/selfology?host=%2F")
    assert stack.redis_url.startswith("unix:///")
    assert stack.redis_url.endswith("/redis.sock?db=0")
    assert stack.is_up() == dict.fromkeys(Server, False)
    assert not (tmp_path / "new").exists()


def test_stopping_what_never_ran_does_nothing(tmp_path: Path) -> None:
    stack = EmbeddedStack(tmp_path / "new", ALL)
    stack.stop()
    stack.release()
    assert not (tmp_path / "new").exists()


def test_the_vector_endpoint_of_a_stack_that_never_ran_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(EmbeddedError, match="never started"):
        EmbeddedStack(tmp_path, ALL).vector_endpoint()


def test_postgres_knows_the_letter_case_of_cyrillic(stack: EmbeddedStack) -> None:
    with psycopg.connect(stack.database_url) as connection:
        row = connection.execute("SELECT lower('ЁЖИК') , 'ЁЖИК' ILIKE 'ёжик'").fetchone()
    assert row == ("ёжик", True)


def test_postgres_listens_on_its_socket_only_and_logs_no_words(stack: EmbeddedStack) -> None:
    names = ("listen_addresses", "log_min_error_statement", "log_error_verbosity", "TimeZone")
    with psycopg.connect(stack.database_url) as connection:
        settings = [
            connection.execute("SELECT current_setting(%s)", [name]).fetchone() for name in names
        ]
    assert settings == [("",), ("panic",), ("terse",), ("UTC",)]


def test_redis_keeps_a_log_refuses_to_forget_and_has_databases_for_tests(
    queue: "redis.Redis",
) -> None:
    wanted = {
        "port": "0",
        "appendonly": "yes",
        "appendfsync": "everysec",
        "maxmemory-policy": "noeviction",
        "databases": "64",
        "save": "",
    }
    assert {name: queue.config_get(name)[name] for name in wanted} == wanted


def test_the_key_of_the_vector_server_is_for_us_alone(stack: EmbeddedStack, tmp_path: Path) -> None:
    data_dir = Path(str(psycopg.conninfo.conninfo_to_dict(stack.database_url)["host"])).parent
    file = data_dir / "vectors.json"

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert json.loads(file.read_text())["api_key"] == stack.vector_endpoint().api_key
    assert EmbeddedStack(data_dir, ALL).vector_endpoint() == stack.vector_endpoint()


@pytest.mark.parametrize("server", list(Server))
def test_kill_9_of_a_server_heals_with_its_data(
    stack: EmbeddedStack, queue: "redis.Redis", server: Server
) -> None:
    queue.rpush("jobs", "one", "two")
    before = stack.vector_endpoint()
    kill(stack, server)
    stack.ensure()

    assert stack.is_up() == dict.fromkeys(Server, True)
    assert kept_words(stack) == ["слово"]
    assert queue.lrange("jobs", 0, -1) == ["one", "two"]
    assert stack.vector_endpoint() == before
    queue.delete("jobs")


def test_a_dead_server_is_reported(stack: EmbeddedStack) -> None:
    kill(stack, Server.REDIS)
    stack_process(stack, Server.REDIS).wait_stopped(5)

    assert stack.is_up() == {Server.REDIS: False, Server.VECTORS: True, Server.POSTGRES: True}
    stack.ensure()


def stack_process(stack: EmbeddedStack, server: Server) -> ServerProcess:
    return next(found.process for found in stack._servers if found.name == server)


def test_a_pid_file_that_names_another_program_does_not_stop_postgres(
    stack: EmbeddedStack,
) -> None:
    postgres = stack._postgres
    kill(stack, Server.POSTGRES)
    postgres.process.wait_stopped(10)
    pid_file = postgres.dir / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")

    stack.ensure()

    assert kept_words(stack) == ["слово"]


def test_a_dropped_database_is_made_again(stack: EmbeddedStack) -> None:
    other = stack.database_url.replace("/selfology?", "/postgres?")
    with psycopg.connect(other, autocommit=True) as connection:
        connection.execute("ALTER DATABASE selfology RENAME TO aside")
        stack.ensure()
        connection.execute("DROP DATABASE selfology")
        connection.execute("ALTER DATABASE aside RENAME TO selfology")
    assert kept_words(stack) == ["слово"]


def test_a_taken_port_is_given_up_for_another_with_the_same_key(stack: EmbeddedStack) -> None:
    before = stack.vector_endpoint()
    kill(stack, Server.VECTORS)
    stack_process(stack, Server.VECTORS).wait_stopped(5)
    with socket.socket() as squatter:
        squatter.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        squatter.bind(("127.0.0.1", int(before.url.rpartition(":")[2])))
        squatter.listen()
        stack.ensure()
    after = stack.vector_endpoint()

    assert after.url != before.url
    assert after.api_key == before.api_key
    assert stack.is_up()[Server.VECTORS]


def test_a_swept_socket_is_no_reason_for_a_second_server(
    stack: EmbeddedStack, queue: "redis.Redis"
) -> None:
    queue.set("still", "here")
    stack._redis._socket.unlink()
    old = stack.pids()[Server.REDIS]

    stack.ensure()

    assert stack.pids()[Server.REDIS] != old
    assert queue.get("still") == "here"


@pytest.mark.parametrize("server", list(Server))
def test_a_frozen_server_is_told_of_and_never_doubled(
    stack: EmbeddedStack, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_module, "SILENT_SECONDS", 0.1)
    monkeypatch.setattr("selfology_site.embedded.redis.PING_SECONDS", 0.2)
    monkeypatch.setattr("selfology_site.embedded.vectors.ASK_SECONDS", 0.2)
    monkeypatch.setattr("selfology_site.embedded.postgres.CONNECT_SECONDS", 1)
    pid = stack.pids()[server]
    kill(stack, server, signal.SIGSTOP)
    try:
        with pytest.raises(EmbeddedError, match="has not answered"):
            stack.ensure()
    finally:
        kill(stack, server, signal.SIGCONT)
    monkeypatch.undo()
    stack.ensure()
    assert stack.pids()[server] == pid


def test_postgres_started_by_hand_on_the_same_data_keeps_us_out(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    data_dir = tmp_path_factory.mktemp("hand")
    stack = EmbeddedStack(data_dir, frozenset({Server.POSTGRES}))
    stack.ensure()
    stack.stop()
    by_hand = ServerProcess("by-hand", data_dir / "hand.lock", data_dir / "hand.log")
    postgres: PostgresServer = stack._postgres
    argv = [*postgres._argv("postgres"), "-D", str(postgres.dir), "-c", "listen_addresses="]
    by_hand.start([*argv, "-k", str(data_dir)], server_environment())
    assert by_hand.wait_until((data_dir / ".s.PGSQL.5432").exists, 10)
    try:
        with pytest.raises(EmbeddedError, match=r"shared memory|postmaster"):
            stack.ensure()
    finally:
        by_hand.ask_to_stop(signal.SIGINT)
        by_hand.wait_stopped(10)
    stack.ensure()
    stack.stop()
    stack.release()


def test_data_of_another_version_is_refused_with_a_way_out(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("9\n")
    stack = EmbeddedStack(tmp_path, frozenset({Server.POSTGRES}))

    with pytest.raises(EmbeddedError, match=r"made by PostgreSQL 9.*SELFOLOGY_PG_BIN"):
        stack.ensure()
    stack.release()


def test_what_a_killed_initdb_left_is_no_cluster(tmp_path: Path) -> None:
    (tmp_path / "postgres.new" / "base").mkdir(parents=True)
    (tmp_path / "postgres").mkdir()
    stack = EmbeddedStack(tmp_path, frozenset({Server.POSTGRES}))

    stack.ensure()

    assert stack.is_up() == {Server.POSTGRES: True}
    assert not (tmp_path / "postgres.new").exists()
    stack.release()


def test_a_server_that_ends_at_once_shows_its_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "redis-server"
    program.write_text("#!/bin/sh\necho no room left >&2\nexit 3\n")
    program.chmod(0o755)
    monkeypatch.setenv("SELFOLOGY_REDIS_SERVER", str(program))
    stack = EmbeddedStack(tmp_path / "data", frozenset({Server.REDIS}))

    with pytest.raises(EmbeddedError, match="no room left"):
        stack.ensure()
    stack.release()


def test_only_what_is_asked_for_is_started(tmp_path: Path) -> None:
    stack = EmbeddedStack(tmp_path, frozenset({Server.REDIS}))
    stack.ensure()

    assert stack.is_up() == {Server.REDIS: True}
    assert not (tmp_path / "postgres").exists()
    stack.release()
    assert stack.is_up() == {Server.REDIS: False}
