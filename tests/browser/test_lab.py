"""A psychologist's day in the question lab, in a real browser."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.product import Product

pytestmark = pytest.mark.browser

FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
PASSWORD = "quiet-river-77"  # noqa: S105 - of people who live as long as this test
STAFF = """
from django.contrib.auth.models import Group
from people.models import StaffUser
for name in ("anna", "boris"):
    user = StaffUser.objects.create_user(username=name, password={password!r}, is_staff=True)
    user.groups.add(Group.objects.get(name="psychologist"))
"""
#: Twelve people were asked, nine of them answered; then the night counts.
ASKED = """
from core.clock import utc_now
from onboarding.choices import Outcome, SessionStatus
from onboarding.models import Question
from onboarding.services.statistics import statistics_refresh
from tests.factories import AnswerFactory, AskedQuestionFactory, SessionFactory
for number in range(12):
    ended = {{"status": SessionStatus.COMPLETED, "ended_at": utc_now()}}
    asked = AskedQuestionFactory.create(
        session=SessionFactory.create(**ended),
        question=Question.objects.get(pk={question}),
        outcome=Outcome.ANSWERED if number < 9 else Outcome.SKIPPED,
        closed_at=utc_now(),
    )
    if number < 9:
        AnswerFactory.create(asked=asked, source_update_id=10**9 + number)
statistics_refresh()
"""
#: Nearly a question of the founding bank: «Какая часть рабочего или учебного дня нравится вам…».
TWIN = "Какая часть вашего рабочего или учебного дня нравится вам больше всего?"
OWN = "Чем пахнет самое приятное утро вашего рабочего дня?"
OWN_TY = "Чем пахнет самое приятное утро твоего рабочего дня?"
BETTER = "Чем пахнет самое приятное утро вашей рабочей недели?"
BETTER_TY = "Чем пахнет самое приятное утро твоей рабочей недели?"
#: A thousand synthetic people talk over two banks.
SIMULATION_MS = 600_000
LOOK_AGAIN_MS = 5_000


@pytest.fixture(scope="module")
def staff(product: Product) -> None:
    """Let two psychologists into the product."""
    product.manage("shell", "-c", STAFF.format(password=PASSWORD))


#: Opens the lab for somebody: name, language, width, colours.
Open = Callable[..., Page]


@pytest.fixture
def lab(chromium: Browser, product: Product, complaints: list[str], staff: None) -> Iterator[Open]:
    """Return what opens the lab in a browser of its own."""
    contexts = []

    def opened(
        name: str, language: str = "ru", size: tuple[int, int] = (1280, 900), scheme: str = "light"
    ) -> Page:
        width, height = size
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            locale=language,
            color_scheme=scheme,  # type: ignore[arg-type]  # light or dark
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda said: complaints.append(said.text) if said.type == "error" else None,
        )
        page.goto(f"http://127.0.0.1:{product.web_port}/admin/onboarding/question/")
        page.fill("[name=username]", name)
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        expect(page.locator("#result_list")).to_be_visible()
        return page

    yield opened
    for context in contexts:
        context.close()


def test_a_question_from_the_first_word_to_its_retirement(
    lab: Open, product: Product, complaints: list[str]
) -> None:
    anna, boris = lab("anna"), lab("boris")

    url = _write(anna)
    _take(anna, "submit")
    expect(anna.locator("#decisions")).to_contain_text("отправлен на проверку")

    boris.get_by_role("link", name="Ждут моей проверки").first.click()
    _keep_picture(boris, "queue")
    boris.get_by_role("link", name="Прочитать и решить").click()
    expect(boris.locator("#preview")).to_contain_text(OWN)
    expect(boris.locator("#preview")).to_contain_text(OWN_TY)
    _take(boris, "request_changes", "Неделя точнее, чем день.")

    anna.goto(url)
    expect(anna.locator("#decisions")).to_contain_text("Неделя точнее, чем день.")
    _mend(anna)
    _take(anna, "submit")

    boris.goto(url)
    _take(boris, "approve", "Хорошо.")
    boris.locator("#text-en").get_by_role("button", name="Одобрить текст").click()
    expect(boris.locator("#text-en")).to_contain_text("одобрен")

    _simulate(anna, url)
    _take(anna, "publish")
    expect(anna.locator("#decisions")).to_contain_text("опубликован")
    _keep_picture(anna, "published")

    _look_at_statistics(anna, product)

    _next_version(anna, boris, url)
    boris.goto(url)
    _take(boris, "roll_back", "Первая была проще.")
    expect(boris.locator("#decisions")).to_contain_text("Первая была проще.")
    _take(boris, "retire")
    expect(boris.get_by_text("Вопрос убран.")).to_be_visible()

    assert complaints == []


def _look_at_statistics(page: Page, product: Product) -> None:
    """Let people be asked the question, and the night count what they did."""
    number = page.url.rstrip("/").split("/")[-2]
    product.manage("shell", "-c", ASKED.format(question=number))
    page.reload()
    expect(page.locator("#statistics")).to_contain_text("12, людей: 12")
    expect(page.locator("#statistics")).to_contain_text("25")
    _keep_picture(page, "statistics")


def _write(page: Page) -> str:
    """Write a question, be warned of a twin, find words of one's own; return where it is."""
    page.goto(page.url.split("?")[0] + "add/")
    page.fill("[name=ru_text]", TWIN)
    warning = page.locator("#lab-near")
    expect(warning).to_be_visible()
    expect(warning).to_contain_text("work-001")
    _keep_picture(page, "warned")
    page.fill("[name=ru_text]", OWN)
    expect(warning).to_be_hidden()
    page.fill("[name=ru_familiar_text]", OWN_TY)
    page.fill("[name=en_text]", "What does the best morning of your working day smell of?")
    page.select_option("[name=domain]", "work")
    page.select_option("[name=energy]", "NEUTRAL")
    page.select_option("[name=depth]", "2")
    page.check("[name=stages][value=EXPLORATION]")
    page.select_option("[name=trait_1]", "openness")
    page.get_by_role("button", name="Сохранить черновик").click()
    # One field was forgotten; nothing that was typed is lost.
    expect(page.locator("#cell-information_1")).to_contain_text("Обязательное поле")
    expect(page.locator("[name=ru_text]")).to_have_value(OWN)
    _keep_picture(page, "faults")
    page.fill("[name=information_1]", "0.5")
    page.get_by_role("button", name="Сохранить черновик").click()
    expect(page.locator(".lab-question").first).to_have_text(OWN)
    return page.url


