"""What counts as a word of tiredness, and above all what does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.bank.files import load
from onboarding.weariness import Weariness, heard

SAID = {
    Weariness.ENOUGH: [
        "на сегодня хватит", "Хватит на сегодня, спасибо", "хватит", "Всё, хватит.",
        "Давай закончим",
        "давайте на этом остановимся", "Можно закончить?", "Не знаю, давай закончим",
        "Хочу закончить разговор", "пора заканчивать на сегодня", "Я больше не хочу отвечать",
        "на этом всё", "хватит вопросов", "Устала, давай на сегодня всё",
        "Enough for today", "That's enough", "that’s enough for today, thanks", "Let's stop here",
        "can we stop here?", "I'd like to stop for today", "I'm done for today",
        "no more questions please", "let's call it a day", "That's all for today",
        "Мы с сестрой долго гуляли у реки и молчали, и это было хорошо. На сегодня хватит.",
        "We walked by the river for a long time and nobody said much. Let's stop here for today.",
    ],
    Weariness.TIRED_OF_QUESTIONS: [
        "я устала отвечать", "Устал от твоих вопросов",
        "что-то я сегодня устала отвечать на вопросы", "нет сил отвечать",
        "сил больше нет отвечать", "I'm tired of these questions",
        "too tired to answer", "I am so tired of answering", "too tired for more questions",
    ],
    Weariness.TIRED: [
        "устала", "Устал.", "Я очень устала сегодня", "устал(а)", "ох, что-то я устал", "нет сил",
        "Сил уже нет", "выдохлась", "I'm tired", "so tired today", "exhausted",
        "I feel really drained", "no energy left", "Не знаю, устала уже",
        "Люблю вечера у окна. Устала.",
    ],
}  # fmt: skip
NOT_SAID = [
    "не устала", "Я не устал", "совсем не устала", "ещё не хватит", "не хочу заканчивать",
    "вчера очень устала на работе", "Устала от начальника", "устал от города", "усталость",
    "от работы я устаю", "Мама сказала: хватит на сегодня", "— Хватит на сегодня, — говорил отец",
    "«давай закончим», и мы разошлись", "хочу закончить институт", "Пора закончить ремонт",
    "хочу закончить", "достаточно", "Мне достаточно тишины", "Не хватит сил на переезд",
    "давай закончим ремонт", "больше не хочу жить в городе", "нет сил на ремонт", "всё", "потом",
    "I'm not tired", "not tired at all", "I want to stop smoking", "I was tired yesterday at work",
    "tired of my boss", "enough", "I have enough for today's dinner", "She said let's stop here",
    "I'm done with my job", "A roof and food. That's enough.", "Тишина и чай. Хватит.",
    "Люблю, когда тихо. На этом всё.", "I never have no energy for my children",
    "", "   ", "…", "🙂",
]  # fmt: skip
CASES = [(text, kind) for kind, texts in SAID.items() for text in texts]


@pytest.mark.parametrize(("text", "kind"), CASES)
def test_a_word_of_tiredness_is_heard(text: str, kind: Weariness) -> None:
    assert heard(text).weariness is kind


@pytest.mark.parametrize("text", NOT_SAID)
def test_a_story_a_negation_and_a_quotation_are_not(text: str) -> None:
    assert heard(text).weariness is Weariness.NONE


@pytest.mark.parametrize(
    ("text", "is_all"),
    [
        ("Извини, но на сегодня хватит", True),
        ("Я устала, давай закончим", True),
        ("устала", True),
        ("Гуляли у реки. Давай закончим.", False),
        ("не знаю, устала", False),
    ],
)
def test_a_message_that_says_nothing_besides_is_told_from_an_answer(
    text: str, is_all: object
) -> None:
    assert heard(text).is_all is is_all


def test_no_question_of_the_bank_sounds_tired() -> None:
    texts = [text.text for question in load().questions for text in question.texts.values()]

    assert {heard(text).weariness for text in texts} == {Weariness.NONE}


@given(st.text())
def test_no_text_is_too_odd(text: str) -> None:
    assert heard(text).weariness in Weariness


def test_a_long_chain_of_such_words_is_a_story() -> None:
    assert heard("so " * 1000 + "tired").weariness is Weariness.NONE
