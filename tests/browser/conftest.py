"""A browser, and a running product to look at."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.e2e.product import Product

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """Return a running product."""
    running = Product(tmp_path_factory.mktemp("browser") / "data")
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return the machine's Chromium; its absence is a failure, not a skip."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or "chromium", args=list(FLAGS)
        )
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> list[str]:
    """Collect what the page complains about."""
    return []


@pytest.fixture(params=[(1180, 820, "light"), (390, 780, "dark")], ids=["desktop", "phone"])
def page(
    request: pytest.FixtureRequest, chromium: Browser, product: Product, complaints: list[str]
) -> Iterator[Page]:
    """Return the chat page, on a desktop by day and on a phone by night."""
    width, height, scheme = request.param
    context = chromium.new_context(
        viewport={"width": width, "height": height}, locale="ru-RU", color_scheme=scheme
    )
    opened = context.new_page()
    opened.set_default_timeout(30_000)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on(
        "console",
        lambda message: complaints.append(message.text) if message.type == "error" else None,
    )
    opened.goto(f"http://127.0.0.1:{product.sandbox_port}/")
    yield opened
    context.close()
