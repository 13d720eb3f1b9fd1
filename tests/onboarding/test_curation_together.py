"""Two members of staff who press their buttons at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from onboarding.bank_selectors import published_bank
from onboarding.choices import DecisionKind, QuestionStatus
from onboarding.curation_selectors import decisions_of
from onboarding.errors import CurationError
from onboarding.models import Question
from onboarding.services.bank import bank_lock
from onboarding.services.curation import (
    question_approve,
    question_edit,
    question_publish,
    question_submit,
)
from tests.onboarding.curators import (
    edited,
    plain,
    published,
    question,
    simulated,
    submitted,
)
from tests.waiting import until

pytestmark = pytest.mark.django_db(transaction=True)
Deed = Callable[[], object]


def outcome(deed: Deed) -> str:
    """Do something in a connection of its own; return how it went."""
    try:
        deed()
    except CurationError as error:
        return error.code
    finally:
        connection.close()
    return "done"


def at_once(*deeds: Deed) -> list[str]:
    """Let all begin together; return how each went."""
    start = Barrier(len(deeds))

    def begin(deed: Deed) -> str:
        start.wait()
        return outcome(deed)

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(begin, deeds))


def one_after_another(first: Deed, second: Deed) -> list[str]:
    """Let the second begin while the first is not done, and wait for it."""
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            bank_lock()
            later = pool.submit(outcome, second)
            until(somebody_waits)
            first()
        return ["done", later.result()]


def somebody_waits() -> bool:
    """Return whether anybody waits for the lock of the bank."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        return bool(cursor.fetchone()[0])


def test_two_who_publish_at_once_publish_once(anna: int, boris: int) -> None:
    pk = submitted(plain(), anna)
    question_approve(pk, boris)
    simulated(pk, by=anna)

    went = at_once(lambda: question_publish(pk, anna), lambda: question_publish(pk, boris))

    assert sorted(went) == ["done", "question_move_not_allowed"]
    assert [row.kind for row in decisions_of(pk)].count(DecisionKind.PUBLISHED) == 1
    assert published_bank().ids == {"work-101": pk}


def test_two_who_edit_what_is_asked_at_once_begin_one_version(anna: int, boris: int) -> None:
    pk = published(plain(), anna, boris)

    went = at_once(
        lambda: question_edit(pk, edited(plain(), "Как вы собираетесь в дальний путь?"), anna),
        lambda: question_edit(pk, edited(plain(), "Что вы берёте с собой в дорогу?"), boris),
    )

    assert sorted(went) == ["done", "question_open_version"]
    assert Question.objects.filter(status=QuestionStatus.DRAFT).count() == 1


def test_an_approval_that_comes_after_an_edit_does_not_count_for_it(anna: int, boris: int) -> None:
    pk = submitted(plain(), anna)

    went = one_after_another(
        lambda: question_edit(pk, edited(plain(), "Как вы собираетесь в дальний путь?"), anna),
        lambda: question_approve(pk, boris),
    )

    assert went == ["done", "question_move_not_allowed"]
    assert question(pk).status == QuestionStatus.DRAFT


def test_an_edit_that_comes_after_an_approval_makes_it_void(anna: int, boris: int) -> None:
    pk = submitted(plain(), anna)

    went = one_after_another(
        lambda: question_approve(pk, boris),
        lambda: question_edit(pk, edited(plain(), "Как вы собираетесь в дальний путь?"), anna),
    )
    question_submit(pk, anna)
    simulated(pk, by=anna)

    assert went == ["done", "done"]
    assert outcome(lambda: question_publish(pk, anna)) == "question_approvals_missing"


def test_a_publication_that_waited_for_an_edit_finds_a_draft(anna: int, boris: int) -> None:
    pk = submitted(plain(), anna)
    question_approve(pk, boris)
    simulated(pk, by=anna)

    went = one_after_another(
        lambda: question_edit(pk, edited(plain(), "Как вы собираетесь в дальний путь?"), anna),
        lambda: question_publish(pk, boris),
    )

    assert went == ["done", "question_move_not_allowed"]
    assert published_bank().ids == {}
