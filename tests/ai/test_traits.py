import pytest

from ai.contracts import TraitReading
from ai.local.traits import observe
from core.vocabulary import Trait
from tests.ai.builders import passage

RICH = 0.7


def traits(text: str, *targets: Trait, quality: float = RICH) -> dict[Trait, TraitReading]:
    return {reading.trait: reading for reading in observe(passage(text), quality, targets)}


@pytest.mark.parametrize(
    ("text", "trait", "sign"),
    [
        ("Я всё планирую заранее и довожу дела до конца", Trait.CONSCIENTIOUSNESS, 1),
        ("Всё откладываю на последний момент", Trait.CONSCIENTIOUSNESS, -1),
        ("Обожаю пробовать новое", Trait.OPENNESS, 1),
        ("Люблю шумные компании и легко знакомлюсь", Trait.EXTRAVERSION, 1),
        ("Я не очень люблю шумные компании", Trait.EXTRAVERSION, -1),
        ("I love parties and make friends easily", Trait.EXTRAVERSION, 1),
        ("I need time alone, people drain me", Trait.EXTRAVERSION, -1),
        ("I worry about everything and can't calm down", Trait.NEUROTICISM, 1),
        ("I stay calm and rarely worry", Trait.NEUROTICISM, -1),
    ],
)
def test_a_turn_of_speech_hints_at_its_pole(text: str, trait: Trait, sign: int) -> None:
    assert traits(text)[trait].value * sign > 0


@pytest.mark.parametrize(
    "text", ["Вчера ходили в магазин за хлебом", "The bus was late", "", "Семья"]
)
def test_a_text_without_a_marker_gives_no_observation(text: str) -> None:
    assert traits(text) == {}


def test_negation_turns_a_hint_over_and_weakens_it() -> None:
    plain = traits("Я тревожусь из-за работы")[Trait.NEUROTICISM]
    negated = traits("Я уже давно не тревожусь из-за работы")[Trait.NEUROTICISM]
    assert plain.value > 0 > negated.value


@pytest.mark.parametrize(
    "text",
    [
        "Мой начальник вечно опаздывает и всё откладывает на потом",
        "Она тревожится из-за всего",
        "My boss is always late and loses his temper",
        "He worries about everything",
    ],
)
def test_what_is_told_about_others_is_not_about_the_person(text: str) -> None:
    assert traits(text) == {}


@pytest.mark.parametrize(
    "text", ["Хотел бы быть общительным", "I wish I loved parties", "Разве я ленивый?"]
)
def test_wishes_and_questions_are_not_facts(text: str) -> None:
    assert traits(text) == {}


def test_resilience_needs_an_episode_of_adversity() -> None:
    assert Trait.RESILIENCE not in traits("Я справилась с отчётом и пошла гулять")
    assert traits("После развода я справилась и начала заново")[Trait.RESILIENCE].value > 0


def test_one_hint_in_one_text_says_little() -> None:
    reading = traits("Обожаю пробовать новое")[Trait.OPENNESS]
    assert reading.variance == 6.0
    assert abs(reading.value) < 1.0


def test_a_target_of_the_question_halves_the_variance() -> None:
    text = "Обожаю пробовать новое"
    plain, aimed = traits(text), traits(text, Trait.OPENNESS)
    assert aimed[Trait.OPENNESS].variance == plain[Trait.OPENNESS].variance / 2
    assert aimed[Trait.OPENNESS].value == plain[Trait.OPENNESS].value


def test_more_hints_say_more_and_contradictions_less() -> None:
    one = traits("Веду списки")[Trait.CONSCIENTIOUSNESS]
    two = traits("Веду списки, держу слово")[Trait.CONSCIENTIOUSNESS]
    torn = traits("Веду списки, держу слово, но вечно опаздываю")[Trait.CONSCIENTIOUSNESS]
    assert one.variance > two.variance
    assert torn.variance > two.variance
    assert two.value > torn.value > 0


def test_opposite_hints_of_equal_weight_say_nothing() -> None:
    assert Trait.CONSCIENTIOUSNESS not in traits("Веду списки, но вечно опаздываю")


def test_a_thin_answer_keeps_the_largest_variance() -> None:
    text = "Веду списки, держу слово"
    assert traits(text, quality=0.1)[Trait.CONSCIENTIOUSNESS].variance == 6.0


def test_the_quote_is_literal_and_holds_the_hint() -> None:
    text = "Ну что сказать. Я ВСЁ  планирую   заранее!! Ха"
    assert traits(text)[Trait.CONSCIENTIOUSNESS].quote == "Я ВСЁ  планирую   заранее"


def test_a_quote_from_an_endless_sentence_is_cut_around_the_hint() -> None:
    text = "слово " * 200 + "я всё планирую заранее " + "слово " * 200
    quote = traits(text)[Trait.CONSCIENTIOUSNESS].quote
    assert "планирую заранее" in quote
    assert quote in text
    assert len(quote) <= 200
