"""Whoever is addressed with «ты» is asked everything in it."""

from pathlib import Path
from typing import Any

import pytest

from core.vocabulary import Language
from onboarding.bank.checks import FORMAL_ADDRESS
from onboarding.bank.files import BankInvalidError, load, schema_problems
from onboarding.bank.records import QuestionRecord, QuestionText
from onboarding.bank_selectors import current_records
from onboarding.choices import Energy
from onboarding.models import QuestionText as TextRow
from onboarding.personal_data import export
from onboarding.services import session_open
from onboarding.services.bank import bank_load
from onboarding.steps import Ask
from people.choices import AddressForm
from tests.factories import AskedQuestionFactory, PersonFactory, QuestionTextFactory
from tests.onboarding.bank_samples import (
    HEAVY,
    NEUTRAL,
    changed,
    document,
    record,
    without,
    write,
)
from tests.russian_forms import FORMAL_VERB, GENDERED


@pytest.fixture(scope="module")
def questions() -> tuple[QuestionRecord, ...]:
    return load().questions


@pytest.fixture(scope="module")
def russian(questions: tuple[QuestionRecord, ...]) -> list[QuestionText]:
    return [question.texts[Language.RU] for question in questions]


@pytest.fixture(scope="module")
def familiar(russian: list[QuestionText]) -> list[str]:
    return [f"{wording.familiar_text} {wording.familiar_hint}".strip() for wording in russian]


def test_every_russian_question_has_a_familiar_wording(russian: list[QuestionText]) -> None:
    assert len(russian) >= 300
    assert [wording.text for wording in russian if not wording.familiar_text] == []
    assert all(bool(wording.familiar_hint) == bool(wording.hint) for wording in russian)


def test_only_wordings_that_address_nobody_are_the_same_in_both_forms(
    russian: list[QuestionText],
) -> None:
    same = [wording.text for wording in russian if wording.text == wording.familiar_text]
    assert same == [
        "После чего телу становится легко и хорошо?",
        "Какую шутку или словечко понимают только свои?",
        "За что хочется поблагодарить сегодняшний день, даже самый обычный?",
    ]


def test_no_familiar_wording_addresses_formally(familiar: list[str]) -> None:
    assert [text for text in familiar if FORMAL_ADDRESS.search(text)] == []
    assert [text for text in familiar if FORMAL_VERB.search(text)] == []


@pytest.mark.parametrize("text", ["Как Вы это видите?", "о вас", "вам", "вами", "в вашей семье"])
def test_formal_address_is_recognised(text: str) -> None:
    assert FORMAL_ADDRESS.search(text)


@pytest.mark.parametrize("text", ["совы", "Квас", "навык", "приваш", "завывать"])
def test_innocent_words_are_no_formal_address(text: str) -> None:
    assert not FORMAL_ADDRESS.search(text)


@pytest.mark.parametrize(
    "text", ["Вспомните", "Опишите", "Представьте", "вы делаете", "возьмёте", "не возьмётесь"]
)
def test_formal_verbs_are_recognised(text: str) -> None:
    assert FORMAL_VERB.search(text)


def test_familiar_wordings_fit_any_gender(familiar: list[str]) -> None:
    assert [text for text in familiar if GENDERED.search(text)] == []


@pytest.mark.parametrize(
    "text",
    ["что ты сделал", "когда ты недавно улыбнулась", "ты пришёл", "если ты готова", "сделай сама"],
)
def test_a_familiar_wording_for_one_gender_is_recognised(text: str) -> None:
    assert GENDERED.search(text)


def test_familiar_wordings_ask_one_thing_and_are_short(russian: list[QuestionText]) -> None:
    assert max(wording.familiar_text.count("?") for wording in russian) == 1
    assert {wording.familiar_text[-1] for wording in russian} == {".", "?"}
    assert max(len(wording.familiar_text) for wording in russian) <= 160
    assert max(len(wording.familiar_hint) for wording in russian) <= 100


