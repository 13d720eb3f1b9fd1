"""`manage.py ai_models` says what there is and what the keys can reach."""

from collections.abc import Callable
from dataclasses import dataclass, field
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from ai.choices import Vendor
from ai.errors import KeyRefusedError, VendorError
from ai.management.commands import ai_models
from ai.models import AiModel
from tests.ai.money import price_list_restore

pytestmark = pytest.mark.django_db
KEY = "sk-never-shown"
SERVED = {
    Vendor.ANTHROPIC: ("claude-haiku-5-5-20260901", "claude-sonnet-5-5"),
    Vendor.OPENAI: (
        "gpt-6-luna",
        "gpt-6.1-sol",
        "gpt-4o",
        "text-embedding-3-small",
        "omni-moderation-latest",
    ),
}


@dataclass
class Served:
    """A vendor that says which models a key reaches, or fails."""

    names: tuple[str, ...] = ()
    error: VendorError | None = None
    deadlines: list[float] = field(default_factory=list)

    def model_names(self, *, deadline_seconds: float) -> tuple[str, ...]:
        self.deadlines.append(deadline_seconds)
        if self.error:
            raise self.error
        return self.names


Configure = Callable[[dict[Vendor, Served]], None]


@pytest.fixture(autouse=True)
def _seeded() -> None:
    price_list_restore()


@pytest.fixture
def configure(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Configure:
    """Return what gives vendors a key."""
    settings.OPENAI_API_KEY = settings.ANTHROPIC_API_KEY = KEY

    def give(vendors: dict[Vendor, Served]) -> None:
        monkeypatch.setattr(ai_models, "provider_for", vendors.get)

    return give


def both() -> dict[Vendor, Served]:
    return {vendor: Served(names) for vendor, names in SERVED.items()}


def run(what: str) -> tuple[dict[str, list[str]], str]:
    """Return the lines by the model's name, and the error's text, empty without one."""
    out = StringIO()
    error = ""
    try:
        call_command("ai_models", what, stdout=out)
    except CommandError as failed:
        error = f"{failed}: exit code {failed.returncode}"
    assert KEY not in out.getvalue() + error
    lines = [line.split() for line in out.getvalue().splitlines()]
    return {words[1]: words for words in lines}, error


def test_the_list_shows_places_prices_and_retirements() -> None:
    lines, error = run("list")

    assert error == ""
    assert lines["gpt-6-luna"] == [
        "openai",
        "gpt-6-luna",
        "enabled",
        "medium.0",
        "simple.0",
        "0.1",
        "0.01",
        "0.125",
        "0.5",
    ]
    assert lines["gpt-4o"][-3:] == ["10", "retires", "2027-01-14"]


def test_an_unknown_price_is_listed_as_a_question() -> None:
    AiModel.objects.filter(name="gpt-6-luna").update(cached_usd=None)

    lines, _ = run("list")

    assert lines["gpt-6-luna"][5:] == ["0.1", "?", "0.125", "0.5"]


def test_keys_that_reach_every_enabled_model_are_no_trouble(configure: Configure) -> None:
    configure(both())

    lines, error = run("check")

    assert error == ""
    assert lines["claude-haiku-5-5"][2:] == ["enabled", "reachable"]
    assert lines["gpt-4o"][2:] == ["disabled", "reachable"]
    assert lines["gpt-6-sol"][2:] == ["disabled", "unknown"]
    assert lines["claude-sonnet-4"][2:] == ["disabled", "retired"]


def test_without_any_key_nothing_is_wrong(configure: Configure) -> None:
    configure({})

    lines, error = run("check")

    assert error == ""
    assert lines["gpt-6-luna"][2:] == ["enabled", "no", "key"]


def test_an_enabled_model_that_the_vendor_does_not_know_is_trouble(configure: Configure) -> None:
    configure({**both(), Vendor.OPENAI: Served(SERVED[Vendor.OPENAI][1:])})

    lines, error = run("check")

    assert lines["gpt-6-luna"][2:] == ["enabled", "unknown"]
    assert error == "1 enabled models cannot be reached, 0 warnings: exit code 1"


def test_a_name_that_only_begins_alike_is_another_model(configure: Configure) -> None:
    longer = ("gpt-6-luna-mini", *SERVED[Vendor.OPENAI][1:])
    configure({**both(), Vendor.OPENAI: Served(longer)})

    lines, _ = run("check")

    assert lines["gpt-6-luna"][2:] == ["enabled", "unknown"]


def test_an_enabled_model_that_has_retired_is_trouble(configure: Configure) -> None:
    configure(both())
    AiModel.objects.filter(name="claude-sonnet-4").update(is_enabled=True)

    lines, error = run("check")

    assert lines["claude-sonnet-4"][2:] == ["enabled", "retired"]
    assert error == "1 enabled models cannot be reached, 1 warnings: exit code 1"


def test_a_vendor_that_refuses_the_key_is_named_with_the_code_of_its_error(
    configure: Configure,
) -> None:
    refusing = Served(error=KeyRefusedError(f"key {KEY} is unknown"))
    configure({**both(), Vendor.ANTHROPIC: refusing})

    lines, error = run("check")

    assert lines["vendor_key_refused"] == ["anthropic:", "vendor_key_refused"]
    assert lines["claude-sonnet-5-5"][2:] == ["enabled", "no", "answer"]
    assert error.startswith("2 enabled models cannot be reached")
    assert refusing.deadlines == [10.0]


def test_a_warning_of_the_list_is_trouble_too(configure: Configure) -> None:
    configure(both())
    AiModel.objects.filter(name="gpt-6-luna").update(input_usd=None)

    _, error = run("check")

    assert error == "0 enabled models cannot be reached, 1 warnings: exit code 1"