def _mend(page: Page) -> None:
    page.get_by_role("link", name="Править", exact=True).click()
    page.fill("[name=ru_text]", BETTER)
    page.fill("[name=ru_familiar_text]", BETTER_TY)
    page.get_by_role("button", name="Сохранить", exact=True).click()
    expect(page.locator(".lab-question").first).to_have_text(BETTER)


def _simulate(page: Page, url: str) -> None:
    """Let synthetic people try the question, and wait for them."""
    page.goto(url)
    expect(page.locator("#deeds")).to_contain_text("Сначала нужен прогон")
    expect(page.locator("#do-publish")).to_have_count(0)
    page.locator("#simulation").get_by_role("button").click()
    expect(page.locator("#deeds")).to_contain_text("Прогон ещё идёт")
    _look_until(page, page.locator("#do-publish"))
    expect(page.locator("#simulation table").first).to_be_visible()
    _keep_picture(page, "simulated")


def _look_until(page: Page, wanted: Locator) -> None:
    for _ in range(SIMULATION_MS // LOOK_AGAIN_MS):
        page.reload()
        if wanted.count():
            return
        page.wait_for_timeout(LOOK_AGAIN_MS)
    expect(wanted).to_have_count(1)


def _next_version(anna: Page, boris: Page, url: str) -> None:
    """Publish a second version and look at what it changed."""
    anna.get_by_role("link", name="Править как новую версию").click()
    anna.fill("[name=ru_text]", OWN)
    anna.fill("[name=ru_familiar_text]", OWN_TY)
    anna.get_by_role("button", name="Сохранить как новую версию").click()
    # The words are nearly those of the version before, which is no other question.
    expect(anna.locator(".lab-question").first).to_have_text(OWN)
    second = anna.url
    _take(anna, "submit")
    boris.goto(second)
    _take(boris, "approve")
    _simulate(anna, second)
    _take(anna, "publish")
    anna.get_by_role("link", name="сравнить с этой").click()
    expect(anna.locator("del")).to_contain_text(["вашей"])
    expect(anna.locator("ins")).to_contain_text(["вашего"])
    _keep_picture(anna, "versions")
    anna.goto(url)
    expect(anna.locator("#versions")).to_contain_text("убран")


def _take(page: Page, deed: str, comment: str = "") -> None:
    """Take a step on the page of a question."""
    step = page.locator(f"#do-{deed}")
    if step.get_attribute("open") is None:
        step.locator("summary").click()
    if comment:
        step.locator("[name=comment]").fill(comment)
    step.get_by_role("button").click()
    expect(page.locator(f"#do-{deed}")).to_have_count(0)


@pytest.mark.parametrize(
    ("language", "size", "scheme"),
    [("ru", (390, 844), "dark"), ("en", (390, 844), "light"), ("en", (1280, 900), "dark")],
    ids=["phone-ru", "phone-en", "desk-en"],
)
def test_every_page_of_the_lab_fits_and_raises_no_complaint(
    lab: Open, complaints: list[str], language: str, size: tuple[int, int], scheme: str
) -> None:
    page = lab("boris", language, size, scheme)
    here = page.url.split("?")[0]
    page.locator("#result_list a[href*='/change/']").first.click()
    one = page.url

    for name, url in {
        "list": here,
        "page": one,
        "add": f"{here}add/",
        "edit": one.replace("/change/", "/edit/"),
        "review": f"{here}review/",
        "statistics": here.replace("/question/", "/questionstatistics/"),
        "simulations": here.replace("/question/", "/simulationrun/"),
        "exchange": here.replace("/question/", "/bankimport/"),
    }.items():
        page.goto(url)
        page.wait_for_load_state("networkidle")
        _keep_picture(page, f"{name}-{language}-{size[0]}-{scheme}")
        assert page.evaluate(FITS), name
    assert complaints == []


def _keep_picture(page: Page, name: str) -> None:
    """Save a screenshot where SCREENSHOTS points, for people who want to look."""
    folder = os.environ.get("SCREENSHOTS")
    if folder:
        page.screenshot(path=Path(folder) / f"lab-{name}.png", full_page=True)
