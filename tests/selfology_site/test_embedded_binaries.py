from pathlib import Path

import pytest

from selfology_site.embedded import EmbeddedError, EmbeddedStack, Server, binaries


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine with no wheel and no server; returns its only directory for programs."""
    monkeypatch.setattr(binaries, "find_spec", lambda _name: None)
    monkeypatch.setattr(binaries, "SYSTEM_POSTGRES", tmp_path / "postgresql")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.delenv("SELFOLOGY_PG_BIN", raising=False)
    monkeypatch.delenv("SELFOLOGY_REDIS_SERVER", raising=False)
    return tmp_path / "bin"


def program(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(
    ("server", "url"),
    [
        (Server.POSTGRES, "DATABASE_URL"),
        (Server.REDIS, "REDIS_URL"),
        (Server.VECTORS, "QDRANT_URL"),
    ],
)
def test_a_missing_server_is_told_in_one_paragraph_that_names_the_way_out(
    bare_machine: Path, tmp_path: Path, server: Server, url: str
) -> None:
    stack = EmbeddedStack(tmp_path / "data", frozenset({server}))

    with pytest.raises(EmbeddedError) as error:
        stack.ensure()

    assert url in str(error.value)
    assert "make setup" in str(error.value)
    assert "\n" not in str(error.value)
    stack.release()


def test_the_wheels_are_preferred_to_the_machine() -> None:
    assert "site-packages" in binaries.postgres_bin_dir().parts
    assert "site-packages" in binaries.redis_server().parts


def test_the_newest_postgres_of_debian_is_found(bare_machine: Path, tmp_path: Path) -> None:
    for version in ("9.6", "15", "16"):
        program(tmp_path / "postgresql" / version / "bin" / "postgres")
        program(tmp_path / "postgresql" / version / "bin" / "initdb")

    assert binaries.postgres_bin_dir() == tmp_path / "postgresql" / "16" / "bin"


def test_valkey_serves_as_redis(bare_machine: Path) -> None:
    valkey = program(bare_machine / "valkey-server")

    assert binaries.redis_server() == valkey


def test_an_explicit_program_wins_and_a_wrong_one_is_not_passed_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SELFOLOGY_REDIS_SERVER", str(program(tmp_path / "mine")))
    monkeypatch.setenv("SELFOLOGY_PG_BIN", str(tmp_path / "nowhere"))

    assert binaries.redis_server() == tmp_path / "mine"
    with pytest.raises(EmbeddedError, match="SELFOLOGY_PG_BIN"):
        binaries.postgres_bin_dir()
