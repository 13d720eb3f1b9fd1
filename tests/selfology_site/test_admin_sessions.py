"""Staff see the way of a session: how long, how much answered, and what it took and gave."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from onboarding.admin.session_path import energy_path
from onboarding.choices import Energy, Outcome, TrustLevel
from onboarding.models import Session
from people.models import StaffUser
from tests.factories import (
    AskedQuestionFactory,
    PersonFactory,
    QuestionFactory,
    QuestionTextFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def session() -> Session:
    """Return a paused session that answered something light, skipped something heavy, and waits."""
    session = SessionFactory.create(person=PersonFactory.create(), status="paused")
    heavy = QuestionFactory.create(
        energy=Energy.HEAVY, depth=4, min_trust=TrustLevel.FRIEND, requires_opt_in=True
    )
    healing = QuestionFactory.create(energy=Energy.HEALING)
    met = {"session": session, "closed_at": session.started_at}
    AskedQuestionFactory.create(outcome=Outcome.ANSWERED, **met)
    for question in (heavy, healing):
        QuestionTextFactory.create(question=question)
    AskedQuestionFactory.create(outcome=Outcome.SKIPPED, question=heavy, **met)
    AskedQuestionFactory.create(session=session, question=healing)
    return session


def page_of(session: Session, language: str) -> str:
    """Return the page of the session as a member of staff sees it."""
    staff = StaffUser.objects.create_user(f"reader-{language}", is_staff=True)
    staff.user_permissions.set(Permission.objects.filter(codename="view_session"))
    browser = Client()
    browser.force_login(staff)
    url = reverse("admin:onboarding_session_change", args=[session.pk])
    response = browser.get(url, headers={"accept-language": language})
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def heights(drawing: str) -> list[int]:
    """Return how far from the top each dot lies, in order."""
    return [int(y) for y in re.findall(r'<circle cx="\d+" cy="(\d+)"', drawing)]


def test_what_takes_most_lies_highest_and_what_gives_lowest(session: Session) -> None:
    light, heavy, healing = heights(energy_path(session))

    assert heavy < light < healing


def test_only_answered_questions_are_full_dots(session: Session) -> None:
    with override("en"):
        drawing = energy_path(session)

    assert drawing.count('class="is-answered"') == 1
    assert "<title>2. heavy: skipped</title>" in drawing


def test_a_session_without_questions_has_no_drawing() -> None:
    assert energy_path(SessionFactory.create()).strip() == "–"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["How it went", "1 minute, 1 of 5 planned answered (20 %)", "Path of energy"]),
        (
            "ru",
            ["1 минута, отвечено 1 из 5 намеченных (20 %)", "Путь энергии", "тяжёлый: пропущен"],
        ),
    ],
)
def test_the_page_shows_it_in_the_language_of_the_reader(
    session: Session, language: str, words: list[str]
) -> None:
    page = page_of(session, language)

    assert [text for text in words if text.lower() not in page.lower()] == []
    assert heights(page)
