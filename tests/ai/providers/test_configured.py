"""A key makes a vendor; without one nothing of it is even imported."""

import os
import subprocess
import sys

import pytest
from pytest_django.fixtures import Settings

from ai.choices import OpenAIApi, Vendor
from ai.providers.anthropic_api import AnthropicProvider
from ai.providers.configured import _openai, configured_vendors, provider_for, warm_up
from ai.providers.openai_api import OpenAIProvider

PROBE = """
import sys
import django
django.setup()
from ai.choices import Vendor
from ai.providers.configured import configured_vendors, provider_for
assert not configured_vendors()
assert [provider_for(vendor) for vendor in Vendor] == [None, None]
print(sorted({"openai", "anthropic", "httpx2"} & sys.modules.keys()))
"""


@pytest.mark.parametrize("vendor", Vendor)
def test_without_a_key_there_is_no_vendor(vendor: Vendor) -> None:
    assert provider_for(vendor) is None
    assert configured_vendors() == ()


def test_a_key_makes_a_vendor(settings: Settings) -> None:
    settings.ANTHROPIC_API_KEY = "sk-a"
    assert configured_vendors() == (Vendor.ANTHROPIC,)
    assert isinstance(provider_for(Vendor.ANTHROPIC), AnthropicProvider)

    settings.OPENAI_API_KEY = "sk-o"
    assert configured_vendors() == (Vendor.ANTHROPIC, Vendor.OPENAI)
    assert isinstance(provider_for(Vendor.OPENAI), OpenAIProvider)


def test_a_process_shares_one_provider(settings: Settings) -> None:
    settings.ANTHROPIC_API_KEY = "sk-a"

    assert provider_for(Vendor.ANTHROPIC) is provider_for(Vendor.ANTHROPIC)


def test_a_fork_makes_its_own(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ANTHROPIC_API_KEY = "sk-a"
    before = provider_for(Vendor.ANTHROPIC)
    monkeypatch.setattr(os, "getpid", lambda: -1)

    assert provider_for(Vendor.ANTHROPIC) is not before


def test_a_process_that_will_fork_has_everything_loaded_first(settings: Settings) -> None:
    settings.OPENAI_API_KEY = "sk-o"
    before = _openai.cache_info().misses
    warm_up()
    provider_for(Vendor.OPENAI)

    assert _openai.cache_info().misses == before + 1


def test_the_settings_choose_the_address_and_its_api(settings: Settings) -> None:
    settings.OPENAI_API_KEY = "sk-o"
    settings.OPENAI_BASE_URL = "http://127.0.0.1:9/v1"
    elsewhere = provider_for(Vendor.OPENAI)
    settings.OPENAI_API = OpenAIApi.RESPONSES
    told = provider_for(Vendor.OPENAI)

    assert isinstance(elsewhere, OpenAIProvider)
    assert isinstance(told, OpenAIProvider)
    assert (elsewhere.api, told.api) == (OpenAIApi.CHAT, OpenAIApi.RESPONSES)


def test_a_process_without_keys_imports_no_sdk() -> None:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "selfology_site.settings"}
    done = subprocess.run(  # noqa: S603 - our own interpreter and words
        [sys.executable, "-c", PROBE], env=environment, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"
