import pytest

from ai.local.insight import form, patterns, themes
from core.vocabulary import Language
from tests.ai.builders import earlier, passage, voice
from tests.ai.samples import every_line

HEDGES = ("похоже", "кажется", "может быть", "возможно", "it seems", "perhaps")


def insight(text: str) -> tuple[str, str]:
    return form(passage(text), voice(text))


def repeated(text: str, *before: str) -> tuple[str, ...]:
    return patterns(passage(text), earlier(*before), voice(text))


@pytest.mark.parametrize(("language", "text"), every_line("answers"))
def test_a_hypothesis_is_hedged_and_stands_on_literal_words(language: Language, text: str) -> None:
    hypothesis, words = insight(text)
    assert bool(hypothesis) == bool(words)
    assert words in text
    assert hypothesis.lower().startswith(HEDGES) or not hypothesis


@pytest.mark.parametrize(
    "text", ["да", "Не знаю", "Живу в Казани, работаю бухгалтером", "I live in Leeds", "😀"]
)
def test_nothing_is_guessed_where_nothing_is_said(text: str) -> None:
    assert insight(text) == ("", "")


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("Сестра меня выслушала", "heard"),
        ("Меня никто не слушает", "heard"),
        ("Мне трудно отказывать", "boundaries"),
        ("Хочу рисовать, но каждый вечер что-то мешает", "wish_and_obstacle"),
        ("I want to paint but there is always something", "wish_and_obstacle"),
        ("It's hard for me to say no", "boundaries"),
        ("I need time alone", "solitude"),
    ],
)
def test_turns_of_speech_are_told_as_themes(text: str, theme: str) -> None:
    assert theme in themes(passage(text))


@pytest.mark.parametrize(
    "text",
    [
        "I lost it with my daughter over homework and slammed the door, my family saw it all",
        "Опять не дошла до бассейна, тренировка сорвана, злюсь",
        "I can't sit still until my husband calls",
        "I walk in and introduce everyone",
    ],
)
def test_nothing_good_is_guessed_from_words_about_something_bad(text: str) -> None:
    assert not set(themes(passage(text))) & {"closeness", "body", "meaning", "achievement"}


def test_to_listen_is_not_to_be_heard() -> None:
    assert "heard" not in themes(passage("Я слушаю музыку"))


def test_a_hypothesis_is_not_built_on_clinical_words() -> None:
    assert insight("При депрессии мне нужна тишина") == ("", "")


def test_a_theme_in_two_earlier_answers_is_a_pattern() -> None:
    said = repeated("Опять не могу отказать", "Мне трудно отказывать", "Снова промолчала", "Дождь")
    assert len(said) == 1
    assert "сказать «нет»" in said[0]
    assert said[0].endswith("2.")


def test_a_theme_in_one_earlier_answer_is_not_a_pattern() -> None:
    assert repeated("Опять не могу отказать", "Мне трудно отказывать") == ()


def test_a_theme_that_is_not_here_now_is_not_a_pattern() -> None:
    assert repeated("Дождь за окном", "Мне трудно отказывать", "Снова промолчала") == ()


def test_a_pattern_names_the_domain_that_all_its_answers_speak_of() -> None:
    said = repeated(
        "На работе опять не могу отказать начальнику",
        "Мне трудно отказывать коллегам на работе",
        "Снова промолчала на совещании у начальника",
    )
    assert "о работе" in said[0]


def test_a_pattern_across_domains_names_none() -> None:
    (said,) = repeated(
        "Опять не могу отказать начальнику на работе", "Мне трудно отказывать маме", "Промолчала"
    )
    assert not any(f"речь {where}" in said for where in ("о работе", "о семье"))
