"""The page about the house says what the house is."""

import re
from pathlib import Path

import pytest
from django.apps import apps

from events.registry import HANDLERS
from selfology_site.env import BASE_DIR
from tests.events.event_page import published_by

PAGE = (BASE_DIR / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")
APPS = (
    "core",
    "events",
    "people",
    "ai",
    "onboarding",
    "analysis",
    "profiles",
    "coach",
    "telegram_bot",
)
NOTHING = {"–"}


def _row(app: str) -> list[set[str]]:
    """Return the cells of the app's row: tables, published events, handled events."""
    found = re.search(rf"^\| {app} \| (.*) \| (.*) \| (.*) \|$", PAGE, re.MULTILINE)
    assert found is not None, f"the table of apps has no row for {app}"
    return [set(cell.split(", ")) - NOTHING for cell in found.groups()]


@pytest.mark.parametrize("app", APPS)
def test_the_page_names_the_tables_of_every_app(app: str) -> None:
    tables = {model.__name__ for model in apps.get_app_config(app).get_models()}

    assert _row(app)[0] == tables


@pytest.mark.parametrize("app", APPS)
def test_the_page_names_what_every_app_publishes(app: str) -> None:
    assert _row(app)[1] == set(published_by(app))


@pytest.mark.parametrize("app", APPS)
def test_the_page_names_what_every_app_handles(app: str) -> None:
    handled = {h.event.name for h in HANDLERS.values() if h.name.startswith(f"{app}.")}

    assert _row(app)[2] == handled


def test_the_page_shows_the_layers_of_the_contract() -> None:
    contract = (BASE_DIR / "pyproject.toml").read_text(encoding="utf-8")
    block = re.search(r"^layers = \[\n(.*?)\]", contract, re.DOTALL | re.MULTILINE)
    assert block is not None
    layers = re.findall(r'"(.+?)"', block[1])

    shown = re.search(r"^    (selfology_site > .*)$", PAGE, re.MULTILINE)
    assert shown is not None
    assert shown[1].replace("(", "").replace(")", "").split(" > ") == layers


def test_every_room_named_on_the_page_exists() -> None:
    missing = [app for app in APPS if not Path(BASE_DIR / app).is_dir()]

    assert missing == []
