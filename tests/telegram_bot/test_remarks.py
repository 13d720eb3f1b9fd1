"""What is told from an answer, and above all what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.bank.files import load
from telegram_bot.remarks import LONGEST_WORDS, Remark, remark_of
from tests.telegram_bot.talker import ANSWER

REMARKS = {
    Remark.GREETING: [
        "привет", "Здравствуйте!", "Привет, это снова я", "Доброе утро", "привет, как дела?",
        "я вернулась", "hi", "Hello again!", "Hey there", "I'm back", "Good evening",
    ],
    Remark.CONTINUE: ["продолжим", "давай продолжим", "continue", "Let's go on"],
    Remark.ONWARD: ["дальше", "Ну дальше", "следующий вопрос", "next", "Next question please"],
    Remark.REFUSAL: [
        "не хочу отвечать", "Не хочу об этом говорить.", "Я не хочу отвечать на этот вопрос",
        "не хочу об этом", "Я бы не хотела про это",
        "не буду отвечать, извини", "Пропустите, пожалуйста", "пропусти", "это слишком личное",
        "I'd rather not say", "skip", "Can we skip this?", "I don't want to talk about it",
        "I prefer not to answer", "too personal", "I would rather not answer that",
        "I'd rather not answer that one", "I don't want to talk about this one",
    ],
    Remark.ANOTHER: ["давай другой вопрос", "можно другой вопрос?", "another question please"],
    Remark.NOT_NOW: [
        "не сейчас", "Давай потом", "в другой раз, пожалуйста", "спросите позже", "not now",
        "Maybe later", "ask me later please", "another time",
    ],
    Remark.NOT_THIS_TOPIC: [
        "не спрашивай больше об этом", "Больше не спрашивайте меня про это", "только не эту тему",
        "закройте эту тему", "don't ask me about this", "please never ask about that again",
        "not this topic", "close this topic",
    ],
    Remark.NEVER_THIS: [
        "больше не задавайте этот вопрос", "никогда не задавай мне этот вопрос",
        "убери этот вопрос", "never ask me this again", "Don't ask that question again",
    ],
    Remark.PAUSE: ["пауза", "пока хватит", "stop", "enough for now", "Let's take a break"],
    Remark.TIRED: ["я устала отвечать", "Устал от вопросов, извини", "I'm tired of answering"],
    Remark.ENOUGH: [
        "на сегодня хватит", "давай закончим", "Устала, давай закончим", "хватит",
        "That's enough for today", "Let's stop here", "can we stop?",
    ],
    Remark.NONSENSE: [
        "ываыва", "фывфыв", "йцукен", "ывап", "asdf", "asdasd asdasd", "qwerty", "asdf asdf",
        ".", "...", "???", "!!", "—",
    ],
    Remark.CONFUSION: [
        "не понимаю вопрос", "что вы имеете в виду?", "I don't understand the question",
        "What do you mean?",
    ],
    Remark.ABOUT_ME: [
        "ты кто?", "Кто ты", "ты живой человек?", "Вы психолог?", "Ты человек или робот?",
        "я говорю с ботом?", "это бот?", "are you a human?", "Are you a bot or a human?",
        "Who are you?", "who am I talking to", "Is this a bot?",
    ],
    Remark.ABOUT_ANSWERS: [
        "что ты делаешь с моими ответами?", "куда идут мои ответы?", "кто это читает?",
        "это анонимно?", "what do you do with my answers?", "Who can see my answers?",
        "is this confidential?",
    ],
    Remark.WHY: [
        "зачем ты это спрашиваешь?", "Почему вы об этом спрашиваете", "зачем вам это?", "зачем?",
        "why do you ask?", "Why are you asking me this?", "why?",
        "what is this for?", "What's it for?",
    ],
}  # fmt: skip
#: Short, and still answers, or perhaps answers.
ANSWERS = [
    "да", "нет", "Нет, спасибо", "не знаю", "I don't know", "no", "мама", "сон", "7", "🙂", "+",
    ":)", "))", "не хочу", "не буду", "вчера", "позже", "later", "enough", "зачем", "why",
    "why not", "пора", "опора", "папа", "рапорт", "лоск", "dads", "power", "tree", "were", "это я",
    "я", "me",
    "это врач", "это мама", "другой город", "дальше учиться", "идти дальше", "Привет от сестры",
    "say hello to my neighbour", "I skip meals", "Пропускать обеды", "не хочу так жить и работать",
    "I want to stop smoking", "не могу отвечать за всех", "кто я такая на самом деле",
    "что я человек", "to continue", "прочитал книгу", "слишком личное пространство",
    "не хочу говорить с начальником", "потом", "устала", "I'm tired", "not now but soon",
    "никогда не спрашиваю об этом", "этот вопрос", "мама не спрашивала об этом",
    "I never ask about it", "не хочу этого", "I'd rather be that one",
]  # fmt: skip
CASES = [(text, remark) for remark, texts in REMARKS.items() for text in texts]


@pytest.mark.parametrize(("text", "remark"), CASES)
def test_a_remark_is_told_from_an_answer(text: str, remark: Remark) -> None:
    assert remark_of(text) is remark


@pytest.mark.parametrize("text", [*ANSWERS, *ANSWER.values()])
def test_what_may_be_an_answer_is_one(text: str) -> None:
    assert remark_of(text) is Remark.ANSWER


def test_every_kind_of_remark_is_met_in_both_alphabets() -> None:
    assert {*REMARKS, Remark.ANSWER} == set(Remark)
    assert all(_has_both_alphabets(" ".join(texts)) for texts in REMARKS.values())


def _has_both_alphabets(text: str) -> bool:
    return any("а" <= letter <= "я" for letter in text) and any(
        "a" <= letter <= "z" for letter in text
    )


@pytest.mark.parametrize(("text", "remark"), CASES)
def test_a_remark_with_a_story_after_it_is_an_answer(text: str, remark: Remark) -> None:
    story = " и потом мы долго гуляли у реки с сестрой вечером"

    assert remark is not Remark.ANSWER
    assert remark_of(text + story) is Remark.ANSWER


@given(st.lists(st.text(st.characters(categories=["L"]), min_size=1), min_size=LONGEST_WORDS + 1))
def test_longer_texts_are_always_answers(words: list[str]) -> None:
    assert remark_of(" ".join(words)) is Remark.ANSWER


@given(
    st.lists(st.sampled_from([text for text, _ in CASES]), min_size=2 * LONGEST_WORDS, max_size=40)
)
def test_a_long_chain_of_remarks_is_an_answer(remarks: list[str]) -> None:
    chain = " и ".join(remarks)

    assert remark_of(chain) is Remark.ANSWER


@given(st.text())
def test_no_text_is_too_odd(text: str) -> None:
    assert remark_of(text) in Remark


def test_nobody_who_quotes_a_question_of_the_bank_is_misheard() -> None:
    texts = [text.text for question in load().questions for text in question.texts.values()]

    assert {remark_of(text) for text in texts} == {Remark.ANSWER}
