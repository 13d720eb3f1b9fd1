import pytest

from ai.contracts import REFLECTION_LIMIT
from ai.local.quality import contents
from ai.local.reflection import reflect
from ai.local.sentiment import mood
from ai.local.voice import sentences
from core.vocabulary import Language
from tests.ai.builders import passage, voice
from tests.ai.samples import every_line


def reflection(text: str, address: str | None = None) -> str:
    read = passage(text)
    return reflect(read, contents(read), mood(read), voice(text, address))


def test_the_persons_own_words_come_back_turned() -> None:
    said = "Заметил, что силы вернулись не от отдыха, а когда меня выслушали."
    assert "вы заметили, что силы вернулись не от отдыха, а когда вас выслушали" in (
        reflection(said).lower()
    )


def test_words_that_cannot_be_turned_are_quoted() -> None:
    assert "«устал как собака, прихожу домой и лежу»" in reflection(
        "устал как собака, прихожу домой и лежу"
    )


def test_the_same_answer_gets_the_same_words() -> None:
    said = "Гуляли с дочкой у реки, было тепло"
    assert reflection(said) == reflection(said)


def test_different_answers_get_different_frames() -> None:
    said = [f"Вчера мне было хорошо дома, пришло гостей: {number}" for number in range(40)]
    openings = {reflection(text).split()[0] for text in said}
    assert len(openings) >= 4


@pytest.mark.parametrize("text", ["Семья", "Работа и дом", "Family", "да", "ok"])
def test_a_very_short_answer_is_taken_without_a_question_beside_the_next_one(text: str) -> None:
    assert "?" not in reflection(text)


@pytest.mark.parametrize(
    "text",
    [
        "я дурак",
        "Мне кажется, я плохая мать",
        "я полный ноль и ничего не умею",
        "Меня никто не любит",
        "Я виноват во всём",
        "I think I'm worthless",
        "I am so tired and nobody cares",
        "Sometimes I wish I wasn't here",
        "Иногда мне кажется, что я его убью",
    ],
)
def test_what_people_call_themselves_in_the_dark_is_not_said_back_to_them(text: str) -> None:
    assert reflection(text) in voice(text).options("reflect plain heavy")


@pytest.mark.parametrize(
    "text", ["Люблю своё личное пространство", "Живу дальше от города", "I skip breakfast"]
)
def test_a_word_of_refusal_inside_an_answer_is_no_refusal(text: str) -> None:
    assert text.rsplit(maxsplit=1)[-1] in reflection(text)


def test_not_because_is_given_back_in_the_persons_own_words() -> None:
    said = "Не потому что не люблю семью, а потому что мне нужна тишина"
    assert f"«{said}»" in reflection(said)


@pytest.mark.parametrize("text", ["дальше", "личное", "skip", "pass"])
def test_a_word_of_refusal_alone_is_one(text: str) -> None:
    assert reflection(text) in voice(text).options("reflect refuse")


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("", "reflect empty"),
        ("😀😀", "reflect signs"),
        ("фывапролдж", "reflect nonsense"),
        ("qwrtpsdfg asdf", "reflect nonsense"),
        ("не знаю", "reflect unsure"),
        ("I don't want to talk about it", "reflect refuse"),
        ("что вы имеете в виду?", "reflect question"),
        ("مرحبا كيف حالك اليوم", "reflect foreign"),
    ],
)
def test_answers_with_nothing_to_give_back_get_a_kind_line(text: str, section: str) -> None:
    kind = {line for language in Language for line in sentences(language)[section]}
    assert any(reflection(text) == voice(text).addressed(line) for line in kind)


def test_a_short_cry_is_not_asked_for_details() -> None:
    assert not reflection("Мне одиноко").endswith("?")


def test_not_knowing_what_to_do_in_trouble_is_no_evasion() -> None:
    assert "вы устали" in reflection("Муж пьёт, я устала, не знаю что делать")


def test_a_leading_but_is_left_out_of_a_quote() -> None:
    assert "«уйти страшно»" in reflection("Всё решено. Но уйти страшно")


def test_trouble_is_never_met_with_cheer() -> None:
    cheer = set(sentences(Language.RU)["tail positive"])
    said = reflection("Отец заболел, и мне страшно, что он умрёт")
    assert not any(said.endswith(line) for line in cheer)


def test_clinical_words_of_the_person_are_not_repeated() -> None:
    assert "депресс" not in reflection("У меня депрессия, врач сказал пить таблетки").lower()


def test_quotation_marks_inside_a_quote_are_turned_into_inner_ones() -> None:
    assert "«Муж сказал: „Ты слишком много работаешь“»" in reflection(
        "Муж сказал: «Ты слишком много работаешь»"
    )


def test_the_familiar_form_is_used_when_agreed() -> None:
    assert "ты соглашаешься" in reflection("Соглашаюсь, а потом злюсь на себя", "ty").lower()


@pytest.mark.parametrize(("language", "text"), every_line("answers"))
def test_a_reflection_is_short_and_in_the_persons_language(language: Language, text: str) -> None:
    said = reflection(text)
    assert 0 < len(said) <= REFLECTION_LIMIT
    assert "{" not in said
