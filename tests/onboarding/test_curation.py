"""A question on its way from a draft to people and away from them."""

import pytest

from onboarding.choices import QuestionStatus, ReviewKind
from tests.onboarding.curators import clinician, heavy, plain, psychologist, published, question

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(db: None) -> int:
    """Return a psychologist."""
    return psychologist("anna")


@pytest.fixture
def boris(db: None) -> int:
    """Return another psychologist."""
    return psychologist("boris")


@pytest.fixture
def clara(db: None) -> int:
    """Return a clinician."""
    return clinician("clara")


def test_a_plain_question_is_published_after_one_other_approved(anna: int, boris: int) -> None:
    pk = published(plain(), anna, boris)

    assert question(pk).status == QuestionStatus.PUBLISHED
    assert question(pk).review_kind == ReviewKind.PSYCHOLOGIST


def test_a_heavy_question_is_published_after_two_approved(
    anna: int, boris: int, clara: int
) -> None:
    assert question(published(heavy(), anna, boris, clara)).status == QuestionStatus.PUBLISHED
