"""One running product for the tests that only talk with it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.product import Product


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """Return a product that runs for all tests of this folder."""
    running = Product(tmp_path_factory.mktemp("product") / "data")
    running.start()
    yield running
    running.stop()


@pytest.fixture
def own_product(tmp_path: Path) -> Iterator[Product]:
    """Return a product of this test alone, for tests that break things."""
    running = Product(tmp_path / "data")
    running.start()
    yield running
    running.stop()
