"""Whoever asks how the reading goes is told in plain words."""

from typing import Any

import pytest

from analysis.models import Analysis
from analysis.services import deep_read, deep_store
from events.choices import DeliveryStatus
from events.models import Delivery
from onboarding.models import Answer
from telegram_bot.texts.en import ENGLISH
from telegram_bot.texts.ru import RUSSIAN
from tests.telegram_bot.talker import Said, Talker

DEEP = "analysis.analyse_in_depth"


def status(talker: Talker) -> str:
    said: Said | None = talker.write("/status")
    assert said is not None
    return said.html


def line(key: str, answers: int) -> str:
    return RUSSIAN[key].format(answers=answers)


def read(answer: Answer) -> None:
    """Let an answer be read in depth, as a worker would."""
    result = deep_read(answer.pk)
    assert result is not None
    deep_store(result, supersedes=None)
    mark(answer, status=DeliveryStatus.DONE)
    Delivery.objects.filter(handler="profiles.fold_traits").update(**done())


def mark(answer: Answer, **fields: Any) -> None:
    own = Delivery.objects.filter(handler=DEEP, event__payload__answer_id=answer.pk)
    assert own.update(**{**done(), **fields}) == 1


def done() -> dict[str, Any]:
    return {"status": DeliveryStatus.DONE, "done_at": "2026-01-01T00:00Z"}


def test_without_answers_there_is_nothing_to_read(talker: Talker) -> None:
    assert status(talker) == RUSSIAN["status_none"]


def test_an_answer_that_nobody_read_yet_is_still_being_read(talker: Talker) -> None:
    talker.answer()

    assert status(talker) == line("status_reading", 1)


def test_what_is_read_is_counted_and_nothing_waits(talker: Talker) -> None:
    talker.answer()
    read(Answer.objects.get())

    said = [line("status_read", 1), line("status_by_program", 1), RUSSIAN["status_all"]]
    assert status(talker) == "\n\n".join(said)


def test_it_is_said_how_many_answers_a_model_has_read(talker: Talker) -> None:
    talker.answer()
    talker.answer()
    for answer in Answer.objects.order_by("pk"):
        read(answer)
    Analysis.objects.filter(answer=Answer.objects.last(), phase="deep").update(
        is_offline=False, reason_local=""
    )

    said = [line("status_read", 2), line("status_by_program", 1), line("status_by_model", 1)]
    assert status(talker) == "\n\n".join([*said, RUSSIAN["status_all"]])


@pytest.mark.parametrize(
    "fields",
    [
        {"status": DeliveryStatus.PENDING, "last_error": "ai_away"},
        {"status": DeliveryStatus.DEAD, "last_error": "invalid_payload"},
    ],
)
def test_what_is_stuck_is_said_without_any_code(talker: Talker, fields: dict[str, str]) -> None:
    talker.answer()
    talker.answer()
    first, second = Answer.objects.order_by("pk")
    read(first)
    mark(second, **fields)

    told = status(talker)
    said = [line("status_read", 1), line("status_by_program", 1), line("status_stuck", 1)]
    assert told == "\n\n".join(said)
    assert fields["last_error"] not in told


def test_what_was_discarded_counts_as_read_only_briefly(talker: Talker) -> None:
    talker.answer()
    mark(Answer.objects.get(), status=DeliveryStatus.DISCARDED)

    assert status(talker) == line("status_brief", 1)


def test_a_corrected_answer_is_counted_once(talker: Talker) -> None:
    talker.answer()
    written = talker.last_message_id
    talker.edit(written, "На самом деле мы гуляли в лесу, и было спокойно.")

    assert Answer.objects.count() == 2
    assert status(talker) == line("status_reading", 1)


def test_english_is_spoken_to_those_who_speak_it(stranger: Talker, bank: None) -> None:
    stranger.begin()

    assert status(stranger) == ENGLISH["status_none"]


def test_the_open_question_stays_open(talker: Talker) -> None:
    question = talker.open_question

    status(talker)

    assert talker.open_question == question
    assert "questions" in talker.messages()[-1].actions
