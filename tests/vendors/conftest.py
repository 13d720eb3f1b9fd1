"""A mock of the vendors that is not ours, and the ways to speak to it."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from ai.choices import OpenAIApi
from ai.providers.anthropic_api import AnthropicProvider
from ai.providers.base import Provider
from ai.providers.openai_api import OpenAIProvider
from tests.ai.providers.speakers import KEY
from tests.vendors.mock import VendorMock


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VendorMock]:
    running = VendorMock(tmp_path_factory.mktemp("vendors"))
    running.start()
    yield running
    running.stop()


@pytest.fixture
def mock(server: VendorMock) -> VendorMock:
    """Return the server with an empty journal."""
    server.forget()
    return server


@pytest.fixture
def claude(mock: VendorMock) -> Iterator[Provider]:
    with closing(AnthropicProvider(KEY, mock.url)) as provider:
        yield provider


@pytest.fixture
def gpt(mock: VendorMock) -> Iterator[Provider]:
    with closing(OpenAIProvider(KEY, f"{mock.url}/v1", api=OpenAIApi.RESPONSES)) as provider:
        yield provider


@pytest.fixture
def chat(mock: VendorMock) -> Iterator[Provider]:
    with closing(OpenAIProvider(KEY, f"{mock.url}/v1")) as provider:
        yield provider


@pytest.fixture(params=["claude", "gpt", "chat"])
def provider(request: pytest.FixtureRequest) -> Provider:
    chosen: Provider = request.getfixturevalue(request.param)
    return chosen
