import pytest

from core.vocabulary import Language
from onboarding.models import Question
from onboarding.near_selectors import near_duplicates
from onboarding.services.bank import bank_load
from onboarding.services.curation import question_create, question_edit, question_retire
from tests.onboarding.bank_samples import OPENING, changed, record
from tests.onboarding.curators import plain, psychologist, published

pytestmark = pytest.mark.django_db

TRIP = "Как вы обычно готовитесь к долгим поездкам?"


def codes(text: str, language: Language = Language.RU, leave_out: str = "") -> list[str]:
    """Return the codes of what is near."""
    return [near.code for near in near_duplicates(text, language, leave_out=leave_out)]


def test_a_question_that_is_asked_is_found() -> None:
    pk = published(plain(), psychologist("anna"), psychologist("boris"))
    (near,) = near_duplicates(TRIP, Language.RU)
    assert (near.question_id, near.code, near.text) == (
        pk,
        "work-101",
        "Как вы готовитесь к долгой поездке?",
    )
    assert 0.3 < near.similarity <= 1


def test_a_draft_of_somebody_is_found_as_soon_as_it_is_written() -> None:
    anna = psychologist("anna")
    pk = question_create(plain(), anna)
    assert codes(TRIP) == ["work-101"]
    window = changed(plain().model_dump(mode="json"), "texts.ru.text", "Что видно из окна дома?")
    question_edit(pk, record(window), anna)
    assert codes(TRIP) == []
    assert codes("Что из окна вашего дома видно?") == ["work-101"]


def test_the_question_itself_is_left_out() -> None:
    question_create(plain(), psychologist("anna"))
    assert codes(TRIP, leave_out="work-101") == []


def test_what_is_retired_may_be_asked_anew() -> None:
    anna = psychologist("anna")
    pk = published(plain(), anna, psychologist("boris"))
    assert codes(TRIP) == ["work-101"]
    question_retire(pk, anna)
    assert codes(TRIP) == []


def test_each_language_is_compared_with_itself() -> None:
    question_create(plain(), psychologist("anna"))
    assert codes("How do you get ready for long trips?", Language.EN) == ["work-101"]
    assert codes("How do you get ready for long trips?", Language.RU) == []


def test_the_nearest_come_first_and_five_at_the_most() -> None:
    bank_load()
    asked = Question.objects.get(code="values-015").texts.get(language="ru").text
    found = near_duplicates(asked, Language.RU)
    assert found[0].code == "values-015"
    assert found[0].similarity == pytest.approx(1)
    assert len(near_duplicates("Расскажите, вспомните: что вы делаете?", Language.RU)) <= 5


def test_an_empty_bank_has_nothing_near() -> None:
    assert codes(TRIP) == []


def test_a_new_version_is_no_repetition_of_its_own_words() -> None:
    anna = psychologist("anna")
    pk = published(plain(), anna, psychologist("boris"))
    question_edit(pk, record(changed(plain().model_dump(mode="json"), "depth", 1)), anna)
    question_create(record(OPENING), anna)
    assert codes(TRIP) == ["work-101"]
