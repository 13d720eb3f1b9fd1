"""Which vendors this installation has a key for.

The SDKs take a second and 40 MB each to import, so where there is no key none is imported.
"""

import os
from functools import lru_cache

from django.conf import settings

from ai.choices import OpenAIApi, Vendor
from ai.providers.base import Provider


def configured_vendors() -> tuple[Vendor, ...]:
    """Return the vendors that have a key."""
    return tuple(vendor for vendor in Vendor if _key(vendor))


def warm_up() -> None:
    """Import what the vendors with a key need, before a process forks or anybody waits for it."""
    for vendor in configured_vendors():
        provider_for(vendor)


def provider_for(vendor: Vendor) -> Provider | None:
    """Return the one provider that this process shares, or None where there is no key."""
    key = _key(vendor)
    if key is None:
        return None
    # A connection may not be shared over a fork: a worker that is one makes its own.
    if vendor is Vendor.ANTHROPIC:
        return _anthropic(os.getpid(), key, settings.ANTHROPIC_BASE_URL or None)
    return _openai(os.getpid(), key, settings.OPENAI_BASE_URL or None, settings.OPENAI_API)


def _key(vendor: Vendor) -> str | None:
    if vendor is Vendor.ANTHROPIC:
        return settings.ANTHROPIC_API_KEY or None
    return settings.OPENAI_API_KEY or None


@lru_cache(maxsize=1)
def _anthropic(_process: int, key: str, base_url: str | None) -> Provider:
    from ai.providers.anthropic_api import AnthropicProvider  # noqa: PLC0415 - slow to import

    return AnthropicProvider(key, base_url)


@lru_cache(maxsize=1)
def _openai(_process: int, key: str, base_url: str | None, api: OpenAIApi | None) -> Provider:
    from ai.providers.openai_api import OpenAIProvider  # noqa: PLC0415 - slow to import

    return OpenAIProvider(key, base_url, api=api)
