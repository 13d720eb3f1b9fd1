"""A test run touches nothing but its own folder."""

import os
from pathlib import Path

import pytest
from django.conf import settings

from selfology_site.env import read_env
from tests.plugin import TEST_DIR, prepare_environment

ADDRESSES = ("DATABASE_URL", "REDIS_URL", "QDRANT_URL", "TELEGRAM_TOKEN", "OPENAI_API_KEY")


def test_the_servers_are_the_embedded_ones_of_the_test_folder() -> None:
    assert settings.DATA_DIR == TEST_DIR
    assert settings.STACK is not None
    assert settings.STACK.database_url == settings.DATABASE_URL
    assert settings.REDIS_URL.partition("?")[0] == settings.STACK.redis_url.partition("?")[0]
    assert settings.QDRANT_URL is None


def test_no_inherited_address_or_token_survives(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ADDRESSES:
        monkeypatch.setenv(name, "somebody's own")
    prepare_environment()
    assert not set(ADDRESSES) & os.environ.keys()


def test_the_file_of_the_environment_is_read_unless_there_is_to_be_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / ".env"
    file.write_text("TELEGRAM_TOKEN=somebodys-own\n", encoding="ascii")
    assert os.environ["SELFOLOGY_ENV_FILE"] == ""
    assert read_env().telegram_token is None
    monkeypatch.setenv("SELFOLOGY_ENV_FILE", str(file))
    assert read_env().telegram_token == "somebodys-own"  # noqa: S105 - not a secret
