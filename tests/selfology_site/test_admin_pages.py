"""Every staff page opens, in both languages, and shows nobody's words."""

import re
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.utils import quote
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from events.catalogue import AnswerSubmitted
from events.outbox import publish
from people.models import StaffUser
from tests.factories import QuestionFactory
from tests.selfology_site.staff_world import CANARY, World, make_world, staff_client

pytestmark = pytest.mark.django_db

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
LANGUAGES = ("ru", "en")
#: What has a name of its own, which no language changes.
NAMED = frozenset(
    {
        "ai.AiBudget",
        "ai.AiModel",
        "ai.AiTierPlace",
        "auth.Group",
        "events.Delivery",
        "events.OutboxEvent",
        "onboarding.BankImport",
        "onboarding.BankVersion",
        "onboarding.Question",
        "onboarding.QuestionStatistics",
        "people.CrisisContact",
        "people.StaffUser",
    }
)


@pytest.fixture
def root() -> StaffUser:
    return StaffUser.objects.create_superuser("root", password=None)


@pytest.fixture
def world(root: StaffUser) -> World:
    return make_world(root)


@pytest.fixture
def browser(root: StaffUser) -> Client:
    client = Client()
    client.force_login(root)
    return client


def address(model: type[Model], view: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{view}", args=args)


def read(browser: Client, url: str, language: str) -> str:
    response = browser.get(url, headers={"accept-language": language})
    assert response.status_code == 200, url
    return response.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
@pytest.mark.usefixtures("world")
def test_lists_and_objects_open_and_hide_all_words(
    browser: Client, model: type[Model], language: str
) -> None:
    row = model._default_manager.order_by("-pk").first()
    assert row is not None
    key = quote(row.pk)

    pages = [
        read(browser, address(model, "changelist"), language),
        read(browser, address(model, "change", key), language),
        read(browser, address(model, "history", key), language),
    ]

    assert not any(CANARY in page for page in pages)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ["index", "health", "monitor", "monitor_events", "money"])
@pytest.mark.usefixtures("world")
def test_pages_that_belong_to_no_model_open_and_hide_all_words(
    browser: Client, page: str, language: str
) -> None:
    assert CANARY not in read(browser, reverse(f"admin:{page}"), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_of_an_empty_installation_says_so(browser: Client, language: str) -> None:
    waits = {"ru": "Пока пусто", "en": "Nothing yet"}

    assert waits[language] in read(browser, reverse("admin:index"), language)


@pytest.mark.parametrize(
    "model",
    [model for model in MODELS if model._meta.label not in NAMED],
    ids=lambda model: model._meta.label,
)
@pytest.mark.usefixtures("world")
def test_headings_about_people_are_numbers_and_codes_in_no_language(model: type[Model]) -> None:
    row = model._default_manager.order_by("-pk").first()

    assert re.fullmatch(r"#\d+( v\d+)?|\d+|[0-9A-F]{8}", str(row))


def test_the_language_of_the_browser_is_spoken(browser: Client, world: World) -> None:
    url = address(type(world.person), "change", quote(world.person.pk))

    assert "скрыто" in read(browser, url, "ru")
    assert "hidden" in read(browser, url, "en")


def test_a_chosen_language_wins_over_the_browser(browser: Client) -> None:
    browser.post(reverse("admin:set_language"), {"language": "ru", "next": "/"})

    assert "Обзор" in read(browser, reverse("admin:index"), "en")


def test_a_person_is_found_by_code_and_never_by_words(browser: Client, world: World) -> None:
    people = address(type(world.person), "changelist")

    assert world.person.code in read(browser, f"{people}?q={world.person.code}", "en")
    assert world.person.code not in read(browser, f"{people}?q={CANARY}", "en")
    assert world.person.code not in read(browser, f"{people}?q=0000ffff", "en")


def test_an_answer_is_found_by_the_code_of_its_person_and_by_its_number(
    browser: Client, world: World
) -> None:
    answers = address(type(world.answer), "changelist")
    own = address(type(world.answer), "change", world.answer.pk)

    assert own in read(browser, f"{answers}?q={world.person.code}", "en")
    assert own in read(browser, f"{answers}?q={world.answer.pk}", "en")
    assert own not in read(browser, f"{answers}?q={CANARY}", "en")


def test_a_session_says_why_it_asked_a_question(browser: Client, world: World) -> None:
    session = world.answer.asked.session
    page = read(browser, address(type(session), "change", session.pk), "en")

    assert "0.123" in page
    assert "already asked: 7; needs more trust: 2" in page


def test_a_question_without_a_psychologist_says_so(browser: Client, world: World) -> None:
    question = world.answer.asked.question

    page = read(browser, address(type(question), "change", question.pk), "en")

    assert "no psychologist yet" in page


def test_a_draft_is_edited_in_place_and_a_published_question_as_a_new_version(
    browser: Client, world: World
) -> None:
    question = world.answer.asked.question
    draft = QuestionFactory.create(status="draft")
    published = read(browser, address(type(question), "change", question.pk), "en")

    assert "Edit as a new version" in published
    assert 'name="depth"' not in published
    assert "Edit as a new version" not in read(
        browser, address(type(question), "change", draft.pk), "en"
    )


def test_a_published_question_refuses_an_edit(browser: Client, world: World) -> None:
    question = world.answer.asked.question

    response = browser.post(address(type(question), "change", question.pk), {"depth": 2})

    question.refresh_from_db()
    assert response.status_code == 403
    assert "Nothing has been changed" in response.content.decode()
    assert question.depth == 1


def test_no_person_and_no_event_can_be_deleted(browser: Client, world: World) -> None:
    for row in (world.person, world.dead, world.answer, world.profile):
        assert browser.post(address(type(row), "delete", quote(row.pk))).status_code == 403


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_path_of_an_answer_opens_and_hides_all_words(
    browser: Client, world: World, language: str
) -> None:
    _submit(world)
    path = read(browser, reverse("admin:answer_path", args=[world.answer.pk]), language)

    assert "analysis.analyse_in_depth" in path
    assert world.person.code in path
    assert CANARY not in path


def test_the_page_of_an_answer_leads_to_its_path_only_those_who_may_see_it(
    browser: Client, world: World
) -> None:
    path = reverse("admin:answer_path", args=[world.answer.pk])
    own = address(type(world.answer), "change", world.answer.pk)
    reviewer = staff_client("anna", role="reviewer")

    assert path in read(browser, own, "en")
    assert path not in read(reviewer, own, "en")
    assert reviewer.get(path).status_code == 403


def test_an_answer_that_does_not_exist_has_no_path(browser: Client) -> None:
    assert browser.get(reverse("admin:answer_path", args=[999_999])).status_code == 404


def _submit(world: World) -> None:
    """Publish what is published when an answer is given."""
    asked = world.answer.asked
    publish(
        AnswerSubmitted(
            person_id=world.person.pk,
            answer_id=world.answer.pk,
            asked_id=asked.pk,
            session_id=asked.session_id,
        )
    )


@pytest.mark.usefixtures("world")
def test_a_filter_narrows_the_list(browser: Client, world: World) -> None:
    deliveries = address(type(world.dead), "changelist")
    own = address(type(world.dead), "change", world.dead.pk)

    assert own in read(browser, f"{deliveries}?status=dead", "en")
    assert own not in read(browser, f"{deliveries}?status=done", "en")
