"""What waits for whom, and what was decided."""

import pytest

from onboarding.choices import DecisionKind, QuestionStatus
from onboarding.curation_rules import Approvals
from onboarding.curation_selectors import (
    approvals_missing,
    decisions_of,
    review_queue,
    unread_in_use,
    versions_of,
)
from onboarding.services.curation import (
    question_approve,
    question_create,
    question_edit,
    question_publish,
    question_retire,
    question_submit,
)
from tests.onboarding.conftest import publish
from tests.onboarding.curators import (
    edited,
    heavy,
    plain,
    published,
    simulated,
    submitted,
)

pytestmark = pytest.mark.django_db


def waiting_for(staff: int) -> list[str]:
    """Return the codes in somebody's queue."""
    return [item.code for item in review_queue(staff)]


def test_the_queue_has_what_others_wrote_longest_waiting_first(anna: int, boris: int) -> None:
    submitted(plain(code="work-201"), anna)
    submitted(plain(code="work-200"), anna)
    question_create(plain(code="work-202"), anna)

    assert waiting_for(boris) == ["work-201", "work-200"]
    assert waiting_for(anna) == []


def test_what_one_has_approved_of_waits_for_others_only(anna: int, boris: int, clara: int) -> None:
    pk = submitted(heavy(), anna)
    question_approve(pk, boris)

    assert waiting_for(boris) == []
    [item] = review_queue(clara)
    assert (item.is_sensitive, item.missing, item.needs_clinician) == (True, Approvals(1, 1), True)
    assert approvals_missing(pk) == item.missing


def test_whoever_wrote_a_part_has_it_not_in_their_queue(anna: int, boris: int) -> None:
    pk = question_create(plain(), anna)
    question_edit(pk, edited(plain(), "Как вы собираетесь в дальний путь?"), boris)
    question_submit(pk, boris)

    assert waiting_for(anna) == waiting_for(boris) == []


def test_founding_questions_in_use_wait_for_psychologists_too(anna: int, boris: int) -> None:
    founding = publish(code="work-301", safety_flags=["grief"])
    published(plain(), anna, boris)
    publish(code="work-302", status="draft")

    assert [item.code for item in unread_in_use(anna)] == ["work-301"]
    question_approve(founding.pk, anna)
    assert unread_in_use(anna) == ()
    assert [item.missing for item in unread_in_use(boris)] == [Approvals(1, 1)]


def test_the_trail_tells_who_decided_what_and_why(anna: int, clara: int) -> None:
    pk = submitted(plain(), anna)
    question_approve(pk, clara, "Warm and clear.")

    last = decisions_of(pk)[-1]
    assert (last.kind, last.staff, last.comment) == (
        DecisionKind.APPROVED,
        "clara",
        "Warm and clear.",
    )
    assert last.as_clinician
    assert [row.as_clinician for row in decisions_of(pk)[:-1]] == [False, False, False]


def test_versions_say_which_may_come_back(anna: int, boris: int) -> None:
    old = published(plain(), anna, boris)
    new = question_edit(old, edited(plain(), "Как вы собираетесь в дальний путь?"), boris)
    question_submit(new, boris)
    question_approve(new, anna)
    simulated(new, by=boris)
    question_publish(new, boris)
    given_up = question_edit(new, edited(plain(), "Что вы берёте в дорогу?"), anna)
    question_retire(given_up, anna)

    found = [
        (row.version, row.status, row.author, row.may_come_back) for row in versions_of("work-101")
    ]
    assert found == [
        (3, QuestionStatus.RETIRED, "anna", False),
        (2, QuestionStatus.PUBLISHED, "boris", False),
        (1, QuestionStatus.RETIRED, "anna", True),
    ]
