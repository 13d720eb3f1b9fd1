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
