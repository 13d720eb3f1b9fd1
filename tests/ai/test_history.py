from datetime import UTC, datetime

from ai.contracts import EarlierAnswer
from ai.remote.history import HISTORY_TOKENS, LONGEST, Earlier, chosen
from ai.remote.marks import Marks, Mask
from core.vocabulary import Domain
from tests.ai.builders import earlier

FILLER = "слово " * 400


def long(number: int, text: str) -> EarlierAnswer:
    return EarlierAnswer(
        answer_id=number,
        text=f"{text} {FILLER}",
        answered_at=datetime(2026, 3, number, tzinfo=UTC),
        domain=Domain.PAST,
    )


def test_everything_goes_along_while_there_is_room_oldest_first() -> None:
    answers = earlier("Мама пекла хлеб", "Дедушка чинил часы", "Мы жили у моря")
    assert [item.answer_id for item in chosen("хлеб", answers[::-1])] == [1, 2, 3]


def test_what_is_near_goes_before_what_is_new() -> None:
    answers = [long(1, "Мама пекла хлеб"), *(long(number, "другое") for number in range(2, 20))]
    taken = [item.answer_id for item in chosen("Запах хлеба из печи", answers)]
    assert taken[0] == 1
    assert taken[1:] == list(range(19 - len(taken) + 2, 20))


def test_no_more_tokens_go_along_than_there_is_room_for() -> None:
    taken = chosen("хлеб", [long(number, "хлеб") for number in range(1, 28)])
    assert sum(len(item.text[:LONGEST].encode()) for item in taken) <= HISTORY_TOKENS
    assert len(taken) >= 4


def test_numbers_lead_back_to_answers_and_others_nowhere() -> None:
    known = Earlier("часы", earlier("Мама пекла хлеб", "Дедушка чинил часы"), Mask(()))
    assert known.ids([2, 2, 0, -1, 3, 1]) == (2, 1)


def test_each_stands_between_marks_with_its_number_and_day() -> None:
    marks = Marks()
    blocks = Earlier("часы", earlier("Мама пекла хлеб"), Mask(())).blocks(marks)
    assert blocks[0].startswith(f"<earlier-{marks.ending} 1 2026-03-01 family>\n")
