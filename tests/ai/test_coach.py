from datetime import UTC, datetime

import pytest

from ai.contracts import CoachTurn, EarlierAnswer
from ai.local.language import detect
from ai.local.voice import Voice
from core.vocabulary import Domain, Language, Trait
from tests.ai.builders import coached, earlier, line
from tests.ai.samples import every_line

MEMORIES = earlier(
    "Разговор с мамой меня успокоил, давно так не говорили",
    "Чиню мотоцикл, руки заняты",
    "Работа отнимает силы, после людей хочу тишины",
)


def said(section: str, text: str) -> bool:
    return any(line in text for line in Voice(Language.RU, None, "").options(section))


def test_a_reply_reflects_and_asks_one_open_question() -> None:
    text = coached("Хочу уволиться и открыть мастерскую").text
    assert "вы хотите уволиться и открыть мастерскую" in text.lower()
    assert text.count("?") == 1
    assert text.endswith("?")


@pytest.mark.parametrize("message", ["кто ты?", "Ты бот?", "Вы психолог?", "Привет, ты робот?"])
def test_asked_who_it_is_the_coach_says_it_is_an_offline_program(message: str) -> None:
    text = coached(message).text
    assert "офлайн-анализатор" in text
    assert "не человек" in text.lower()


def test_asked_what_it_knows_the_coach_tells_the_sketch_with_its_uncertainty() -> None:
    portrait = (line(Trait.EXTRAVERSION, 0.2, 0.4), line(Trait.OPENNESS, 0.4, 0.7))
    text = coached("Что ты обо мне знаешь?", portrait=portrait).text
    assert "Силы от тишины" in text
    assert "ответов об этом: 5" in text
    assert "новому" not in text
    assert said("coach about footer", text)


def test_a_portrait_whose_sides_are_unclear_is_not_told() -> None:
    text = coached("Что ты обо мне знаешь?", portrait=(line(Trait.OPENNESS, 0.3, 0.8),)).text
    assert said("coach about vague", text)


def test_without_a_portrait_the_coach_says_that_it_knows_almost_nothing() -> None:
    assert said("coach about empty", coached("Что ты обо мне знаешь?").text)


def test_one_relevant_earlier_answer_is_quoted_with_its_date() -> None:
    reply = coached("Поссорилась с мамой и не сплю", memories=MEMORIES)
    assert "1 марта 2026" in reply.text
    assert "«Разговор с мамой меня успокоил, давно так не говорили»" in reply.text
    assert reply.used_answer_ids == (1,)


def test_without_permission_no_earlier_answer_is_used() -> None:
    assert coached("Поссорилась с мамой и не сплю").used_answer_ids == ()


def test_an_unrelated_earlier_answer_is_left_alone() -> None:
    reply = coached("Купила билеты в театр, жду субботы", memories=MEMORIES)
    assert reply.used_answer_ids == ()


def test_clinical_words_of_an_earlier_answer_are_not_quoted() -> None:
    memory = EarlierAnswer(
        answer_id=9,
        text="После смерти мамы была депрессия",
        answered_at=datetime(2026, 1, 9, tzinfo=UTC),
        domain=Domain.FAMILY,
    )
    assert coached("Вспоминаю о маме", memories=(memory,)).used_answer_ids == ()


def test_asked_to_remember_the_coach_looks_it_up() -> None:
    reply = coached("Помнишь, что я говорил про мотоцикл?", memories=MEMORIES)
    assert reply.used_answer_ids == (2,)
    assert "2 марта 2026" in reply.text


def test_asked_to_remember_without_permission_the_coach_says_so() -> None:
    text = coached("Помнишь, что я говорил про мотоцикл?").text
    assert said("coach recall closed", text)


def test_asked_to_remember_what_was_never_said_the_coach_says_so() -> None:
    text = coached("Помнишь, что я говорил про космос?", memories=MEMORIES).text
    assert said("coach recall nothing", text)


def test_asked_for_advice_the_coach_gives_the_choice_back() -> None:
    text = coached("Что мне делать с работой?").text
    assert said("coach advice", text)
    assert said("coach ask advice", text)


def test_a_hint_of_the_portrait_is_a_sketch() -> None:
    portrait = (line(Trait.EXTRAVERSION, 0.2, 0.4),)
    text = coached("Я интроверт, мне нужно время одному", portrait=portrait).text
    assert "только набросок" in text


def test_a_portrait_that_says_the_opposite_is_not_brought_up() -> None:
    portrait = (line(Trait.EXTRAVERSION, 0.6, 0.8),)
    assert "набросок" not in coached("Я интроверт, люблю тишину дома", portrait=portrait).text


def test_a_question_is_not_asked_twice_in_a_talk() -> None:
    history: tuple[CoachTurn, ...] = ()
    questions = []
    for number in range(5):
        text = coached(f"Мне грустно и тяжело, день {number}", history=history).text
        questions.append(text.rsplit("\n\n", maxsplit=1)[-1])
        history += (CoachTurn(is_person=False, text=text),)
    assert len(set(questions)) == 5


def test_in_distress_a_living_person_is_named_once_in_a_talk() -> None:
    first = coached("Всё безнадёжно, я в отчаянии").text
    assert "живой человек" in first
    history = (CoachTurn(is_person=False, text=first),)
    again = coached("Всё безнадёжно, я в отчаянии", history=history).text
    assert "живой человек" not in again


def test_a_hard_day_behind_a_greeting_is_heard() -> None:
    assert "тяжёлый" in coached("Добрый вечер! День был тяжёлый").text


@pytest.mark.parametrize(
    ("message", "section"),
    [
        ("Привет", "coach hello"),
        ("Спасибо большое!", "coach thanks"),
        ("До свидания", "coach bye"),
    ],
)
def test_courtesies_are_returned(message: str, section: str) -> None:
    assert said(section, coached(message).text)


def test_a_question_about_oneself_is_given_back() -> None:
    text = coached("Почему я всё время злюсь на детей?").text
    assert "«Почему я всё время злюсь на детей?»" in text


def test_any_other_question_is_met_with_honesty() -> None:
    assert said("coach unknown", coached("Сколько будет два плюс два?").text)


@pytest.mark.parametrize(
    ("message", "section"),
    [
        ("Вы меня осуждаете?", "coach judging"),
        ("Ты тут?", "coach present"),
        ("А вы бы меня простили?", "coach unknown"),
    ],
)
def test_a_question_to_the_coach_is_answered_and_not_given_back(message: str, section: str) -> None:
    assert said(section, coached(message).text)


def test_whoever_calls_himself_nothing_is_asked_gently() -> None:
    text = coached("Мама сказала, что я полный ноль").text
    assert "ноль" not in text
    assert said("coach ask negative", text)


@pytest.mark.parametrize(
    "message", ["Хочу убить его", "I want to kill my boss lol", "I wish I wasn't here"]
)
def test_a_dark_wish_is_not_helped_along(message: str) -> None:
    reply = coached(message)
    voice = Voice(detect(message, Language.RU), None, "")
    assert not any(question in reply.text for question in voice.options("coach ask wish"))


def test_a_reproach_is_taken_without_argument() -> None:
    assert said("coach complaint", coached("Ты мне не помогаешь").text)


@pytest.mark.parametrize(("language", "message"), every_line("coach"))
def test_a_reply_has_at_most_one_question_and_no_loose_parts(
    language: Language, message: str
) -> None:
    text = coached(message, memories=MEMORIES).text
    own = text.replace(message, "")
    assert text.strip()
    assert own.count("?") <= 2
    assert "{" not in text
