from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from telegram_bot.sandbox.checks import check_sandbox_is_off_in_production
from telegram_bot.sandbox.store import Store


@pytest.mark.parametrize(
    ("is_production", "is_enabled", "errors"),
    [(True, True, ["sandbox.E001"]), (True, False, []), (False, True, [])],
)
def test_a_sandbox_in_production_is_a_system_error(
    settings: Any, is_production: Any, is_enabled: Any, errors: list[str]
) -> None:
    settings.IS_PRODUCTION, settings.SANDBOX_ENABLED = is_production, is_enabled
    assert [error.id for error in check_sandbox_is_off_in_production()] == errors


def test_the_command_refuses_production(settings: Any) -> None:
    settings.IS_PRODUCTION = True
    with pytest.raises(CommandError, match="does not run in production"):
        call_command("sandbox")


def test_the_command_says_that_another_sandbox_holds_the_data(
    settings: Any, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    store = Store(tmp_path / "sandbox.sqlite3")
    with pytest.raises(CommandError, match="Another sandbox already uses"):
        call_command("sandbox", port=0)
    store.close()