def test_whatever_gives_strength_comes_back_within_three_months(
    questions: tuple[QuestionRecord, ...],
) -> None:
    rests = [q.repeatable_after_days or 0 for q in questions if q.energy is Energy.HEALING]
    assert len(rests) == 36
    assert all(30 <= days <= 90 for days in rests)


@pytest.mark.parametrize(
    ("planted", "path"),
    [
        (without(NEUTRAL, "texts.ru.familiar_text"), "texts.ru.familiar_text"),
        (changed(NEUTRAL, "texts.ru.hint", "Что угодно."), "texts.ru.familiar_hint"),
        (changed(NEUTRAL, "texts.ru.familiar_hint", "Всё подойдёт."), "texts.ru.familiar_hint"),
        (
            changed(NEUTRAL, "texts.ru.familiar_text", "Как ты готовишься к вашей поездке?"),
            "texts.ru.familiar_text",
        ),
        (changed(HEAVY, "texts.ru.familiar_text", "Расскажи про потерю."), "texts.ru"),
    ],
    ids=["missing", "hint missing", "hint too much", "formal inside", "silent about skipping"],
)
def test_a_bank_is_refused_for_a_familiar_wording_that_is(
    tmp_path: Path, planted: dict[str, Any], path: str
) -> None:
    write(tmp_path, "work.json", document(planted))
    with pytest.raises(BankInvalidError) as refusal:
        load(tmp_path)
    assert [problem.path for problem in refusal.value.problems] == [path]


def test_a_draft_may_wait_for_its_familiar_wording(tmp_path: Path) -> None:
    draft = without(changed(NEUTRAL, "status", "draft"), "texts.ru.familiar_text")
    write(tmp_path, "work.json", document(draft))
    assert load(tmp_path).questions[0].texts[Language.RU].familiar_text == ""


def test_english_has_no_familiar_wording() -> None:
    planted = changed(NEUTRAL, "texts.en.familiar_text", "How do you pack, mate?")
    problems = list(schema_problems("work.json", document(planted)))
    assert [problem.path for problem in problems] == ["texts.en"]


def test_another_familiar_wording_is_another_question() -> None:
    other = changed(NEUTRAL, "texts.ru.familiar_text", "Как ты собираешься в дальний путь?")
    assert record(other).content_hash() != record(NEUTRAL).content_hash()


@pytest.mark.django_db
def test_the_loaded_bank_comes_back_with_its_familiar_wordings(
    questions: tuple[QuestionRecord, ...],
) -> None:
    bank_load()
    assert tuple(current_records().values()) == questions
    assert bank_load().is_empty


@pytest.mark.django_db
def test_an_opened_session_asks_each_in_their_form() -> None:
    bank_load()
    step = session_open(PersonFactory.create().pk, Language.RU)
    assert isinstance(step, Ask)
    row = TextRow.objects.get(language=Language.RU, text=step.text)
    assert step.wording(AddressForm.VY) == (row.text, row.hint)
    assert step.wording(AddressForm.TY) == (row.familiar_text, row.familiar_hint)


@pytest.mark.django_db
def test_in_english_both_forms_are_one() -> None:
    bank_load()
    step = session_open(PersonFactory.create().pk, Language.EN)
    assert isinstance(step, Ask)
    assert step.wording(AddressForm.TY) == step.wording(AddressForm.VY) == (step.text, step.hint)


@pytest.mark.django_db
@pytest.mark.parametrize("form", AddressForm)
def test_the_export_does_not_say_in_which_form_a_question_was_put(form: AddressForm) -> None:
    person = PersonFactory.create(address_form=form)
    said = QuestionTextFactory.create(text="Что дало вам сил?", familiar_text="Что дало тебе сил?")
    AskedQuestionFactory.create(session__person=person, question=said.question)
    [line] = export(person.pk)["questions"]
    assert line["question"] == "Что дало вам сил?"
    assert line["question_familiar"] == "Что дало тебе сил?"
