"""Staff watch the backbone: what happens appears by itself, and what died is decided about."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from selfology_site.admin_login import FILE_NAME
from tests.e2e.product import Product

pytestmark = pytest.mark.browser

FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
#: An event whose payload does not fit it: its delivery dies at the first attempt.
POISON = """
from events.models import Delivery, OutboxEvent
from events.outbox import wake_relay
event = OutboxEvent.objects.create(
    name="analysis.completed", version=1, priority=2, stream="0badc0de", payload={}
)
Delivery.objects.create(
    event=event, handler="profiles.weigh_domains", stream=event.stream, priority=3
)
wake_relay()
"""


@pytest.fixture(
    params=[(1280, 900, "light", "en"), (390, 844, "dark", "ru")], ids=["desk", "phone"]
)
def monitor(
    request: pytest.FixtureRequest, chromium: Browser, product: Product, complaints: list[str]
) -> Iterator[Page]:
    """Return the monitor as an administrator sees it, in one of the languages."""
    width, height, scheme, language = request.param
    context = chromium.new_context(
        viewport={"width": width, "height": height}, locale=language, color_scheme=scheme
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"http://127.0.0.1:{product.web_port}/admin/monitor/")
    login = json.loads((product.data_dir / FILE_NAME).read_text())
    page.fill("[name=username]", login["username"])
    page.fill("[name=password]", login["password"])
    page.press("[name=password]", "Enter")
    expect(page.locator("#mo-dot")).to_have_attribute("data-state", "live")
    yield page
    context.close()


def test_what_a_person_does_appears_by_itself_and_can_be_filtered(
    monitor: Page, product: Product, complaints: list[str], request: pytest.FixtureRequest
) -> None:
    product.person("Мария", "ru").begin(language="ru")
    events = monitor.locator("#mo-events li")

    expect(events.filter(has_text="question.selected").first).to_be_visible()
    monitor.select_option("[name=name]", "consent.given")
    expect(events.filter(has_text="consent.given").first).to_be_visible()
    expect(events.filter(has_text="question.selected")).to_have_count(0)
    monitor.fill("[name=code]", "00000000")
    expect(events).to_have_count(0)

    _keep_picture(monitor, request.node.callspec.id)
    assert monitor.evaluate(FITS)
    assert complaints == []


def test_a_dead_delivery_appears_with_its_error_and_is_discarded(
    monitor: Page, product: Product, complaints: list[str]
) -> None:
    product.manage("shell", "-c", POISON)
    letters = monitor.locator("#mo-letters tr")
    deeds = monitor.locator("#mo-decide button")

    expect(letters).to_have_count(1)
    expect(letters).to_contain_text("invalid_payload")
    expect(deeds.last).to_be_disabled()
    letters.get_by_role("checkbox").check()
    monitor.locator("#mo-decide button[value=discard]").click()
    monitor.select_option("[name=reason]", "needless")
    monitor.locator("form:has([name=confirmed]) button[type=submit]").click()

    expect(monitor.locator("#mo-dot")).to_have_attribute("data-state", "live")
    expect(letters).to_have_count(0)
    expect(monitor.locator("#mo-no-dead")).to_be_visible()
    assert complaints == []


def _keep_picture(page: Page, name: str) -> None:
    """Save a screenshot where SCREENSHOTS points, for people who want to look."""
    folder = os.environ.get("SCREENSHOTS")
    if folder:
        page.screenshot(path=Path(folder) / f"monitor-{name}.png")
