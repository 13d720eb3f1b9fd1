import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ai.contracts import REFLECTION_LIMIT, DeepReading, EarlierAnswer
from ai.local.analyser import LocalAnalyser, warm_up
from ai.local.wording import is_clean
from core.vocabulary import Language, Trait
from tests.ai.builders import answer, coached, deep, earlier
from tests.ai.samples import lines

PROVIDER = LocalAnalyser()
WORDS = sorted(
    {
        word
        for name in ("answers", "coach")
        for language in Language
        for line in lines(name, language)
        for word in line.split()
    }
)

texts = st.one_of(
    st.text(max_size=400),
    st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join),
    st.text(alphabet="яЯёЁaA \n.,!?«»\"'()—-😀אب{}[]|<>&\\", max_size=200),
)


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    warm_up()


def check_deep(text: str, reading: DeepReading) -> None:
    assert -1.0 <= reading.sentiment_score <= 1.0
    assert 0.0 <= reading.quality <= 1.0
    assert reading.insight_quote in text
    assert all(trait.quote in text for trait in reading.traits)
    assert all(abs(trait.value) <= 1.5 for trait in reading.traits)
    assert all(2.0 <= trait.variance <= 6.0 for trait in reading.traits)


@given(text=texts)
@settings(max_examples=150, deadline=None)
@example(text="")
@example(text="\ud800")
@example(text="я" * 10_000)
@example(text="но " * 3_000)
@example(text="שלום עולם, מה שלומך")
@example(text="😀" * 5_000)
@example(text="«" * 500)
@example(text="I'm I'm I'm, but but")
def test_any_text_is_read_within_bounds(text: str) -> None:
    instant = PROVIDER.read_instantly(answer(text)).reading
    assert 0 < len(instant.reflection) <= REFLECTION_LIMIT
    assert is_clean(instant.reflection)
    check_deep(text, PROVIDER.read_deeply(deep(text, targets=tuple(Trait))).reading)


@given(message=texts, memory=texts)
@settings(max_examples=100, deadline=None)
def test_any_message_gets_a_reply(message: str, memory: str) -> None:
    reply = coached(message, memories=earlier(memory))
    assert reply.text.strip()
    assert set(reply.used_answer_ids) <= {1}
    assert is_clean(reply.text)


@pytest.mark.parametrize("language", list(Language))
def test_ten_thousand_characters_are_read(language: Language) -> None:
    mixed = lines("answers", language) * 8
    random.Random(7).shuffle(mixed)  # noqa: S311 - an order of test lines, no secret
    text = " ".join(mixed)[:10_000]
    instant = PROVIDER.read_instantly(answer(text)).reading
    assert instant.language == language
    check_deep(text, PROVIDER.read_deeply(deep(text)).reading)


def test_the_same_answer_gets_the_same_reading() -> None:
    request = deep("Хочу рисовать, но боюсь, что получится плохо", targets=(Trait.MOTIVATION,))
    assert PROVIDER.read_deeply(request) == PROVIDER.read_deeply(request)


def test_in_a_crisis_nothing_is_concluded_about_the_person() -> None:
    reading = PROVIDER.read_deeply(deep("Не хочу больше жить, я устала и всё на мне")).reading
    assert reading.crisis_level >= 2
    assert (reading.insight, reading.traits, reading.patterns) == ("", (), ())


def test_a_calm_answer_has_no_crisis() -> None:
    assert PROVIDER.read_deeply(deep("Гуляли у реки с собакой")).reading.crisis_level == 0


def test_themes_of_earlier_answers_are_told_as_patterns() -> None:
    history: tuple[EarlierAnswer, ...] = earlier("Мне трудно отказывать", "Снова промолчала")
    reading = PROVIDER.read_deeply(deep("Опять не могу отказать", history=history)).reading
    assert len(reading.patterns) == 1


def test_an_english_answer_of_a_russian_person_is_answered_in_english() -> None:
    reading = PROVIDER.read_instantly(answer("I felt calm by the sea", Language.RU)).reading
    assert reading.language is Language.EN
    assert reading.reflection.isascii() or "“" in reading.reflection
