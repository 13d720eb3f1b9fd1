"""Measured inside the product: a bank of some size, somebody who talked, the next choice.

`show` prints one line of JSON: milliseconds by what was measured.
"""

import json
import sys
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import partial
from itertools import cycle, islice
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F

from core.clock import utc_now
from core.process import prepare_for_work
from core.vocabulary import TRAITS, Language
from onboarding.bank.diff import Diff
from onboarding.bank.files import load
from onboarding.bank.records import QuestionRecord
from onboarding.choices import Outcome, QuestionStatus
from onboarding.models import AskedQuestion, Question, Session
from onboarding.services import (
    answer_submit,
    heavy_opt_in_set,
    selection_state_set,
    session_open,
)
from onboarding.services.bank import apply_diff
from onboarding.services.care import care_of
from onboarding.services.selection import Moment, select_question
from onboarding.steps import Ask
from people.services import person_register

ASKED = 60
SAMPLES, WARM_UP = 300, 20
WORDS = "Сегодня мы с сестрой долго гуляли у реки, и мне стало спокойнее. "

Work = Callable[[], object]


def show(sizes: Iterable[int]) -> None:
    """Print milliseconds of an empty statement, and of a choice from a bank of each size."""
    prepare_for_work()
    found: dict[str, list[float]] = {"SELECT 1": []}
    for size in sizes:
        publish(size)
        session = talk()
        trips, choices = in_turn(_round_trip, partial(choose, session))
        found["SELECT 1"] += trips
        found[f"{size} questions"] = choices
    sys.stdout.write("\n" + json.dumps(found) + "\n")


def publish(size: int) -> None:
    """Make the shipped questions, as often as it takes, the bank."""
    Question.objects.update(status=QuestionStatus.RETIRED)
    copies = islice(enumerate(cycle(load().questions)), size)
    records = tuple(_copy(record, f"{size}-{number}") for number, record in copies)
    apply_diff(Diff(added=records), str(size))


def _copy(record: QuestionRecord, code: str) -> QuestionRecord:
    return record.model_copy(update={"code": code})


def talk() -> Session:
    """Let somebody be asked `ASKED` questions over ten days; return their last session."""
    person_id = person_register(language=Language.RU).id
    heavy_opt_in_set(person_id, allowed=True)
    update_id = person_id.int % 2**40
    while AskedQuestion.objects.filter(person_id=person_id).count() < ASKED:
        step = session_open(person_id, Language.RU)
        assert isinstance(step, Ask)  # noqa: S101 - the bank is large enough for sixty questions
        update_id += 1
        words = WORDS * (1 + update_id % 5)
        answer_submit(person_id, words, Language.RU, update_id=update_id, message_id=None)
    _let_time_pass(person_id)
    return Session.objects.filter(person_id=person_id).latest("pk")


def _let_time_pass(person_id: UUID) -> None:
    """Let it have been days ago, read and analysed."""
    asked = AskedQuestion.objects.filter(person_id=person_id)
    asked.filter(outcome=Outcome.OPEN).update(outcome=Outcome.SKIPPED, closed_at=utc_now())
    for number, asked_id in enumerate(asked.order_by("-pk").values_list("pk", flat=True)):
        back = timedelta(hours=4 * number)
        asked.filter(pk=asked_id).update(
            asked_at=F("asked_at") - back, closed_at=F("closed_at") - back
        )
    selection_state_set(person_id, variances=[0.3] * len(TRAITS), profile_version=1)


def choose(session: Session) -> object:
    """Choose the next question of the session, as a turn does it."""
    return select_question(Moment.of(session, care_of(session.person_id), Language.RU))


def in_turn(first: Work, second: Work) -> tuple[list[float], list[float]]:
    """Return the milliseconds of both, done in turn inside one transaction."""
    with transaction.atomic():
        pairs = [(_timed(first), _timed(second)) for _ in range(WARM_UP + SAMPLES)]
    firsts, seconds = zip(*pairs[WARM_UP:], strict=True)
    return list(firsts), list(seconds)


def _timed(work: Work) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def _round_trip() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
