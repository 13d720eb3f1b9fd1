import pytest

from ai.local import turning_en, turning_ru
from ai.local.passage import read
from core.vocabulary import Language


def polite(text: str) -> str | None:
    passage = read(text, Language.RU)
    return turning_ru.turn(passage, passage.sentences[0], "vy")


def familiar(text: str) -> str | None:
    passage = read(text, Language.RU)
    return turning_ru.turn(passage, passage.sentences[0], "ty")


def english(text: str) -> str | None:
    passage = read(text, Language.EN)
    return turning_en.turn(passage, passage.sentences[0])


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Я устал от работы.", "вы устали от работы"),
        (
            "Я заметил, что силы вернулись, когда меня выслушали",
            "вы заметили, что силы вернулись, когда вас выслушали",
        ),
        ("Мама вчера меня обидела", "Мама вчера вас обидела"),
        ("Я рада, что мне есть с кем поговорить", "вы рады, что вам есть с кем поговорить"),
        ("Со мной редко говорят по душам", "с вами редко говорят по душам"),
        ("Я пришла домой, легла и заснула", "вы пришли домой, легли и заснули"),
        ("Люблю свою работу, но устаю", "вы любите свою работу, но устаёте"),
        ("Было тихо, и я выдохнула", "Было тихо, и вы выдохнули"),
        ("Начальник кричал, а я молчал", "Начальник кричал, а вы молчали"),
        ("Мне кажется, я всё решила сама", "вам кажется, вы всё решили сами"),
        ("Мы живём втроём, нам тесно", "вы живёте втроём, вам тесно"),
        ("Я должна держаться", "вы должны держаться"),
        ("Мне грустно, поссорилась с мамой", "вам грустно, вы поссорились с мамой"),
        (
            "Потом позвонил друг, позвал гулять, и я ожил",
            "Потом позвонил друг, позвал гулять, и вы ожили",
        ),
        ("Он сказал, что устал от меня", "Он сказал, что устал от вас"),
    ],
)
def test_certain_words_are_turned_to_the_polite_form(said: str, expected: str) -> None:
    assert polite(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Я устаю от работы", "ты устаёшь от работы"),
        ("Мне грустно, и я хочу спать", "тебе грустно, и ты хочешь спать"),
        ("Мне было весело", "тебе было весело"),
        ("Обо мне забыли", "о тебе забыли"),
    ],
)
def test_words_without_gender_are_turned_to_the_familiar_form(said: str, expected: str) -> None:
    assert familiar(said) == expected


@pytest.mark.parametrize(
    "said",
    [
        "Я устала от работы",
        "Устал за неделю, хочу спать",
        "Я рада, что мне есть с кем поговорить",
        "Мой тренер верит в меня больше, чем я сам",
        "Мы поехали к морю, и я отдыхаю",
    ],
)
def test_the_familiar_form_says_nothing_that_has_a_gender(said: str) -> None:
    assert familiar(said) is None


def test_a_we_that_means_everybody_is_not_turned() -> None:
    assert polite("Предки не глупее нас были") is None


@pytest.mark.parametrize(
    "said",
    [
        "Я хороший друг",
        "Закрыл проект",
        "устал как собака",
        "Разговор с мамой",
        "Муж сказал: «Я устал»",
        "Ты меня не понимаешь",
        "Разве я виноват?",
        "Я варю кашу",
        "Иногда пою в машине",
        "Я была одна",
        "Когда никто не решает за меня",
        "НЕНАВИЖУ ЭТУ РАБОТУ",
        "Мы с ним спорили, и я ушла",
        "Сын заходит, помолчим вместе",
    ],
)
def test_doubtful_words_are_not_turned(said: str) -> None:
    assert polite(said) is None


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("I noticed that my sister listened to me", "you noticed that your sister listened to you"),
        ("My boss shouted and I was silent", "your boss shouted and you were silent"),
        ("I've always been like this", "you've always been like this"),
        ("I’m afraid nobody needs me", "you're afraid nobody needs you"),
        ("He told me that I was really wrong", "He told you that you were really wrong"),
    ],
)
def test_english_words_are_turned(said: str, expected: str) -> None:
    assert english(said) == expected


@pytest.mark.parametrize(
    "said",
    [
        "You never know what I want",
        "We went to the sea and I slept",
        "My sister and I were close",
        "Walking with my dog",
        "I was tired and was late",
        "Am I wrong?",
        "I dunno, I just went",
        'My husband said "I am tired"',
    ],
)
def test_doubtful_english_is_not_turned(said: str) -> None:
    assert english(said) is None
