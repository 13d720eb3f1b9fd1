"""The borders between the rooms hold, and every one of them would be seen to break."""

import ast
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from selfology_site.env import BASE_DIR
from tests.architecture.sources import APPS, PACKAGES, modules

SETTINGS = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["tool"]["importlinter"]
CONTRACTS: dict[str, dict[str, Any]] = {one["id"]: one for one in SETTINGS["contracts"]}
LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")


def lint(directory: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Check the contracts on the code in `directory`."""
    return subprocess.run(  # noqa: S603 - our own tool
        [LINT_IMPORTS, "--no-logo", *arguments],
        cwd=directory,
        check=False,
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the product's code in which forbidden imports may be planted."""
    directory = tmp_path_factory.mktemp("house")
    shutil.copy(BASE_DIR / "pyproject.toml", directory)
    for package in PACKAGES:
        others = shutil.ignore_patterns("__pycache__", "static", "samples", "*.json")
        shutil.copytree(BASE_DIR / package, directory / package, ignore=others)
    return directory


@pytest.fixture
def plant(copy: Path) -> Iterator[Any]:
    """Let the test add an import to a module of the copy; take it out again afterwards."""
    kept: dict[Path, str] = {}

    def add(module: str, statement: str) -> None:
        path = copy / f"{module.replace('.', '/')}.py"
        kept[path] = path.read_text()
        path.write_text(f"{kept[path]}\n{statement}\n")

    yield add
    for path, text in kept.items():
        path.write_text(text)


def test_every_contract_is_kept() -> None:
    result = lint(BASE_DIR, "--no-cache")

    assert result.returncode == 0, result.stdout
    assert f"{len(CONTRACTS)} kept, 0 broken" in result.stdout


@pytest.mark.parametrize(
    ("contract", "module", "statement"),
    [
        ("layers", "core.ids", "import people.choices"),
        ("layers", "onboarding.trust", "import analysis.choices"),
        ("layers", "people.choices", "import ai.contracts"),
        ("inside", "onboarding.models.care", "import onboarding.services.care"),
        ("inside", "people.selectors", "import people.handlers"),
        ("gateway", "telegram_bot.dialogue.turn", "import telegram_bot.turns"),
        ("gateway", "telegram_bot.reply", "import telegram_bot.models"),
        ("pure", "onboarding.trust", "import django.db"),
        ("pure", "onboarding.bank.diff", "import onboarding.models"),
        ("pure", "core.crisis.minors", "import redis"),
        ("pure", "telegram_bot.incoming", "import telegram"),
        ("telegram", "coach.drafts", "import telegram"),
        ("vectors", "profiles.replay", "import qdrant_client"),
        ("pictures", "profiles.services", "import matplotlib"),
        ("queue", "people.services", "import rq"),
        ("redis", "people.services", "import redis"),
        ("traces", "telegram_bot.turns", "import opentelemetry.trace"),
        ("metrics", "telegram_bot.turns", "import prometheus_client"),
        ("sandbox", "telegram_bot.turns", "import starlette"),
        ("sandbox", "telegram_bot.turns", "import telegram_bot.sandbox.store"),
        ("vendors", "ai.router", "import openai"),
        ("vendors", "analysis.services", "import anthropic"),
        ("models-core", "events.services", "import core.models"),
        ("models-events", "people.erasure", "import events.models"),
        ("models-people", "telegram_bot.turns", "import people.models"),
        ("models-ai", "analysis.services", "import ai.models"),
        ("models-onboarding", "telegram_bot.turns", "import onboarding.models"),
        ("models-analysis", "profiles.services", "import analysis.models"),
        ("models-profiles", "coach.services", "import profiles.models"),
        ("models-coach", "telegram_bot.handlers", "import coach.models"),
        ("models-telegram_bot", "selfology_site.health", "import telegram_bot.models"),
        ("acyclic", "onboarding.trust", "import onboarding.care"),
    ],
)
def test_a_planted_import_breaks_the_contract(
    copy: Path, plant: Any, contract: str, module: str, statement: str
) -> None:
    plant(module, statement)

    result = lint(copy, "--contract", contract)

    assert result.returncode == 1
    assert "0 kept, 1 broken" in result.stdout


def test_the_providers_may_import_the_vendors(copy: Path, plant: Any) -> None:
    plant("ai.providers.base", "import openai\nimport anthropic")

    assert "1 kept, 0 broken" in lint(copy, "--contract", "vendors").stdout


def test_every_contract_was_seen_to_break() -> None:
    marks = test_a_planted_import_breaks_the_contract.pytestmark

    planted = {contract for contract, _, _ in marks[0].args[1]}

    assert planted == set(CONTRACTS)


def test_the_models_of_every_app_are_private() -> None:
    with_models = {app for app in APPS if f"{app}.models" in modules()}

    private = {name.removeprefix("models-") for name in CONTRACTS if name.startswith("models-")}

    assert private == with_models


def test_every_app_has_the_same_rooms_and_no_cycles() -> None:
    assert set(CONTRACTS["inside"]["containers"]) == set(APPS)
    assert set(CONTRACTS["acyclic"]["ancestors"]) == set(PACKAGES)


def test_every_module_that_calls_itself_pure_is_held_to_it() -> None:
    guarded = tuple(CONTRACTS["pure"]["source_modules"])

    assert [name for name in _pure_modules() if not _is_in(name, guarded)] == []


def _pure_modules() -> list[str]:
    docstrings = {name: ast.get_docstring(tree) or "" for name, tree in modules().items()}
    return [name for name, text in docstrings.items() if "Pure." in text or "Pure:" in text]


def _is_in(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)
