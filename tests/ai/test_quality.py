import pytest

from ai.local.quality import contents, quality
from tests.ai.builders import passage


def of(text: str) -> float:
    return quality(contents(passage(text)))


@pytest.mark.parametrize(
    "text",
    ["", "   ", "😀😀😀", "...", "фывапролдж", "asdf qwerty", "ааааааа", "вапвап", "xcvb zxcv"],
)
def test_nonsense_tells_nothing(text: str) -> None:
    assert of(text) <= 0.05


def test_one_word_over_and_over_tells_nothing() -> None:
    assert of("дом дом дом дом дом дом дом") <= 0.05


@pytest.mark.parametrize("text", ["да", "не знаю", "Семья", "yes", "I don't know", "12"])
def test_a_few_words_tell_little(text: str) -> None:
    assert of(text) <= 0.25


@pytest.mark.parametrize(
    ("thin", "rich"),
    [
        (
            "Было нормально на этой неделе",
            "В субботу мы с сестрой сидели на кухне, мне стало спокойно, потому что она слушала",
        ),
        (
            "The week was okay I guess",
            "On Saturday we had tea in the kitchen and I felt calm because my sister listened",
        ),
    ],
)
def test_moments_people_feelings_and_reasons_tell_more(thin: str, rich: str) -> None:
    assert of(rich) > of(thin) + 0.3


def test_evasion_stays_low_however_it_is_worded() -> None:
    assert of("Не хочу отвечать на этот вопрос, пропустим его") <= 0.25


QUESTION = "Что даёт вам силы, когда день выдался трудным и никого нет рядом?"


def asked(text: str) -> float:
    return quality(contents(passage(text), QUESTION))


def test_the_question_said_over_again_tells_nothing() -> None:
    assert asked(QUESTION) <= 0.1
    assert asked("Что даёт вам силы, когда день выдался трудным") <= 0.1


def test_words_of_the_question_inside_an_answer_of_ones_own_do_no_harm() -> None:
    said = "Когда день выдался трудным, мне помогает прогулка с собакой, потому что с ней тихо"
    assert 0.4 < asked(said) <= of(said)


def test_a_name_makes_an_answer_more_specific() -> None:
    assert of("Долго говорили с Леной") > of("Долго говорили про разное")
