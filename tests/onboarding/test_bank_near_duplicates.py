from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.vocabulary import Language
from onboarding.bank.files import load
from onboarding.bank.near_duplicates import NEAR, Wordings, word_stems
from tests.onboarding.near_duplicate_samples import ENGLISH, RUSSIAN

SAMPLES = {Language.RU: RUSSIAN, Language.EN: ENGLISH}
TEXTS = st.lists(st.text("абвг ", min_size=1, max_size=30), max_size=8)


def shipped(language: Language) -> Wordings:
    """Return the shipped questions in one language."""
    return Wordings((question.code, question.texts[language].text) for question in load().questions)


@pytest.mark.parametrize(("language", "found_at_least"), [(Language.RU, 21), (Language.EN, 22)])
def test_a_question_in_other_words_is_found_first(language: Language, found_at_least: int) -> None:
    bank = shipped(language)
    found = {code: bank.near(text)[:1] for code, text in SAMPLES[language].items()}
    assert sum(near != () and near[0].key == code for code, near in found.items()) >= (
        found_at_least
    )


@pytest.mark.parametrize("language", Language)
def test_different_questions_are_hardly_ever_held_for_one(language: Language) -> None:
    bank = shipped(language)
    texts = [question.texts[language].text for question in load().questions]
    pairs = sum(bank.similarity(one, other) >= NEAR for one, other in combinations(texts, 2))
    assert pairs <= 8


def test_inflection_and_the_letter_yo_do_not_hide_a_repeat() -> None:
    assert word_stems("Тёплые встречи") == word_stems("про теплых встречных")


def test_rare_words_say_more_than_usual_ones() -> None:
    often = [(f"often-{number}", "Расскажите про утро") for number in range(20)]
    bank = Wordings([*often, ("kite", "Расскажите про змея")])
    rare, usual = (bank.similarity("Расскажите про змея", text) for text in ("змея", "Расскажите"))
    assert rare > usual


def test_nothing_is_near_to_a_text_without_words() -> None:
    bank = Wordings([("one", "Что вы видите за окном?"), ("none", "?!")])
    assert bank.near("?!") == ()
    assert bank.similarity("?!", "?!") == 0


def test_an_empty_bank_has_nothing_near() -> None:
    assert Wordings([]).near("Что вы видите за окном?") == ()


@given(TEXTS, st.text("абвг ", min_size=1, max_size=30))
def test_a_search_finds_what_comparing_each_would_find(texts: list[str], text: str) -> None:
    bank = Wordings((str(number), other) for number, other in enumerate(texts))
    found = {near.key: near.similarity for near in bank.near(text, least=0.2)}
    each = {str(number): bank.similarity(text, other) for number, other in enumerate(texts)}
    assert found == pytest.approx({key: share for key, share in each.items() if share >= 0.2})
    assert list(found.values()) == sorted(found.values(), reverse=True)


@given(TEXTS, st.text("абвг", min_size=4, max_size=9))
def test_the_same_words_are_wholly_alike(texts: list[str], text: str) -> None:
    bank = Wordings([*((str(number), other) for number, other in enumerate(texts)), ("it", text)])
    assert bank.similarity(text, text) == pytest.approx(1)
