import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.crisis import (
    Contact,
    CrisisLevel,
    adults_first,
    bundled_contacts,
    fixed_text,
    grounding_text,
    minors_first,
    safety_buttons,
    safety_question,
    still_here_text,
)
from core.vocabulary import Language
from onboarding.bank.checks import FORMAL_ADDRESS
from tests.russian_forms import FORMAL_VERB, GENDERED

LANGUAGES = tuple(Language)
GRAVE_LEVELS = (CrisisLevel.PASSIVE, CrisisLevel.ACTIVE)
PROGRAM = {Language.RU: "программа", Language.EN: "program"}
contacts = st.lists(
    st.builds(
        Contact,
        name=st.text(max_size=200),
        phone=st.text(alphabet="0123456789+- <&", max_size=40),
        url=st.text(max_size=200),
        hours=st.text(max_size=200),
        country=st.sampled_from(["RU", "EU", "US", "", "<b>"]),
        language=st.sampled_from(LANGUAGES),
        is_emergency=st.booleans(),
        is_verified=st.booleans(),
    ),
    max_size=30,
)


def line(name: str, phone: str, *, verified: bool = False, emergency: bool = False) -> Contact:
    return Contact(name, phone, "", "", "RU", Language.RU, emergency, verified)


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def every_text(language: Language, *, familiar: bool = False) -> list[str]:
    texts = [fixed_text(level, language, (), familiar=familiar) for level in CrisisLevel]
    return [
        *texts,
        still_here_text(language, (), familiar=familiar),
        grounding_text(language, familiar=familiar),
    ]


@given(
    level=st.sampled_from(CrisisLevel),
    language=st.sampled_from(LANGUAGES),
    given_contacts=contacts,
    familiar=st.booleans(),
)
def test_every_text_fits_and_is_escaped(
    level: CrisisLevel, language: Language, given_contacts: list[Contact], *, familiar: bool
) -> None:
    texts = [
        fixed_text(level, language, given_contacts, familiar=familiar),
        still_here_text(language, given_contacts, familiar=familiar),
    ]
    assert max(map(units, texts)) <= 1500
    assert set(re.findall(r"<[^>]*>?", "".join(texts))) <= {"<b>", "</b>"}
    assert not re.findall(r"&(?!amp;|lt;|gt;)", "".join(texts))


@given(st.sampled_from(CrisisLevel), st.sampled_from(LANGUAGES), contacts)
def test_every_text_shows_a_way_out_and_says_it_is_a_program(
    level: CrisisLevel, language: Language, given_contacts: list[Contact]
) -> None:
    text = fixed_text(level, language, given_contacts)
    assert re.search(r"\d|http|•", text)
    assert PROGRAM[language] in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("level", GRAVE_LEVELS)
def test_the_emergency_number_leads_while_nothing_is_verified(
    level: CrisisLevel, language: Language
) -> None:
    text = fixed_text(level, language, bundled_contacts(language))
    first, second = re.split(r"(?<=[.:])(?:</b>)?\n", text)[:2]
    assert "112" in first
    assert second.endswith(":")


def test_verified_contacts_lead_and_the_emergency_number_follows() -> None:
    given_contacts = [line("Линия", "100-200", verified=True), line("Другая", "300")]
    text = fixed_text(CrisisLevel.ACTIVE, Language.RU, given_contacts)
    assert text.index("100-200") < text.index("112")
    assert "300" not in text


def test_a_text_without_contacts_uses_the_bundled_ones() -> None:
    bundled = bundled_contacts(Language.EN)
    assert fixed_text(CrisisLevel.ACTIVE, Language.EN, ()) == fixed_text(
        CrisisLevel.ACTIVE, Language.EN, bundled
    )


def test_contacts_that_cannot_be_reached_are_left_out() -> None:
    text = fixed_text(CrisisLevel.ACTIVE, Language.RU, [line("Пусто", " "), line("Линия", "555")])
    assert "Пусто" not in text
    assert "555" in text
    assert "112" in text


def test_data_of_contacts_is_escaped() -> None:
    text = fixed_text(CrisisLevel.ACTIVE, Language.RU, [line("<i>A&B</i>", "1")])
    assert "&lt;i&gt;A&amp;B&lt;/i&gt;" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_level_three_repeats_its_contacts_while_paused(language: Language) -> None:
    text = still_here_text(language, ())
    assert all((c.phone or c.url) in text for c in bundled_contacts(language))
    assert "?" not in text


@pytest.mark.parametrize("familiar", [True, False])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_asks_diagnoses_or_promises_secrecy(language: Language, *, familiar: bool) -> None:
    texts = every_text(language, familiar=familiar)
    banned = (
        r"\?|диагноз|расстройств|депресс|лечен|тайн|конфиденциальн|никто не узна|способ"
        r"|disorder|diagnos|depress|treat|confidential|secret|nobody will know|method"
    )
    assert not re.search(banned, " ".join(texts).lower())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_question_is_one_and_has_three_short_buttons(language: Language) -> None:
    buttons = safety_buttons(language)
    labels = {buttons.yes, buttons.no, buttons.contacts}
    assert safety_question(language).count("?") == 1
    assert len(labels) == 3
    assert max(map(len, labels)) <= 30


@pytest.mark.parametrize("language", LANGUAGES)
def test_bundled_contacts_begin_with_emergency_and_claim_no_verification(
    language: Language,
) -> None:
    bundled = bundled_contacts(language)
    order = [contact.is_emergency for contact in bundled]
    assert order == sorted(order, reverse=True)
    assert order[0]
    assert not any(contact.is_verified for contact in bundled)
    assert all(contact.phone or contact.url for contact in bundled)


@pytest.mark.parametrize("language", LANGUAGES)
def test_grounding_is_short_and_names_a_number(language: Language) -> None:
    text = grounding_text(language)
    assert units(text) <= 500
    assert "112" in text


def test_whoever_chose_ty_never_hears_vy_in_a_crisis() -> None:
    said = [*every_text(Language.RU, familiar=True), safety_question(Language.RU, familiar=True)]
    text = " ".join(said)
    assert FORMAL_ADDRESS.findall(text) + FORMAL_VERB.findall(text) == []
    assert GENDERED.findall(text) == []


def test_every_russian_text_has_a_familiar_form_of_its_own() -> None:
    formal = [*every_text(Language.RU), safety_question(Language.RU)]
    familiar = [
        *every_text(Language.RU, familiar=True),
        safety_question(Language.RU, familiar=True),
    ]
    assert all(one != other for one, other in zip(formal, familiar, strict=True))


def test_english_has_one_form() -> None:
    assert every_text(Language.EN, familiar=True) == every_text(Language.EN)


def test_the_first_number_for_adults_is_no_line_for_children() -> None:
    people = [one.name for one in bundled_contacts(Language.RU) if not one.is_emergency]
    assert "детей" not in people[0]
    assert any("детей" in name for name in people)


def test_lines_for_children_come_last_for_adults_and_first_for_minors() -> None:
    given_contacts = [line("Дети", "8 800 2000 122"), line("А", "1"), line("Б", "2")]
    assert [c.name for c in adults_first(given_contacts)] == ["А", "Б", "Дети"]
    assert [c.name for c in minors_first(given_contacts[::-1])] == ["Дети", "Б", "А"]
