"""A person talks with Selfology in the sandbox's page."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.product import Product

pytestmark = pytest.mark.browser

ANSWERS = (
    "Утром, пока все спят: чай и тишина на кухне.",
    "Обычно сначала делаю то, что боюсь забыть, а потом уже всё остальное.",
    "Долго злюсь молча, а потом звоню и говорю как есть.",
)
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@pytest.fixture
def talk(page: Page, product: Product) -> Page:
    """Lead the page through consent, name and three answers."""
    person = product.person("Мария", "ru")
    page.reload()
    page.locator(f'[data-chat="{person.id}"]').click()
    page.locator("#start").click()
    for label in ("Начать", "Мне есть 18, принимаю", "Мария", "На «вы»"):
        page.locator("#messages").get_by_role("button", name=label, exact=True).last.click()
    for number, answer in enumerate(ANSWERS, start=1):
        expect(page.locator("#messages")).to_contain_text(f"Вопрос {number} ")
        page.fill("#text", answer)
        page.press("#text", "Enter")
    expect(page.locator("#messages")).to_contain_text("Вопрос 4 ")
    return page


def test_a_talk_fits_the_screen_and_raises_no_complaint(
    talk: Page, complaints: list[str], request: pytest.FixtureRequest
) -> None:
    _keep_picture(talk, request.node.callspec.id)

    assert talk.evaluate(FITS)
    assert complaints == []


def test_what_a_person_writes_is_shown_as_text_and_never_as_markup(
    talk: Page, complaints: list[str]
) -> None:
    talk.fill("#text", "<img src=x onerror=alert(1)><b>жирно</b>")
    talk.press("#text", "Enter")

    expect(talk.locator("#messages")).to_contain_text("<b>жирно</b>")
    assert talk.locator("#messages img[src=x]").count() == 0
    assert complaints == []


def test_the_buttons_of_an_answered_question_are_gone(talk: Page) -> None:
    expect(
        talk.locator("#messages").get_by_role("button", name="Пропустить", exact=True)
    ).to_have_count(1)


def _keep_picture(page: Page, name: str) -> None:
    """Save a screenshot where SCREENSHOTS points, for people who want to look."""
    folder = os.environ.get("SCREENSHOTS")
    if folder:
        page.screenshot(path=Path(folder) / f"chat-{name}.png")
