import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import ValidationError

from selfology_site.env import BASE_DIR, Env, Environment, TelegramMode
from selfology_site.settings import _database

NEEDED = ["SECRET_KEY", "FIELD_ENCRYPTION_KEYS", "DATABASE_URL", "REDIS_URL"]


@pytest.fixture
def env(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Env]:
    """Return the environment with nothing set but what is asked for."""
    for name in Env.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)

    def read(**variables: str) -> Env:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return Env(_env_file=None)

    return read


def test_everything_is_optional_in_development(env: Callable[..., Env]) -> None:
    bare = env()

    assert bare.selfology_env is Environment.DEVELOPMENT
    assert not bare.is_production
    assert bare.telegram_mode is TelegramMode.POLLING
    assert (bare.database_url, bare.telegram_token, bare.openai_api_key) == (None, None, None)
    assert (bare.port, bare.sandbox_port) == (8000, 8081)
    assert bare.selfology_data_dir == BASE_DIR / ".data"


def test_an_empty_variable_counts_as_unset(env: Callable[..., Env]) -> None:
    assert env(DATABASE_URL="", PORT="").database_url is None


def test_variables_are_read_and_typed(env: Callable[..., Env]) -> None:
    read = env(SELFOLOGY_ENV="production", TELEGRAM_MODE="webhook", PORT="9000", LOG_LEVEL="DEBUG")

    assert (read.is_production, read.telegram_mode) == (True, TelegramMode.WEBHOOK)
    assert (read.port, read.log_level) == (9000, "DEBUG")


@pytest.mark.parametrize(
    ("name", "value"),
    [("SELFOLOGY_ENV", "prod"), ("TELEGRAM_MODE", "pull"), ("PORT", "70000"), ("PORT", "x")],
)
def test_a_value_that_makes_no_sense_is_refused(
    env: Callable[..., Env], name: str, value: str
) -> None:
    with pytest.raises(ValidationError, match=name.lower()):
        env(**{name: value})


def test_production_names_all_that_is_missing(env: Callable[..., Env]) -> None:
    assert env().missing_in_production() == NEEDED
    assert (
        env(**dict.fromkeys(["SECRET_KEY", "REDIS_URL"], "x")).missing_in_production()
        == NEEDED[1:3]
    )


def settings_in(**variables: str) -> subprocess.CompletedProcess[str]:
    """Read the settings in a process of its own."""
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "from selfology_site import settings as s; print(s.TELEGRAM_API_URL)",
        ],
        cwd=BASE_DIR,
        env={**inherited, "SELFOLOGY_ENV_FILE": "", **variables},
        check=False,
        capture_output=True,
        text=True,
    )


def test_production_does_not_start_without_its_four(tmp_path: Path) -> None:
    result = settings_in(SELFOLOGY_ENV="production", SELFOLOGY_DATA_DIR=str(tmp_path))

    assert result.returncode != 0
    assert f"In production these must be set: {', '.join(NEEDED)}." in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_production_makes_no_secrets_and_has_no_sandbox(tmp_path: Path) -> None:
    four = {name: "k1:" if name.startswith("FIELD") else "redis://x" for name in NEEDED}
    result = settings_in(SELFOLOGY_ENV="production", SELFOLOGY_DATA_DIR=str(tmp_path), **four)

    assert result.stdout.strip() == "https://api.telegram.org"
    assert list(tmp_path.iterdir()) == []


def test_a_token_turns_the_sandbox_off(tmp_path: Path) -> None:
    data = {"SELFOLOGY_DATA_DIR": str(tmp_path)}
    token = {**data, "TELEGRAM_TOKEN": "42:x"}

    assert settings_in(**data).stdout.strip() == "http://127.0.0.1:8081"
    assert settings_in(**token).stdout.strip() == "https://api.telegram.org"


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "my.env"
    file.write_text("TELEGRAM_TOKEN=42:x\nTELEGRAM_API_URL=http://from.file\n")
    known = {"SELFOLOGY_DATA_DIR": str(tmp_path), "SELFOLOGY_ENV_FILE": str(file)}

    from_file = settings_in(**known).stdout.strip()
    from_both = settings_in(**known, TELEGRAM_API_URL="http://from.env").stdout.strip()

    assert (from_file, from_both) == ("http://from.file", "http://from.env")


def test_a_database_address_is_read_whole() -> None:
    database = _database("postgresql://u%40x:p%3Aw@db.example:5433/mind?sslmode=require")

    assert (database["NAME"], database["USER"], database["PASSWORD"]) == ("mind", "u@x", "p:w")
    assert (database["HOST"], database["PORT"]) == ("db.example", "5433")
    assert database["OPTIONS"]["sslmode"] == "require"


def test_a_socket_address_is_read_too() -> None:
    database = _database("postgresql://postgres@/selfology?host=%2Frun%2Fpg")

    assert (database["HOST"], database["NAME"]) == ("/run/pg", "selfology")


def test_statements_and_locks_have_an_end() -> None:
    options = _database("postgresql://x/y")["OPTIONS"]["options"]

    assert set(re.findall(r"(\w+_timeout)=", options)) == {
        "statement_timeout",
        "lock_timeout",
        "idle_in_transaction_session_timeout",
    }
