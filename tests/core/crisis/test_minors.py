import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.crisis import stated_minor


@pytest.mark.parametrize(
    "text",
    [
        "мне 15", "Мне 15 лет", "мне пятнадцать", "мне 17, живу с мамой", "мне скоро 18",
        "Мне нет 18", "мне ещё нет восемнадцати", "учусь в 9 классе", "я в 7 б классе",
        "я несовершеннолетняя", "мне 14 лет и мне плохо", "Привет! Мне 13.", "мне уже 16",
        "I'm 14 years old", "im 16", "I am fifteen", "I'm a 15 year old girl", "I’m 17 and lonely",
        "I'm not 18 yet", "I'm a minor", "I am in 8th grade", "im 13 yo", "Hi. I'm only 12.",
    ],
)  # fmt: skip
def test_an_own_age_under_eighteen_is_recognised(text: str) -> None:
    assert stated_minor(text)


@pytest.mark.parametrize(
    "text",
    [
        "моему сыну 14", "дочери 15 лет", "мне 15 минут до работы", "когда мне было 15",
        "мне было 16 лет, когда умер отец", "мне 35", "мне 18", "мне 10 раз говорили",
        "мне 16 тогда было", "дочь учится в 9 классе", "мне 5 лет потребовалось, чтобы простить",
        "мне 150 рублей должны", "my son is 14", "when I was 14", "I'm 45", "I'm 18",
        "I am 16 weeks pregnant", "I'm 14 minutes late", "I feel like I'm 14 again",
        "I'm 6 feet tall", "I have two kids, 14 and 16", "we are 15 people", "",
    ],
)  # fmt: skip
def test_other_ages_and_numbers_are_not(text: str) -> None:
    assert not stated_minor(text)


@given(st.text())
def test_no_text_makes_it_fail(text: str) -> None:
    assert stated_minor(text) in {True, False}


@given(st.integers(min_value=18, max_value=99))
def test_an_adult_age_is_never_taken_for_a_minor(age: int) -> None:
    assert not stated_minor(f"мне {age} лет")
    assert not stated_minor(f"I'm {age} years old")
