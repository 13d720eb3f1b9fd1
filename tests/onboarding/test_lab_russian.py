"""Whoever works in Russian meets no English in the lab, except the English of the questions."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from onboarding.models import Question, QuestionText
from onboarding.services.curation import (
    question_edit,
    question_request_changes,
    question_retire,
    question_suspend,
)
from tests.onboarding.curators import (
    clinician,
    edited,
    heavy,
    plain,
    psychologist,
    published,
    submitted,
)
from tests.onboarding.lab_forms import TYPED, browser_of, page, read
from tests.onboarding.russian_page import latin_words

pytestmark = pytest.mark.django_db
#: The product, its languages by their own names, a key, members of staff, a licence.
NAMES = ("Selfology", "English", "esc", "anna", "boris", "vera", "project")


@pytest.fixture
def lab() -> Client:
    """Return the browser of a psychologist, in a lab with a question in every status."""
    anna, boris, vera = psychologist("anna"), psychologist("boris"), clinician("vera")
    first = published(plain(), anna, boris)
    question_edit(first, edited(plain(depth=1), "Как вы собираетесь в короткую поездку?"), anna)
    submitted(heavy(), anna)
    back = submitted(plain(code="work-201"), anna)
    question_request_changes(back, boris, "Короче, пожалуйста.")
    stopped = published(heavy(code="work-202"), anna, boris, vera)
    question_suspend(stopped, vera, "Больно людям.")
    gone = published(plain(code="work-203"), anna, boris)
    question_retire(gone, boris)
    return browser_of(vera, "ru")


def test_every_question_has_a_page_without_english(lab: Client) -> None:
    pages = {str(row): read(lab, page("change", row.pk)) for row in Question.objects.all()}

    assert {name: latin_words(said, *NAMES) for name, said in pages.items()} == {
        name: set() for name in pages
    }


@pytest.mark.parametrize(
    "where",
    [
        lambda: reverse("admin:index"),
        lambda: page("changelist"),
        lambda: page("add"),
        lambda: page("review"),
        lambda: page("edit", Question.objects.get(code="work-202").pk),
        lambda: page("text", Question.objects.get(code="work-102").pk, "en"),
        lambda: page("text", Question.objects.get(code="work-102").pk, "ru"),
        lambda: page("history", Question.objects.get(code="work-102").pk),
    ],
    ids=["home", "list", "add", "queue", "edit", "english", "russian", "history"],
)
def test_the_pages_of_the_lab_speak_russian(lab: Client, where: Callable[[], str]) -> None:
    assert latin_words(read(lab, where()), *NAMES) == set()


def test_versions_side_by_side_speak_russian(lab: Client) -> None:
    QuestionText.objects.filter(question__code="work-101", question__version=2).update(
        translator="staff-7"
    )
    old, new = Question.objects.filter(code="work-101").order_by("version")

    said = read(lab, f"{page('diff')}?old={old.pk}&new={new.pk}")

    assert "сотрудник #7" in said
    assert latin_words(said, *NAMES) == set()


def test_faults_are_said_in_russian(lab: Client) -> None:
    said = lab.post(page("add"), TYPED | {"energy": "HEAVY", "trait_1": "", "depth": "9"})

    assert latin_words(said.content.decode(), *NAMES) == set()


def test_a_refusal_is_said_in_russian(lab: Client) -> None:
    pk = Question.objects.get(code="work-202").pk

    said = lab.post(page("change", pk), {"depth": "1"}).content.decode()

    assert latin_words(said, *NAMES) == set()


def test_a_word_left_in_english_is_found() -> None:
    assert latin_words("<p lang='en'>fine</p><p title='Left'>и over</p>") == {"Left", "over"}
    assert latin_words("<div lang='en'>fine <b lang='ru'>да over</b> fine</div>") == {"over"}
